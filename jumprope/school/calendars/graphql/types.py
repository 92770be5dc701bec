"""School years and terms, which everyone who signs in sees."""

from graphplan import ALL, Column, Id, Many, One, Rule
from jumprope.kit.graphql import Type
from jumprope.kit.viewer import Viewer
from jumprope.school.calendars import models


class SchoolYearType(Type):
    """A year of school, for all of the tenant's schools."""

    class Meta:
        model = models.SchoolYear

    id = Id()
    name = Column()
    starts_on = Column()
    ends_on = Column()
    terms = Many("Term", "The parts of the year, in order.", order_by=("starts_on", "name"), at_most=100)

    @staticmethod
    def visible(_: Viewer) -> Rule:
        return ALL


class TermType(Type):
    """A part of a school year in which sections are taught."""

    class Meta:
        model = models.Term

    id = Id()
    name = Column()
    starts_on = Column()
    ends_on = Column()
    school_year = One("SchoolYear", null=False)

    @staticmethod
    def visible(_: Viewer) -> Rule:
        return ALL
