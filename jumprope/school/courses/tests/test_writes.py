"""Making courses and sections."""

from typing import Any

import pytest
from django.db.models import Q

from jumprope.kit import rows
from jumprope.kit.command import NotInACommand
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.calendars.factories import a_school_year, a_term
from jumprope.school.calendars.models import Term
from jumprope.school.courses import writes
from jumprope.school.courses.factories import a_course, a_section
from jumprope.school.courses.models import Course, Section
from jumprope.school.courses.writes import NewCourse, NewSection
from tests.outcomes import refused, statements

pytestmark = pytest.mark.usefixtures("tenant")


def course(school: School, code: str = "MATH-6", title: str = "Mathematics 6") -> NewCourse:
    return NewCourse(school_id=school.pk, code=code, title=title)


def section(of: Course, *terms: Term, name: str = "Period 1") -> NewSection:
    return NewSection(course_id=of.pk, term_ids=[term.pk for term in terms], name=name)


def test_courses_are_made_in_the_order_in_which_they_were_given(operator: Viewer) -> None:
    oak, elm = a_school(), a_school()
    courses = [course(oak), course(elm), course(oak, " ART-6 ", "Art 6")]
    made = writes.make_courses(viewer=operator, courses=courses)
    found = Course.objects.in_bulk(made.course_ids)
    assert [(found[key].school_id, found[key].code, found[key].title) for key in made.course_ids] == [
        (oak.pk, "MATH-6", "Mathematics 6"),
        (elm.pk, "MATH-6", "Mathematics 6"),
        (oak.pk, "ART-6", "Art 6"),
    ]


def test_a_code_is_one_courses_at_a_school(operator: Viewer) -> None:
    oak, elm = a_school(), a_school()
    a_course(school=oak, code="MATH-6")
    with refused(("course_code_taken", "courses.0.code"), ("course_code_taken", "courses.2.code")):
        writes.make_courses(
            viewer=operator, courses=[course(oak, " MATH-6"), course(elm), course(elm), course(oak, "math-6")]
        )


def test_a_school_makes_its_own_courses_only(other_tenant: Tenant) -> None:
    own, other = a_school(), a_school()
    with tenant_scope(other_tenant.pk):
        foreign = a_school()
    viewer = a_viewer(Role.SCHOOL_ADMIN, school=own)
    assert writes.make_courses(viewer=viewer, courses=[course(own)]).course_ids
    with refused(("not_found", "courses.0.school_id"), ("not_found", "courses.1.school_id")):
        writes.make_courses(viewer=viewer, courses=[course(other), course(foreign), course(own, "NEW")])


def test_courses_that_do_not_fit_are_refused(operator: Viewer) -> None:
    school = a_school()
    with refused(("value_missing", "courses.0.code"), ("value_too_long", "courses.1.title")):
        writes.make_courses(viewer=operator, courses=[course(school, " "), course(school, title="x" * 201)])
    with refused(("nothing_given", "courses")):
        writes.make_courses(viewer=operator, courses=[])


def test_sections_are_made_in_the_order_in_which_they_were_given(operator: Viewer) -> None:
    mathematics, art, term = a_course(), a_course(), a_term()
    sections = [section(mathematics, term), section(art, term), section(mathematics, term, name="Period 2")]
    made = writes.make_sections(viewer=operator, sections=sections)
    found = Section.objects.in_bulk(made.section_ids)
    assert [
        (found[key].course_id, found[key].school_year_id, found[key].name) for key in made.section_ids
    ] == [
        (mathematics.pk, term.school_year_id, "Period 1"),
        (art.pk, term.school_year_id, "Period 1"),
        (mathematics.pk, term.school_year_id, "Period 2"),
    ]
    assert [list(found[key].terms.all()) for key in made.section_ids] == [[term]] * 3


def test_a_section_is_taught_in_several_terms_of_one_year(operator: Viewer) -> None:
    year = a_school_year()
    fall, winter, elsewhere = a_term(school_year=year), a_term(school_year=year), a_term()
    made = writes.make_sections(viewer=operator, sections=[section(a_course(), winter, fall, winter)])
    (key,) = made.section_ids
    assert set(Section.objects.get(pk=key).terms.all()) == {fall, winter}
    art = a_course()
    with refused(("term_of_another_year", "sections.0.term_ids.1")):
        writes.make_sections(viewer=operator, sections=[section(art, fall, elsewhere)])
    with refused(("nothing_given", "sections.1.term_ids")):
        writes.make_sections(viewer=operator, sections=[section(art, fall), section(art)])


def test_a_name_is_one_sections_of_a_course_in_a_year(operator: Viewer) -> None:
    known, other_term = a_section(name="Period 1"), a_term()
    with refused(("section_name_taken", "sections.0.name"), ("section_name_taken", "sections.2.name")):
        writes.make_sections(
            viewer=operator,
            sections=[
                section(known.course, *known.terms.all(), name="Period 1 "),
                section(known.course, other_term),
                section(known.course, other_term),
            ],
        )


def test_a_name_that_another_section_takes_meanwhile_is_told(
    operator: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, insert = a_section(), rows.insert

    def after_a_rename(new: Any) -> list[int]:
        Section.objects.filter(pk=known.pk).update(name="Period 9")
        return insert(new)

    monkeypatch.setattr(rows, "insert", after_a_rename)
    term = Term.objects.get()
    with refused(("taken_meanwhile", "sections")):
        writes.make_sections(viewer=operator, sections=[section(known.course, term, name="Period 9")])


def test_a_school_makes_sections_of_its_own_courses_only(other_tenant: Tenant) -> None:
    own, other = a_course(), a_course()
    term = a_term()
    with tenant_scope(other_tenant.pk):
        foreign, foreign_term = a_course(), a_term()
    viewer = a_viewer(Role.SCHOOL_ADMIN, school=own.school)
    assert writes.make_sections(viewer=viewer, sections=[section(own, term)]).section_ids
    with refused(
        ("not_found", "sections.0.course_id"),
        ("not_found", "sections.1.course_id"),
        ("not_found", "sections.2.term_ids.0"),
    ):
        writes.make_sections(
            viewer=viewer,
            sections=[section(other, term), section(foreign, term), section(own, foreign_term)],
        )


def test_sections_that_do_not_fit_are_refused(operator: Viewer) -> None:
    nameless = section(a_course(), a_term(), name="")
    with refused(("value_missing", "sections.0.name")):
        writes.make_sections(viewer=operator, sections=[nameless])


@pytest.mark.parametrize("role", [Role.TEACHER, Role.CO_TEACHER, Role.COUNSELLOR, Role.STUDENT])
def test_who_does_not_manage_courses_makes_none(role: Role) -> None:
    known = a_section()
    viewer = a_viewer(role, school=known.course.school)
    with refused(("not_found", None)):
        writes.make_courses(viewer=viewer, courses=[course(known.course.school)])
    with refused(("not_found", None)):
        writes.make_sections(
            viewer=viewer, sections=[section(known.course, *known.terms.all(), name="Period 9")]
        )


def test_the_number_of_courses_and_sections_does_not_matter_to_the_database(operator: Viewer) -> None:
    school, known, term = a_school(), a_course(), a_term()
    writes.make_courses(viewer=operator, courses=[course(school, "WARM")])

    def make_courses(codes: range) -> int:
        new = [course(school, f"C-{code}") for code in codes]
        return statements(lambda: writes.make_courses(viewer=operator, courses=new))

    def make_sections(names: range) -> int:
        new = [section(known, term, name=f"Period {name}") for name in names]
        return statements(lambda: writes.make_sections(viewer=operator, sections=new))

    assert make_courses(range(1)) == make_courses(range(1, 101))
    assert make_sections(range(1)) == make_sections(range(1, 101))


def test_sections_are_locked_in_a_command_only() -> None:
    known = a_section()
    with pytest.raises(NotInACommand):
        writes.lock_sections(rule=Q(), section_ids=[known.pk])
