"""Making and changing bell schedules."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from typing import TypedDict

from django.utils.translation import gettext_lazy as _

from jumprope.kit import retiring, rows, uniqueness, values
from jumprope.kit.command import Answer, command
from jumprope.kit.described import DescribedTwice
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.school.timetables import access
from jumprope.school.timetables.models import BellPeriod, BellSchedule, ClassPeriod
from jumprope.school.timetables.rules import Times
from jumprope.school.timetables.writes.retiring import (
    BellScheduleRetired,
    ClassPeriodRetired,
    locked_bell_schedule,
)
from jumprope.school.timetables.writes.schools import check_school

MOST_PERIODS = 100
"""For how many class periods the bells of one schedule ring."""


class BellScheduleNameTaken(Refused):
    """The bell schedules of a school are told apart by their names."""

    code = "bell_schedule_name_taken"
    message = _("The school has another bell schedule “{name}”.")
    field = "name"


class BellPeriodEndsEarly(Refused):
    """A class period lasts for a while, and is over before midnight."""

    code = "bell_period_ends_early"
    message = _("A class period has to end later than it starts, on the same day.")


class BellPeriodsOverlap(Refused):
    """Bells ring for one class period at a time."""

    code = "bell_periods_overlap"
    message = _("This overlaps with another class period of the bell schedule.")


class NewBellPeriod(TypedDict):
    """From when until when a class period lasts."""

    class_period_id: int
    starts_at: time
    ends_at: time


@dataclass(frozen=True, kw_only=True)
class BellScheduleMade(Answer):
    """The new bell schedule."""

    bell_schedule_id: int


@dataclass(frozen=True, kw_only=True)
class BellScheduleChanged(Answer):
    """The bell schedule that is another now."""

    bell_schedule_id: int


@command(access.MANAGE_TIMETABLES, event="bell_schedule.made")
def make_bell_schedule(
    *, viewer: Viewer, school_id: int, name: str, periods: Sequence[NewBellPeriod]
) -> BellScheduleMade:
    """Make a bell schedule of a school, which rings for 1 to 100 class periods, one at a time.

    Raises `NotFound` for the school or a class period, `ClassPeriodRetired` for one that it did not ring for
    before, `BellScheduleNameTaken`, `BellPeriodEndsEarly`, `BellPeriodsOverlap`, `DescribedTwice`, and what
    `kit.values` refuses.
    """
    values.check_size(periods, field="periods", at_most=MOST_PERIODS)
    class_periods = _held_class_periods(periods)
    check_school(viewer, school_id)
    schedule = BellSchedule(school_id=school_id, name=name)
    refuse_all([*values.clean(schedule), *_faults(schedule, periods, class_periods)])
    _save(schedule, periods)
    return BellScheduleMade(bell_schedule_id=schedule.pk)


@command(access.MANAGE_TIMETABLES, event="bell_schedule.changed")
def change_bell_schedule(
    *,
    viewer: Viewer,
    bell_schedule_id: int,
    name: str | None = None,
    periods: Sequence[NewBellPeriod] | None = None,
) -> BellScheduleChanged:
    """Change what is given of a bell schedule; the periods that are given take the place of all that it had.

    It holds for all days that have it, those that are over too: for other times from some day on, give the
    days another schedule. Raises `BellScheduleRetired`, and what
    `make_bell_schedule` raises.
    """
    if periods is not None:
        values.check_size(periods, field="periods", at_most=MOST_PERIODS)
    class_periods = _held_class_periods(periods or ())
    schedule = locked_bell_schedule(viewer, bell_schedule_id)
    retiring.check_in_use(schedule, BellScheduleRetired(name=schedule.name, field="bell_schedule_id"))
    if name is not None:
        schedule.name = name
    refuse_all([*values.clean(schedule), *_faults(schedule, periods or (), class_periods)])
    _save(schedule, periods)
    return BellScheduleChanged(bell_schedule_id=bell_schedule_id)


def _held_class_periods(periods: Sequence[NewBellPeriod]) -> Mapping[int, ClassPeriod]:
    """What these bells are to ring for, of whatever school, locked: nobody retires it meanwhile."""
    return rows.hold(ClassPeriod, {period["class_period_id"] for period in periods})


def _save(schedule: BellSchedule, periods: Sequence[NewBellPeriod] | None) -> None:
    """Save a schedule and, if any are given, these periods as all it has, in the order of the day."""
    taken = BellScheduleNameTaken(name=schedule.name)
    with uniqueness.unless_taken(BellSchedule, "timetables_bell_schedule_name", taken):
        schedule.save()
    if periods is not None:
        schedule.periods.all().delete()
        rows.append(
            BellPeriod(bell_schedule=schedule, **period)
            for period in sorted(periods, key=lambda period: period["starts_at"])
        )


def _faults(
    schedule: BellSchedule, periods: Sequence[NewBellPeriod], class_periods: Mapping[int, ClassPeriod]
) -> Iterator[Refused]:
    """What is wrong with periods that are to be all of a schedule's. One statement."""
    rung = set(BellPeriod.objects.filter(bell_schedule=schedule.pk).values_list("class_period", flat=True))
    before: list[Times] = []
    for position, period in enumerate(periods):
        at = f"periods.{position}"
        times = Times(period["starts_at"], period["ends_at"])
        named = class_periods.get(period["class_period_id"])
        if named is None or named.school_id != schedule.school_id:
            yield NotFound(field=f"{at}.class_period_id")
        elif named.retired_at is not None and named.pk not in rung:
            yield ClassPeriodRetired(name=named.name, field=f"{at}.class_period_id")
        if period["class_period_id"] in {other["class_period_id"] for other in periods[:position]}:
            yield DescribedTwice(field=f"{at}.class_period_id")
        if not times.in_order():
            yield BellPeriodEndsEarly(field=f"{at}.ends_at")
        elif any(times.overlap(other) for other in before):
            yield BellPeriodsOverlap(field=f"{at}.starts_at")
        before.append(times)
