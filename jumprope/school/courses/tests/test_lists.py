"""Finding courses and sections: lists narrowed and ordered as a client chooses."""

from typing import Any

import pytest

from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.school.calendars.factories import a_term
from jumprope.school.courses.factories import a_course, a_section
from tests.fixtures import Ask

pytestmark = pytest.mark.usefixtures("tenant")


def found(page: Any, field: str) -> list[str]:
    """What a field of the rows in a page says."""
    return [edge["node"][field] for edge in page["edges"]]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('name: "algebra"', ["A1", "B2", "C3"]),
        ('name: "b2"', ["B2"]),
        ('name: "algebra", taught: true', ["A1", "B2"]),
        ("taught: false", ["C3"]),
        ("orderBy: TITLE, taught: true", ["B2", "A1"]),
    ],
)
def test_courses_are_found(ask: Ask, said: str, expected: list[str]) -> None:
    school = a_school()
    a_course(school=school, code="A1", title="Linear algebra")
    a_course(school=school, code="B2", title="Algebra")
    a_course(school=school, code="C3", title="Old ALGEBRA", retired_at=clock.now())
    admin = a_viewer(Role.TENANT_ADMIN)
    text = '{ courses(%s, school: "School:%d") { edges { node { code } } } }'
    assert found(ask(admin, text % (said, school.pk))["courses"], "code") == expected
    assert found(ask(admin, text % (said, a_school().pk))["courses"], "code") == []


def test_sections_are_found_by_course_and_name(ask: Ask) -> None:
    term, course = a_term(), a_course()
    first = a_section(course=course, terms=[term], name="Period 1")
    a_section(course=course, terms=[term], name="Evenings")
    a_section(terms=[term], name="Period 1")
    text = """query($course: ID, $name: String, $year: ID!) {
      node(id: $year) { ... on SchoolYear {
        sections(course: $course, name: $name) { edges { node { id name course {
          sections(name: $name, schoolYear: $year) { edges { node { id } } } } } } } } } }"""

    asked = {"year": f"SchoolYear:{term.school_year_id}", "course": f"Course:{course.pk}", "name": "period"}
    page = ask(a_viewer(Role.TENANT_ADMIN), text, **asked)["node"]["sections"]

    assert found(page, "id") == [f"Section:{first.pk}"]
    assert found(page["edges"][0]["node"]["course"]["sections"], "id") == [f"Section:{first.pk}"]
