"""Making school years."""

from datetime import date

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.school.calendars import writes
from jumprope.school.calendars.factories import a_school_year
from jumprope.school.calendars.models import SchoolYear, Term
from jumprope.school.calendars.writes import NewTerm
from tests.outcomes import refused, statements

pytestmark = pytest.mark.usefixtures("tenant")

FIRST, LAST = date(2026, 8, 17), date(2027, 6, 4)
FALL = NewTerm(name="Fall", starts_on=FIRST, ends_on=date(2027, 1, 15))
SPRING = NewTerm(name="Spring", starts_on=date(2027, 1, 19), ends_on=LAST)
WHOLE = NewTerm(name="Whole year", starts_on=FIRST, ends_on=LAST)


def make(
    viewer: Viewer, *terms: NewTerm, name: str = "2026-27", ends_on: date = LAST
) -> writes.SchoolYearMade:
    return writes.make_school_year(viewer=viewer, name=name, starts_on=FIRST, ends_on=ends_on, terms=terms)


def test_a_school_year_is_made_with_its_terms_in_order(operator: Viewer) -> None:
    made = make(operator, FALL, SPRING, WHOLE)
    year = SchoolYear.objects.get(pk=made.school_year_id)
    assert (year.name, year.starts_on, year.ends_on) == ("2026-27", FIRST, LAST)
    terms = {term.pk: term for term in Term.objects.filter(school_year=year)}
    assert [terms[key].name for key in made.term_ids] == ["Fall", "Spring", "Whole year"]
    assert terms[made.term_ids[1]].starts_on == SPRING["starts_on"]


def test_a_system_that_looks_after_the_tenant_makes_school_years() -> None:
    assert make(a_viewer(Role.INTEGRATION), FALL).term_ids


@pytest.mark.parametrize("role", [Role.SCHOOL_ADMIN, Role.INTEGRATION])
def test_who_looks_after_one_school_makes_no_year_for_all(role: Role) -> None:
    viewer = a_viewer(role, school=a_school())
    with refused(("not_found", None)):
        make(viewer, FALL)


def test_a_year_without_terms_is_refused(operator: Viewer) -> None:
    with refused(("nothing_given", "terms")):
        make(operator)


def test_every_mistake_is_told_at_once_with_its_place(operator: Viewer) -> None:
    early = NewTerm(name="Early", starts_on=date(2026, 8, 16), ends_on=LAST)
    backwards = NewTerm(name=" Fall ", starts_on=LAST, ends_on=FIRST)
    with refused(
        ("value_missing", "name"),
        ("term_outside_year", "terms.1"),
        ("last_day_too_early", "terms.2.ends_on"),
        ("term_name_taken", "terms.2.name"),
    ):
        make(operator, FALL, early, backwards, name=" ")


def test_a_year_of_one_day_is_refused(operator: Viewer) -> None:
    with refused(("last_day_too_early", "ends_on"), ("term_outside_year", "terms.0")):
        make(operator, FALL, ends_on=FIRST)


def test_a_year_of_the_same_name_is_refused(operator: Viewer) -> None:
    a_school_year(name="2026-27")
    with refused(("school_year_name_taken", "name")):
        make(operator, FALL, name=" 2026-27 ")


def test_the_number_of_terms_does_not_matter_to_the_database(operator: Viewer) -> None:
    make(operator, FALL, name="warm")
    one = statements(lambda: make(operator, FALL, name="one"))
    three = statements(lambda: make(operator, FALL, SPRING, WHOLE, name="three"))
    assert one == three
