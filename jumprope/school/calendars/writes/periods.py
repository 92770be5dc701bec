"""Making and changing grading periods. Those of one school, and those for all schools, do not overlap."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NotRequired, TypedDict

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit import changes, described, rows, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.calendars import access
from jumprope.school.calendars.models import GradingPeriod, SchoolYear
from jumprope.school.calendars.reads import GradingPeriodLocked
from jumprope.school.calendars.rules import Days, is_locked
from jumprope.school.calendars.writes.refusals import LastDayTooEarly, LocksAtOnce

MOST_PERIODS = 500
"""How many grading periods are made at once."""


class PeriodOutsideYear(Refused):
    """A grading period is a part of its year."""

    code = "grading_period_outside_year"
    message = _("The grading period “{name}” does not lie within the school year.")


class PeriodsOverlap(Refused):
    """Whatever is due on a day belongs to one period of a school."""

    code = "grading_periods_overlap"
    message = _("The grading period “{name}” has some of these days already.")


class PeriodNameTaken(Refused):
    """The periods of a school in a year are told apart by their names."""

    code = "grading_period_name_taken"
    message = _("There is a grading period “{name}” in this school year already.")


class NewGradingPeriod(TypedDict):
    """A grading period to be made, of one school, or of all if none is given."""

    school_id: NotRequired[int | None]
    name: str
    starts_on: date
    ends_on: date
    locks_on: NotRequired[date | None]


@dataclass(frozen=True, kw_only=True)
class GradingPeriodsMade(Answer):
    """The new grading periods, in the order in which they were given."""

    grading_period_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class GradingPeriodChanged(Answer):
    """The grading period that is another now."""

    grading_period_id: int


@command(access.MANAGE_CALENDARS, event="grading_periods.made")
def make_grading_periods(
    *, viewer: Viewer, school_year_id: int, periods: Sequence[NewGradingPeriod]
) -> GradingPeriodsMade:
    """Make up to 500 grading periods of a school year, for single schools or for all of them.

    Raises `NotFound` for the year or a school, `LastDayTooEarly`, `PeriodOutsideYear`, `PeriodsOverlap`,
    `PeriodNameTaken`, `LocksAtOnce`, and what `kit.values` refuses.
    """
    values.check_size(periods, field="periods", at_most=MOST_PERIODS)
    # Whoever changes the periods of a year holds the year, so that no two come to overlap.
    year = rows.locked_one(SchoolYear, Q(), school_year_id, field="school_year_id")
    new = [GradingPeriod(school_year=year, **period) for period in periods]
    schools = tenancy.schools_among(
        {period.school_id for period in new if period.school_id is not None},
        rule=access.schools_to_keep_calendars_of(viewer),
    )
    beside = list(GradingPeriod.objects.filter(school_year=year))
    refuse_all(
        fault
        for position, period in enumerate(new)
        for fault in (
            *_faults_of_school(viewer, period, schools, field=f"periods.{position}.school_id"),
            *_faults(year, period, [*beside, *new[:position]], at=f"periods.{position}"),
            *_faults_of_lock(viewer, period, field=f"periods.{position}.locks_on"),
        )
    )
    return GradingPeriodsMade(grading_period_ids=rows.insert(new))


@command(access.MANAGE_CALENDARS, event="grading_period.changed")
def change_grading_period(
    *,
    viewer: Viewer,
    grading_period_id: int,
    name: str | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> GradingPeriodChanged:
    """Change what is given of a grading period. The days of one that is locked stay as they are.

    Raises `NotFound`, `GradingPeriodLocked`, and what `make_grading_periods` refuses of a period.
    """
    period = locked_period(viewer, grading_period_id)
    days = {"starts_on": starts_on, "ends_on": ends_on}
    if is_locked(period.locks_on, viewer.today) and any(days.values()):
        raise GradingPeriodLocked(name=period.name, field="grading_period_id")
    changes.put(period, {"name": name, **days})
    beside = GradingPeriod.objects.filter(school_year=period.school_year_id).exclude(pk=period.pk)
    refuse_all(_faults(period.school_year, period, list(beside)))
    period.save(update_fields=["name", "starts_on", "ends_on"])
    return GradingPeriodChanged(grading_period_id=grading_period_id)


@step
def locked_period(viewer: Viewer, grading_period_id: int) -> GradingPeriod:
    """The row of a grading period that the viewer may change, locked together with its year. Two statements.

    Raises `NotFound`.
    """
    found = GradingPeriod.objects.select_related("school_year").filter(pk=grading_period_id)
    list(found.select_for_update())
    period = found.filter(access.periods_to_manage(viewer)).first()
    if period is None:
        raise NotFound(field="grading_period_id")
    return period


def _faults_of_school(
    viewer: Viewer, period: GradingPeriod, schools: set[int], *, field: str
) -> Iterator[Refused]:
    allowed = (
        access.may_keep_calendar_of_all(viewer) if period.school_id is None else period.school_id in schools
    )
    if not allowed:
        yield NotFound(field=field)


def _faults_of_lock(viewer: Viewer, period: GradingPeriod, *, field: str) -> Iterator[Refused]:
    """A lock that holds already would have no reason written beside it."""
    if is_locked(period.locks_on, viewer.today):
        yield LocksAtOnce(day=period.locks_on, field=field)


def _faults(
    year: SchoolYear, period: GradingPeriod, others: Sequence[GradingPeriod], *, at: str = ""
) -> Iterator[Refused]:
    """What is wrong with a period beside the others of its year, of which those of its school matter."""
    yield from values.clean(period, at=at)
    days = _days(period)
    if not days.in_order():
        yield LastDayTooEarly(field=values.path(at, "ends_on"))
    elif not Days(year.starts_on, year.ends_on).hold(days):
        yield PeriodOutsideYear(name=period.name, field=values.path(at, "starts_on"))
    beside = [other for other in others if other.school_id == period.school_id]
    if overlapping := [other for other in beside if _days(other).overlap(days)]:
        yield PeriodsOverlap(name=overlapping[0].name, field=values.path(at, "starts_on"))
    if any(other.name == period.name for other in beside):
        yield PeriodNameTaken(name=period.name, field=values.path(at, "name"))


def _days(period: GradingPeriod) -> Days:
    return Days(period.starts_on, period.ends_on)


class SaidPeriod(TypedDict):
    """A grading period of all schools; with a key, one that is known."""

    grading_period_id: NotRequired[int]
    school_year_id: int
    name: str
    starts_on: date
    ends_on: date


@step
def take_in_grading_periods(
    *, viewer: Viewer, grading_periods: Sequence[SaidPeriod], at: str = "grading_periods"
) -> list[int]:
    """Write down grading periods; their keys in the order given. The days of one that is locked stay.

    Eight statements at most. Raises `NotFound` for a period or a year, `GradingPeriodLocked`,
    `DescribedTwice`, and what `make_grading_periods` refuses of a period.
    """
    if not access.may_keep_calendar_of_all(viewer):
        raise NotFound
    years = rows.hold(SchoolYear, {period["school_year_id"] for period in grading_periods})
    # Also those of a year that none is said to be of: a lock stays when a period goes to another year.
    known = rows.hold(GradingPeriod, _keys(grading_periods))
    before = {period.pk: period for period in GradingPeriod.objects.filter(school_year__in=years)} | known
    found = described.read(GradingPeriod, grading_periods, key="grading_period_id", rule=Q(), at=at)
    refuse_all([*found.refusals, *_faults_beside(viewer, found, years, before)])
    return described.save(found)


def _keys(grading_periods: Sequence[SaidPeriod]) -> set[int]:
    return {one["grading_period_id"] for one in grading_periods if "grading_period_id" in one}


def _when(period: GradingPeriod) -> tuple[int, Days]:
    """What a lock keeps as it is: the year and the days."""
    return period.school_year_id, _days(period)


def _faults_beside(
    viewer: Viewer,
    found: described.Described[GradingPeriod],
    years: dict[int, SchoolYear],
    before: dict[int, GradingPeriod],
) -> Iterator[Refused]:
    """What is wrong with periods beside each other, and beside those that are not described."""
    own = {row.pk for row in found.rows.values()}
    beside = [period for key, period in before.items() if key not in own]
    for place, period in found.rows.items():
        year, was = years.get(period.school_year_id), before.get(period.pk)
        if year is None:
            yield NotFound(field=f"{place}.school_year_id")
            continue
        if was and _when(was) != _when(period) and is_locked(period.locks_on, viewer.today):
            yield GradingPeriodLocked(name=period.name, field=f"{place}.starts_on")
        same_year = [other for other in beside if other.school_year_id == period.school_year_id]
        yield from _faults(year, period, same_year, at=place)
        beside.append(period)
