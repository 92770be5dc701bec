"""School years, terms and grading periods, which everyone who signs in sees."""

from collections.abc import Mapping, Sequence
from datetime import date

import graphene

from graphplan import ALL, Batch, Column, Connection, Id, Many, One, Rule
from jumprope.kit.graphql import Type
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy.graphql.types import SchoolType
from jumprope.school.calendars import access, models
from jumprope.school.calendars.rules import is_locked


class SchoolYearType(Type):
    """A year of school, for all of the tenant's schools."""

    class Meta:
        model = models.SchoolYear

    id = Id()
    name = Column()
    starts_on = Column()
    ends_on = Column()
    terms = Many("Term", "The parts of the year, in order.", order_by=("starts_on", "name"), at_most=100)
    grading_periods = Connection(
        "GradingPeriod", "The periods of all its schools, in order.", order_by=("starts_on", "name")
    )

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


def _locked(viewer: Viewer, days: Sequence[date | None]) -> Mapping[date | None, bool]:
    return {day: is_locked(day, viewer.today) for day in days}


class GradingPeriodType(Type):
    """A part of a school year for which grades are given, at one school or at all of them."""

    class Meta:
        model = models.GradingPeriod

    id = Id()
    name = Column()
    starts_on = Column()
    ends_on = Column()
    locks_on = Column()
    locked = Batch(
        _locked,
        columns="locks_on",
        of=graphene.Boolean,
        null=False,
        description="Whether what is due in it is closed today, for all but those who may override that.",
    )
    school_year = One("SchoolYear", null=False)
    school = One("School")
    lock_changes = Connection(
        "LockChange", "When it was locked and unlocked, and why, the newest first.", order_by="-id"
    )

    @staticmethod
    def visible(_: Viewer) -> Rule:
        return ALL


class LockChangeType(Type):
    """That a grading period was locked or unlocked, and why."""

    class Meta:
        model = models.LockChange

    id = Id()
    grading_period = One("GradingPeriod", null=False)
    locks_on = Column()
    reason = Column()
    changed_by = One("Account")
    changed_at = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_lock_changes(viewer)


SchoolType.extend(
    grading_periods=Connection(
        "GradingPeriod", "The periods of its own, the newest first.", order_by=("-starts_on", "name")
    )
)
