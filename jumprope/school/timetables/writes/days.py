"""Saying what the days of a school are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NotRequired, TypedDict

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, uniqueness, values
from jumprope.kit.command import Answer, command
from jumprope.kit.described import DescribedTwice
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.school.calendars import reads as calendars
from jumprope.school.timetables import access
from jumprope.school.timetables.models import BellSchedule, CalendarDay, DayType
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

    Raises `NotFound` for the school, a day type or a bell schedule, `DayOutsideYears`, `NoSchoolThatDay`,
    `DescribedTwice`, and what `kit.values` refuses; `TakenMeanwhile` for a day that someone else sets at the
    same moment.
    """
    values.check_size(days, field="days", at_most=MOST_DAYS)
    dates = {day["date"] for day in days}
    held = CalendarDay.objects.select_for_update().filter(school=school_id, date__in=dates).order_by("date")
    known = {day.date: day.pk for day in held}
    check_school(viewer, school_id)
    said = [CalendarDay(pk=known.get(day["date"]), school_id=school_id, **day) for day in days]
    refuse_all([*_faults_of_days(said), *_faults_of_parts(school_id, said)])
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


def _faults_of_parts(school_id: int, said: Sequence[CalendarDay]) -> Iterator[Refused]:
    """What is wrong with the types and the bells of days: each has to be of their school. Two statements."""
    of_the_school = Q(school=school_id)
    known = {
        "day_type_id": rows.among(
            DayType, {day.day_type_id for day in said if day.day_type_id}, rule=of_the_school
        ),
        "bell_schedule_id": rows.among(
            BellSchedule, {day.bell_schedule_id for day in said if day.bell_schedule_id}, rule=of_the_school
        ),
    }
    for position, day in enumerate(said):
        for name, keys in known.items():
            key, field = getattr(day, name), f"days.{position}.{name}"
            if key is not None and key not in keys:
                yield NotFound(field=field)
            elif key is not None and day.kind != CalendarDay.DayKind.INSTRUCTIONAL:
                yield NoSchoolThatDay(field=field)
