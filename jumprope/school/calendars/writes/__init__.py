"""Making school years and grading periods, and locking these."""

from jumprope.school.calendars.writes.locks import (
    GradingPeriodOpen,
    LockInThePast,
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
    SaidPeriod,
    change_grading_period,
    make_grading_periods,
    take_in_grading_periods,
)
from jumprope.school.calendars.writes.refusals import LastDayTooEarly, LocksAtOnce
from jumprope.school.calendars.writes.taking_in import (
    SaidTerm,
    SaidYear,
    take_in_school_years,
    take_in_terms,
)
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
    "SaidPeriod",
    "SaidTerm",
    "SaidYear",
    "SchoolYearMade",
    "SchoolYearNameTaken",
    "TermNameTaken",
    "TermOutsideYear",
    "change_grading_period",
    "lock_grading_period",
    "make_grading_periods",
    "make_school_year",
    "take_in_grading_periods",
    "take_in_school_years",
    "take_in_terms",
    "unlock_grading_period",
]
