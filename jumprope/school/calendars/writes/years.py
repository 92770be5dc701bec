"""Making school years."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, uniqueness, values
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.school.calendars import access
from jumprope.school.calendars.models import SchoolYear, Term
from jumprope.school.calendars.rules import Days
from jumprope.school.calendars.writes.refusals import LastDayTooEarly

MOST_TERMS = 100
"""How many terms a school year has."""


class TermOutsideYear(Refused):
    """A term is a part of its year."""

    code = "term_outside_year"
    message = _("The term “{name}” does not lie within the school year.")


class SchoolYearNameTaken(Refused):
    """The tenant has a school year of this name."""

    code = "school_year_name_taken"
    message = _("There is a school year “{name}” already.")
    field = "name"


class TermNameTaken(Refused):
    """Terms of a year are told apart by their names."""

    code = "term_name_taken"
    message = _("Another term of the year is called “{name}” too.")


class NewTerm(TypedDict):
    """A term to be made, with its first and its last day."""

    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class SchoolYearMade(Answer):
    """The new school year, and its terms in the order in which they were given."""

    school_year_id: int
    term_ids: list[int]


@command(access.MANAGE_CALENDARS, event="school_year.made")
def make_school_year(
    *, viewer: Viewer, name: str, starts_on: date, ends_on: date, terms: Sequence[NewTerm]
) -> SchoolYearMade:
    """Make a school year for all schools of the tenant, with its terms, which may overlap.

    Raises `NotFound` for those who look after one school only, `LastDayTooEarly`, `TermOutsideYear`,
    `SchoolYearNameTaken`, `TermNameTaken`, and what `kit.values` refuses.
    """
    if not access.may_keep_calendar_of_all(viewer):
        raise NotFound
    values.check_size(terms, field="terms", at_most=MOST_TERMS)
    year = SchoolYear(name=name, starts_on=starts_on, ends_on=ends_on)
    parts = [Term(school_year=year, **term) for term in terms]
    refuse_all([*_faults_of_year(year), *_faults_of_terms(year, parts)])
    taken = SchoolYearNameTaken(name=year.name)
    with uniqueness.unless_taken(SchoolYear, "calendars_school_year_name", taken):
        year.save(force_insert=True)
    return SchoolYearMade(school_year_id=year.pk, term_ids=rows.insert(parts))


def _faults_of_year(year: SchoolYear) -> Iterator[Refused]:
    yield from values.clean(year)
    if not Days(year.starts_on, year.ends_on).in_order():
        yield LastDayTooEarly(field="ends_on")


def _faults_of_terms(year: SchoolYear, terms: Sequence[Term]) -> Iterator[Refused]:
    names: set[str] = set()
    for position, term in enumerate(terms):
        at = f"terms.{position}"
        yield from values.clean(term, at=at)
        days = Days(term.starts_on, term.ends_on)
        if not days.in_order():
            yield LastDayTooEarly(field=f"{at}.ends_on")
        elif not Days(year.starts_on, year.ends_on).hold(days):
            yield TermOutsideYear(name=term.name, field=at)
        if term.name in names:
            yield TermNameTaken(name=term.name, field=f"{at}.name")
        names.add(term.name)
