"""School years and terms as another system knows them: many at once, new ones and known ones."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NotRequired, TypedDict

from django.db.models import Q

from jumprope.kit import described, rows, uniqueness
from jumprope.kit.command import step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.school.calendars import access
from jumprope.school.calendars.models import SchoolYear, Term
from jumprope.school.calendars.rules import Days
from jumprope.school.calendars.writes.refusals import LastDayTooEarly
from jumprope.school.calendars.writes.years import SchoolYearNameTaken, TermNameTaken, TermOutsideYear


class SaidYear(TypedDict):
    """A school year; with a key, one that is known."""

    school_year_id: NotRequired[int]
    name: str
    starts_on: date
    ends_on: date


class SaidTerm(TypedDict):
    """A term of a year; with a key, one that is known."""

    term_id: NotRequired[int]
    school_year_id: int
    name: str
    starts_on: date
    ends_on: date


@step
def take_in_school_years(
    *, viewer: Viewer, school_years: Sequence[SaidYear], at: str = "school_years"
) -> list[int]:
    """Write down school years; their keys in the order given. Seven statements at most.

    Raises `NotFound`, `LastDayTooEarly`, `SchoolYearNameTaken`, `DescribedTwice`, and what `kit.values`
    refuses.
    """
    _check_may(viewer)
    found = described.read(SchoolYear, school_years, key="school_year_id", rule=Q(), at=at)
    taken = [
        SchoolYearNameTaken(name=year.name, field=f"{place}.name")
        for place, year in described.alike(found, "name")
    ]
    refuse_all([*found.refusals, *taken, *_too_early(found)])
    with uniqueness.unless_taken(
        SchoolYear, "calendars_school_year_name", uniqueness.TakenMeanwhile(field=at)
    ):
        return described.save(found)


@step
def take_in_terms(*, viewer: Viewer, terms: Sequence[SaidTerm], at: str = "terms") -> list[int]:
    """Write down terms; their keys in the order given. Nine statements at most.

    A term stays in its year. Raises `NotFound` for a term or a year, `LastDayTooEarly`, `TermOutsideYear`,
    `TermNameTaken`, `DescribedTwice`, and what `kit.values` refuses.
    """
    _check_may(viewer)
    years = rows.hold(SchoolYear, {term["school_year_id"] for term in terms})
    found = described.read(Term, terms, key="term_id", rule=Q(), at=at)
    taken = [
        TermNameTaken(name=term.name, field=f"{place}.name")
        for place, term in described.alike(found, "school_year_id", "name")
    ]
    refuse_all([*found.refusals, *taken, *_too_early(found), *_outside(found, years)])
    with uniqueness.unless_taken(Term, "calendars_term_name", uniqueness.TakenMeanwhile(field=at)):
        return described.save(found)


def _check_may(viewer: Viewer) -> None:
    if not access.may_keep_calendar_of_all(viewer):
        raise NotFound


def _too_early(found: described.Described[SchoolYear] | described.Described[Term]) -> Iterator[Refused]:
    for place, row in found.rows.items():
        if not Days(row.starts_on, row.ends_on).in_order():
            yield LastDayTooEarly(field=f"{place}.ends_on")


def _outside(found: described.Described[Term], years: dict[int, SchoolYear]) -> Iterator[Refused]:
    moved = {place for place, _ in described.moved(found, "school_year_id")}
    for place, term in found.rows.items():
        year = years.get(term.school_year_id)
        if year is None or place in moved:
            yield NotFound(field=f"{place}.school_year_id")
        elif not Days(year.starts_on, year.ends_on).hold(Days(term.starts_on, term.ends_on)):
            yield TermOutsideYear(name=term.name, field=f"{place}.starts_on")
