"""School years, terms and grading periods for tests and benchmarks: by default around today, so that
what is in them is in force.
"""

from datetime import timedelta
from itertools import count
from typing import Any

from jumprope.kit import clock
from jumprope.school.calendars.models import GradingPeriod, LockChange, SchoolYear, Term

_numbers = count(1)


def a_school_year(**changes: Any) -> SchoolYear:
    """A school year of the tenant in scope, with a name of its own, that began 100 days ago and lasts 300."""
    starts_on = clock.now().date() - timedelta(days=100)
    values = {
        "name": f"Year {next(_numbers)}",
        "starts_on": starts_on,
        "ends_on": starts_on + timedelta(days=299),
    }
    return SchoolYear.objects.create(**values | changes)


def a_term(**changes: Any) -> Term:
    """A term as long as its school year, which is made if none is given."""
    year = changes.pop("school_year", None) or a_school_year()
    values = {
        "school_year": year,
        "name": f"Term {next(_numbers)}",
        "starts_on": year.starts_on,
        "ends_on": year.ends_on,
    }
    return Term.objects.create(**values | changes)


def a_grading_period(**changes: Any) -> GradingPeriod:
    """A grading period for all schools, as long as its school year, which is made if none is given; open."""
    year = changes.pop("school_year", None) or a_school_year()
    values = {
        "school_year": year,
        "name": f"Quarter {next(_numbers)}",
        "starts_on": year.starts_on,
        "ends_on": year.ends_on,
    }
    return GradingPeriod.objects.create(**values | changes)


def a_lock_change(**changes: Any) -> LockChange:
    """That a grading period, made if none is given, was locked just now by an operator."""
    values: dict[str, Any] = {"reason": "Report cards are out", "changed_at": clock.now()}
    if "grading_period" not in changes:
        values["grading_period"] = a_grading_period()
    return LockChange.objects.create(**values | changes)
