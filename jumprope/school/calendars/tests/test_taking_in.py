"""Taking in terms and grading periods as another system knows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from jumprope.kit.command import Answer, command
from jumprope.kit.viewer import Viewer
from jumprope.school.calendars import access, writes
from jumprope.school.calendars.factories import a_grading_period, a_school_year, a_term
from jumprope.school.calendars.models import GradingPeriod, SchoolYear
from jumprope.school.calendars.writes import SaidPeriod, SaidTerm
from tests.outcomes import refused

pytestmark = pytest.mark.usefixtures("tenant")

FIRST, LAST = date(2026, 8, 17), date(2027, 6, 4)


@dataclass(frozen=True, kw_only=True)
class TakenIn(Answer):
    """What was taken in, in the order given."""

    keys: list[int]


@command(access.MANAGE_CALENDARS, event="test.periods_taken_in")
def take_in_periods(*, viewer: Viewer, periods: Sequence[SaidPeriod]) -> TakenIn:
    """A command of the least there can be around the step."""
    return TakenIn(keys=writes.take_in_grading_periods(viewer=viewer, grading_periods=periods))


@command(access.MANAGE_CALENDARS, event="test.terms_taken_in")
def take_in_terms(*, viewer: Viewer, terms: Sequence[SaidTerm]) -> TakenIn:
    """A command of the least there can be around the step."""
    return TakenIn(keys=writes.take_in_terms(viewer=viewer, terms=terms))


@pytest.fixture
def year() -> SchoolYear:
    """A school year."""
    return a_school_year(starts_on=FIRST, ends_on=LAST)


@pytest.fixture
def another_year() -> SchoolYear:
    """One in which the same days lie."""
    return a_school_year(starts_on=FIRST, ends_on=LAST)


def described(period: GradingPeriod, year: SchoolYear) -> SaidPeriod:
    return SaidPeriod(
        grading_period_id=period.pk,
        school_year_id=year.pk,
        name="Autumn",
        starts_on=period.starts_on,
        ends_on=period.ends_on,
    )


def test_a_locked_period_keeps_its_year_and_its_days(
    operator: Viewer, year: SchoolYear, another_year: SchoolYear
) -> None:
    locked = a_grading_period(school_year=year, locks_on=operator.today)
    same = described(locked, year)
    later = date(2026, 9, 1)
    moves: list[SaidPeriod] = [
        {**same, "starts_on": later},
        {**same, "school_year_id": another_year.pk},
        {**same, "school_year_id": another_year.pk, "starts_on": later},
    ]
    for moved in moves:
        with refused(("grading_period_locked", "grading_periods.0.starts_on")):
            take_in_periods(viewer=operator, periods=[moved])
    assert take_in_periods(viewer=operator, periods=[same]).keys == [locked.pk]
    assert GradingPeriod.objects.get().name == "Autumn"


def test_an_open_period_goes_to_another_year(
    operator: Viewer, year: SchoolYear, another_year: SchoolYear
) -> None:
    known = a_grading_period(school_year=year)
    take_in_periods(viewer=operator, periods=[described(known, another_year)])
    assert GradingPeriod.objects.get().school_year_id == another_year.pk


def test_a_term_stays_in_its_year(operator: Viewer, year: SchoolYear, another_year: SchoolYear) -> None:
    term = a_term(school_year=year)
    said = SaidTerm(term_id=term.pk, school_year_id=year.pk, name="Fall", starts_on=FIRST, ends_on=LAST)
    with refused(("not_found", "terms.0.school_year_id")):
        take_in_terms(viewer=operator, terms=[{**said, "school_year_id": another_year.pk}])
    assert take_in_terms(viewer=operator, terms=[said]).keys == [term.pk]
