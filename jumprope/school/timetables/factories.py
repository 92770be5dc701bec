"""Timetables for tests and benchmarks; all invented. What is not given is made, at one school."""

from datetime import time
from itertools import count
from typing import Any

from jumprope.kit import clock
from jumprope.platform.tenancy.factories import a_school
from jumprope.school.courses.factories import a_section
from jumprope.school.timetables.models import (
    BellPeriod,
    BellSchedule,
    CalendarDay,
    ClassPeriod,
    DayType,
    SectionMeeting,
)

_numbers = count(1)


def a_day_type(**changes: Any) -> DayType:
    """A day type with a code of its own."""
    number = next(_numbers)
    values: dict[str, Any] = {"code": f"D{number}", "name": f"Day {number}", "position": 1}
    if "school" not in changes:
        values["school"] = a_school()
    return DayType.objects.create(**values | changes)


def a_class_period(**changes: Any) -> ClassPeriod:
    """A class period with a name of its own."""
    values: dict[str, Any] = {"name": f"Period {next(_numbers)}", "position": 1}
    if "school" not in changes:
        values["school"] = a_school()
    return ClassPeriod.objects.create(**values | changes)


def a_bell_schedule(**changes: Any) -> BellSchedule:
    """A bell schedule by which no bell rings yet."""
    values: dict[str, Any] = {"name": f"Bells {next(_numbers)}"}
    if "school" not in changes:
        values["school"] = a_school()
    return BellSchedule.objects.create(**values | changes)


def a_bell_period(**changes: Any) -> BellPeriod:
    """From eight to nine in the morning."""
    schedule = changes.pop("bell_schedule", None) or a_bell_schedule()
    values: dict[str, Any] = {"bell_schedule": schedule, "starts_at": time(8), "ends_at": time(9)}
    if "class_period" not in changes:
        values["class_period"] = a_class_period(school=schedule.school)
    return BellPeriod.objects.create(**values | changes)


def a_calendar_day(**changes: Any) -> CalendarDay:
    """Today, a day on which students are taught."""
    values: dict[str, Any] = {"date": clock.now().date(), "kind": CalendarDay.DayKind.INSTRUCTIONAL}
    if "school" not in changes:
        values["school"] = a_school()
    return CalendarDay.objects.create(**values | changes)


def a_meeting(**changes: Any) -> SectionMeeting:
    """That a section meets."""
    section = changes.pop("section", None) or a_section()
    values: dict[str, Any] = {"section": section}
    if "day_type" not in changes:
        values["day_type"] = a_day_type(school=section.course.school)
    if "class_period" not in changes:
        values["class_period"] = a_class_period(school=section.course.school)
    return SectionMeeting.objects.create(**values | changes)
