"""Naming a section anew, and saying in which terms it is taught."""

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.calendars.factories import a_school_year, a_term
from jumprope.school.courses import writes
from jumprope.school.courses.factories import a_section
from jumprope.school.courses.models import Section, SectionTerm
from tests.outcomes import refused, statements

pytestmark = pytest.mark.usefixtures("tenant")


def terms_of(section: Section) -> set[int]:
    return set(SectionTerm.objects.filter(section=section).values_list("term_id", flat=True))


def test_a_section_gets_another_name_and_keeps_its_terms(operator: Viewer) -> None:
    section = a_section()
    before = terms_of(section)
    assert writes.change_section(viewer=operator, section_id=section.pk, name=" Period 4 ").section_id
    section.refresh_from_db()
    assert section.name == "Period 4"
    assert terms_of(section) == before


def test_a_section_is_taught_in_the_terms_that_are_said_and_no_others(operator: Viewer) -> None:
    year = a_school_year()
    fall, winter, spring = (a_term(school_year=year) for _ in range(3))
    section, beside = a_section(terms=[fall, winter]), a_section(terms=[fall])
    kept = SectionTerm.objects.get(section=section, term=winter).pk
    writes.change_section(viewer=operator, section_id=section.pk, term_ids=[winter.pk, spring.pk, spring.pk])
    assert terms_of(section) == {winter.pk, spring.pk}
    assert SectionTerm.objects.get(section=section, term=winter).pk == kept
    assert terms_of(beside) == {fall.pk}


def test_a_section_stays_in_its_year_and_has_a_term(operator: Viewer, other_tenant: Tenant) -> None:
    section, next_year = a_section(), a_term()
    with tenant_scope(other_tenant.pk):
        foreign = a_term()
    with refused(("term_of_another_year", "term_ids.0"), ("not_found", "term_ids.1")):
        writes.change_section(
            viewer=operator, section_id=section.pk, term_ids=[next_year.pk, foreign.pk], name="Period 4"
        )
    with refused(("nothing_given", "term_ids")):
        writes.change_section(viewer=operator, section_id=section.pk, term_ids=[])


def test_a_name_that_another_section_of_the_year_has_is_refused(operator: Viewer) -> None:
    section = a_section(name="Period 1")
    beside = a_section(course=section.course, terms=section.terms.all())
    later = a_section(course=section.course)
    assert writes.change_section(viewer=operator, section_id=later.pk, name="Period 1").section_id
    with refused(("section_name_taken", "name")):
        writes.change_section(viewer=operator, section_id=beside.pk, name="Period 1")


def test_only_who_manages_its_course_changes_a_section(other_tenant: Tenant) -> None:
    section, elsewhere = a_section(), a_section()
    with tenant_scope(other_tenant.pk):
        foreign = a_section()
    school = section.course.school
    principal = a_viewer(Role.SCHOOL_ADMIN, school=school)
    assert writes.change_section(viewer=principal, section_id=section.pk, name="Period 4").section_id
    for hidden in (elsewhere.pk, foreign.pk, 10**9):
        with refused(("not_found", "section_id")):
            writes.change_section(viewer=principal, section_id=hidden, name="Period 5")
    for role in (Role.TEACHER, Role.COUNSELLOR):
        viewer = a_viewer(role, school=school)
        with refused(("not_found", None)):
            writes.change_section(viewer=viewer, section_id=section.pk, name="Period 5")


def test_the_number_of_terms_does_not_matter_to_the_database(operator: Viewer) -> None:
    year = a_school_year()
    terms = [a_term(school_year=year).pk for _ in range(21)]
    section = a_section(terms=[a_term(school_year=year)])
    writes.change_section(viewer=operator, section_id=section.pk, name="warm")

    def change(keys: list[int]) -> int:
        return statements(
            lambda: writes.change_section(viewer=operator, section_id=section.pk, term_ids=keys)
        )

    assert change(terms[:1]) == change(terms[1:])
