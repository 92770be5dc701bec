"""Saying which days are school days, when the bells ring, and when sections meet."""

from jumprope.school.timetables.writes.bells import (
    BellPeriodEndsEarly,
    BellPeriodsOverlap,
    BellScheduleChanged,
    BellScheduleMade,
    BellScheduleNameTaken,
    NewBellPeriod,
    change_bell_schedule,
    make_bell_schedule,
)
from jumprope.school.timetables.writes.days import (
    CalendarDaysSet,
    DayOutsideYears,
    NoSchoolThatDay,
    SaidDay,
    set_calendar_days,
)
from jumprope.school.timetables.writes.meetings import (
    NewMeeting,
    SectionMeetingsSet,
    SectionTimes,
    set_section_meetings,
)
from jumprope.school.timetables.writes.parts import (
    ClassPeriodNameTaken,
    ClassPeriodsRecorded,
    DayTypeCodeTaken,
    DayTypesRecorded,
    SaidClassPeriod,
    SaidDayType,
    record_class_periods,
    record_day_types,
)

__all__ = [
    "BellPeriodEndsEarly",
    "BellPeriodsOverlap",
    "BellScheduleChanged",
    "BellScheduleMade",
    "BellScheduleNameTaken",
    "CalendarDaysSet",
    "ClassPeriodNameTaken",
    "ClassPeriodsRecorded",
    "DayOutsideYears",
    "DayTypeCodeTaken",
    "DayTypesRecorded",
    "NewBellPeriod",
    "NewMeeting",
    "NoSchoolThatDay",
    "SaidClassPeriod",
    "SaidDay",
    "SaidDayType",
    "SectionMeetingsSet",
    "SectionTimes",
    "change_bell_schedule",
    "make_bell_schedule",
    "record_class_periods",
    "record_day_types",
    "set_calendar_days",
    "set_section_meetings",
]
