"""Making school years and grading periods, and locking these."""

from jumprope.school.calendars.writes.locks import (
    GradingPeriodOpen,
    LockInThePast,
    LocksAtOnce,
    PeriodLocked,
    PeriodUnlocked,
    lock_grading_period,
    unlock_grading_period,
)
from jumprope.school.calendars.writes.periods import (
    GradingPeriodChanged,
    GradingPeriodsMade,
    NewGradingPeriod,
    PeriodNameTaken,
    PeriodOutsideYear,
    PeriodsOverlap,
    change_grading_period,
    make_grading_periods,
)
from jumprope.school.calendars.writes.refusals import LastDayTooEarly
from jumprope.school.calendars.writes.years import (
    NewTerm,
    SchoolYearMade,
    SchoolYearNameTaken,
    TermNameTaken,
    TermOutsideYear,
    make_school_year,
)

__all__ = [
    "GradingPeriodChanged",
    "GradingPeriodOpen",
    "GradingPeriodsMade",
    "LastDayTooEarly",
    "LockInThePast",
    "LocksAtOnce",
    "NewGradingPeriod",
    "NewTerm",
    "PeriodLocked",
    "PeriodNameTaken",
    "PeriodOutsideYear",
    "PeriodUnlocked",
    "PeriodsOverlap",
    "SchoolYearMade",
    "SchoolYearNameTaken",
    "TermNameTaken",
    "TermOutsideYear",
    "change_grading_period",
    "lock_grading_period",
    "make_grading_periods",
    "make_school_year",
    "unlock_grading_period",
]
