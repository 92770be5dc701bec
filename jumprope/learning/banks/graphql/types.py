"""Standards banks, their versions, and what stands in these."""

from django.db.models import Q

from graphplan import Column, Connection, Id, One, Rule
from jumprope.kit.graphql import Type
from jumprope.kit.viewer import Viewer
from jumprope.learning.banks import access, models

IN_ORDER = "position"


class StandardTypeType(Type):
    """A kind of standards that is reported by itself."""

    class Meta:
        model = models.StandardType
        name = "StandardType"

    id = Id()
    name = Column()
    counts_towards = Column(enum=models.CountsTowards)
    built_in = Column()
    retired_at = Column()

    visible = staticmethod(access.visible)


class StandardsBankType(Type):
    """A collection of standards that teachers choose from: the district's, or one school's."""

    class Meta:
        model = models.Bank
        name = "StandardsBank"

    id = Id()
    name = Column()
    school = One("School")
    versions = Connection("BankVersion", "Its versions, the newest first.", order_by="-number")

    visible = staticmethod(access.visible)


class BankVersionType(Type):
    """A bank for a school year: a draft, published, or archived."""

    class Meta:
        model = models.BankVersion

    id = Id()
    bank = One("StandardsBank", null=False)
    number = Column()
    school_year = One("SchoolYear", null=False)
    state = Column(enum=models.VersionState)
    copied_from = One("BankVersion")
    published_at = Column()
    archived_at = Column()
    top_folders = Connection(
        "BankFolder",
        "The folders at the top of its tree, in order.",
        source="folders",
        order_by=IN_ORDER,
        where=lambda _: Q(parent=None),
    )
    folders = Connection("BankFolder", "All of its folders.", order_by=IN_ORDER)
    standards = Connection("BankStandard", "All of its standards.", order_by=IN_ORDER)

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_versions(viewer)


class BankFolderType(Type):
    """A heading in a version of a bank."""

    class Meta:
        model = models.VersionFolder
        name = "BankFolder"

    id = Id()
    version = One("BankVersion", null=False)
    parent = One("BankFolder")
    name = Column()
    position = Column()
    children = Connection("BankFolder", "The folders below it, in order.", order_by=IN_ORDER)
    standards = Connection("BankStandard", "The standards in it, in order.", order_by=IN_ORDER)

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_nodes(viewer)


class BankStandardType(Type):
    """A standard's place in a version of a bank, and what it says there."""

    class Meta:
        model = models.VersionStandard
        name = "BankStandard"

    id = Id()
    version = One("BankVersion", null=False)
    folder = One("BankFolder")
    standard = One("Standard", null=False)
    standard_type = One("StandardType", null=False)
    position = Column()
    code = Column()
    statement = Column()
    corrections = Connection("BankCorrection", "What was put right, in the order in which it was done.")

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_nodes(viewer)


class BankCorrectionType(Type):
    """That the words of a standard were put right in a version that was published already, and why."""

    class Meta:
        model = models.VersionStandardCorrection
        name = "BankCorrection"

    id = Id()
    bank_standard = One("BankStandard", null=False)
    code_before = Column()
    statement_before = Column()
    reason = Column()
    corrected_at = Column()
    corrected_by = One("Account")

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_corrections(viewer)
