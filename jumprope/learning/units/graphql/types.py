"""Units and their standards, as they hang on a section."""

from graphplan import Column, Connection, Id, IdOf, Many, One, Rule
from jumprope.kit.graphql import Type
from jumprope.kit.viewer import Viewer
from jumprope.learning.units import access, models
from jumprope.school.courses.graphql.types import SectionType


class UnitType(Type):
    """A part of what is taught in a section."""

    class Meta:
        model = models.Unit

    id = Id()
    section = One("Section", null=False)
    title = Column()
    description = Column()
    position = Column()
    starts_on = Column()
    ends_on = Column()
    archived_at = Column()
    standards = Many("UnitStandard", "What is taught in it, in its order.", order_by="position", at_most=200)

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_units(viewer)


class UnitStandardType(Type):
    """That a standard is taught in a unit."""

    class Meta:
        model = models.UnitStandard

    id = Id()
    unit = One("Unit", null=False)
    standard = One("Standard", null=False)
    standard_id = IdOf("standard")
    position = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_standards(viewer)


SectionType.extend(
    units=Connection("Unit", "Its units in their order, those put away too.", order_by="position")
)
