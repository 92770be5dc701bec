"""Frameworks, standards and what links them."""

from graphplan import Column, Connection, Contains, Id, IdOf, Lacks, LeadsTo, Many, One, Rule
from jumprope.kit.graphql import Type
from jumprope.kit.viewer import Viewer
from jumprope.learning.standards import access, models


class FrameworkType(Type):
    """A set of standards as its publisher issues it."""

    class Meta:
        model = models.Framework

    id = Id()
    guid = Column()
    title = Column()
    creator = Column()
    version = Column()
    adoption_status = Column()
    language = Column()
    uri = Column()
    changed_at = Column()
    standards = Connection(
        "Standard",
        "The framework's standards, read from the top.",
        order_by="position",
        filters={
            "code": Contains("code"),
            "text": Contains("statement", "short_statement"),
            "parent": LeadsTo("parent"),
            "in_use": Lacks(
                "retired_at",
                description="With true only those that are in use, with false only retired ones.",
            ),
        },
    )
    versions = Connection("FrameworkVersion", "How it came, the newest first.", order_by="-number")

    visible = staticmethod(access.visible)


class StandardType(Type):
    """A learning target, or a heading over some."""

    class Meta:
        model = models.Standard

    id = Id()
    guid = Column()
    code = Column()
    statement = Column()
    short_statement = Column()
    kind = Column()
    language = Column()
    notes = Column()
    uri = Column()
    position = Column()
    retired_at = Column()
    framework = One("Framework", null=False)
    parent = One("Standard")
    parent_id = IdOf("parent")
    children = Many("Standard", "The standards below it, in order.", order_by="position", at_most=1_000)
    associations = Many("StandardAssociation", "What it is linked to.", order_by="guid", at_most=1_000)
    wordings = Many(
        "StandardWording",
        "It in words for children and for families.",
        order_by=("audience", "language"),
        at_most=100,
    )
    changes = Connection("StandardChange", "What imports did to it, in the order in which they came.")

    visible = staticmethod(access.visible)


class StandardAssociationType(Type):
    """What links two standards; either end may lie outside what was imported."""

    class Meta:
        model = models.StandardAssociation

    id = Id()
    guid = Column()
    kind = Column()
    origin = One("Standard")
    origin_identifier = Column()
    origin_title = Column()
    destination = One("Standard")
    destination_identifier = Column()
    destination_title = Column()
    destination_uri = Column()
    retired_at = Column()

    visible = staticmethod(access.visible)


class StandardWordingType(Type):
    """A standard in words for children or for families, in one language."""

    class Meta:
        model = models.StandardWording

    id = Id()
    standard = One("Standard", null=False)
    audience = Column(enum=models.Audience)
    language = Column()
    text = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_wordings(viewer)


class FrameworkVersionType(Type):
    """A framework as one import brought it, and how much that changed."""

    class Meta:
        model = models.FrameworkVersion

    id = Id()
    framework = One("Framework", null=False)
    number = Column()
    title = Column()
    version = Column()
    adoption_status = Column()
    changed_at = Column()
    imported_at = Column()
    standards_added = Column()
    standards_changed = Column()
    standards_moved = Column()
    standards_retired = Column()
    associations_changed = Column()
    changes = Connection("StandardChange", "What it did to single standards; none in the first one.")

    visible = staticmethod(access.visible)


class StandardChangeType(Type):
    """What an import did to one standard, and what the standard said before."""

    class Meta:
        model = models.StandardChange

    id = Id()
    version = One("FrameworkVersion", null=False)
    standard = One("Standard", null=False)
    kind = Column(enum=models.ChangeKind)
    code_before = Column()
    statement_before = Column()

    visible = staticmethod(access.visible)
