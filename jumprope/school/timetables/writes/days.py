"""Saying what the days of a school are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NotRequired, TypedDict

from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, uniqueness, values
from jumprope.kit.command import Answer, command
from jumprope.kit.described import DescribedTwice
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.school.calendars import reads as calendars
from jumprope.school.timetables import access
from jumprope.school.timetables.models import BellSchedule, CalendarDay, DayType
from jumprope.school.timetables.writes.retiring import BellScheduleRetired, DayTypeRetired
from jumprope.school.timetables.writes.schools import check_school

MOST_DAYS = 400
"""Of how many days it is said at once what they are: more than a year has."""

SAID = ("kind", "day_type", "bell_schedule", "note")
"""The columns that are another thing when a day is said anew."""


class DayOutsideYears(Refused):
    """A day of school belongs to a school year."""

    code = "day_outside_years"
    message = _("This day lies in no school year.")


class NoSchoolThatDay(Refused):
    """On a day without students no section meets, and no bell rings."""

    code = "no_school_that_day"
    message = _("Only a day on which students are taught has a day type and a bell schedule.")


class SaidDay(TypedDict):
    """What a day is; what is not said of it is none."""

    date: date
    kind: str
    day_type_id: NotRequired[int | None]
    bell_schedule_id: NotRequired[int | None]
    note: NotRequired[str | None]


@dataclass(frozen=True, kw_only=True)
class CalendarDaysSet(Answer):
    """The days, in the order in which they were given."""

    calendar_day_ids: list[int]


@command(access.MANAGE_TIMETABLES, event="calendar_days.set")
def set_calendar_days(*, viewer: Viewer, school_id: int, days: Sequence[SaidDay]) -> CalendarDaysSet:
    """Say what up to 400 days are at a school; whatever was said of them before is no more.

    Raises `NotFound` for the school, a day type or a bell schedule, `DayTypeRetired` and
    `BellScheduleRetired` for days that do not have those already, `DayOutsideYears`, `NoSchoolThatDay`,
    `DescribedTwice`, and what `kit.values` refuses; `TakenMeanwhile` for a day that someone else sets at the
    same moment.
    """
    values.check_size(days, field="days", at_most=MOST_DAYS)
    dates = {day["date"] for day in days}
    parts = _held_parts(days)
    held = CalendarDay.objects.select_for_update().filter(school=school_id, date__in=dates).order_by("date")
    known = {day.date: day for day in held}
    check_school(viewer, school_id)
    said = [
        CalendarDay(pk=known[day["date"]].pk if day["date"] in known else None, school_id=school_id, **day)
        for day in days
    ]
    refuse_all([*_faults_of_days(said), *_faults_of_parts(school_id, said, known, parts)])
    with uniqueness.unless_taken(
        CalendarDay, "timetables_calendar_day_once", uniqueness.TakenMeanwhile(field="days")
    ):
        rows.save(said, changing=SAID)
    return CalendarDaysSet(calendar_day_ids=[day.pk for day in said])


def _faults_of_days(said: Sequence[CalendarDay]) -> Iterator[Refused]:
    outside = calendars.days_outside_years({day.date for day in said})
    seen: set[date] = set()
    for position, day in enumerate(said):
        at = f"days.{position}"
        yield from values.clean(day, at=at)
        if day.date in outside:
            yield DayOutsideYears(field=f"{at}.date")
        if day.date in seen:
            yield DescribedTwice(field=f"{at}.date")
        seen.add(day.date)


Parts = Mapping[str, Mapping[int, DayType | BellSchedule]]
"""The day types and the bell schedules that days may have, by the columns that name them, and by key."""


def _held_parts(days: Sequence[SaidDay]) -> Parts:
    """What these days name, of whatever school, locked: nobody retires it meanwhile. Two statements."""
    return {
        "day_type_id": rows.hold(DayType, {key for day in days if (key := day.get("day_type_id"))}),
        "bell_schedule_id": rows.hold(
            BellSchedule, {key for day in days if (key := day.get("bell_schedule_id"))}
        ),
    }


def _faults_of_parts(
    school_id: int, said: Sequence[CalendarDay], held: Mapping[date, CalendarDay], parts: Parts
) -> Iterator[Refused]:
    """What is wrong with the types and the bells of days, beside the days that there were: each has to be of
    their school. No query.
    """
    for position, day in enumerate(said):
        for name, known in parts.items():
            key, field = getattr(day, name), f"days.{position}.{name}"
            if key is None:
                continue
            if key not in known or known[key].school_id != school_id:
                yield NotFound(field=field)
            elif day.kind != CalendarDay.DayKind.INSTRUCTIONAL:
                yield NoSchoolThatDay(field=field)
            elif known[key].retired_at is not None and key != getattr(held.get(day.date), name, None):
                yield _retired(known[key], field)


def _retired(part: DayType | BellSchedule, field: str) -> Refused:
    if isinstance(part, DayType):
        return DayTypeRetired(code=part.code, field=field)
    return BellScheduleRetired(name=part.name, field=field)
