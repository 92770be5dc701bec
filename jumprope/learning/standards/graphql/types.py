"""Frameworks, standards and what links them."""

from graphplan import Column, Connection, Id, IdOf, Many, One
from jumprope.kit.graphql import Type
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
    standards = Connection("Standard", "The framework's standards, read from the top.", order_by="position")

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
    name_to_kids = Column()
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
