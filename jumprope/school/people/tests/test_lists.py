"""Finding people: lists narrowed and ordered as a client chooses."""

from datetime import date
from functools import partial
from typing import Any

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.courses.factories import a_grade_level
from jumprope.school.courses.models import GradeLevel
from jumprope.school.people.factories import a_staff_member, a_student
from tests.fixtures import Ask

pytestmark = pytest.mark.usefixtures("tenant")

STUDENTS = "{ students(%s) { edges { node { familyName } } } }"


@pytest.fixture
def school() -> School:
    """A school with four students, one of whom has left."""
    school = a_school()
    sixth, seventh = a_grade_level(code="6"), a_grade_level(code="7")
    make = partial(a_student, school=school)
    make(given_name="Mia", family_name="Zander", grade_level=sixth, graduation_year=2033)
    make(given_name="Leo", family_name="Ames", grade_level=seventh, preferred_given_name="Mio")
    make(given_name="Ida", family_name="Miller", grade_level=sixth, graduation_year=2033)
    make(given_name="Amy", family_name="Osmi", grade_level=sixth, left_on=date(2026, 1, 9))
    return school


def names(page: Any) -> list[str]:
    """The family names in a page."""
    return [edge["node"]["familyName"] for edge in page["edges"]]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('name: "mi"', ["Ames", "Miller", "Osmi", "Zander"]),
        ('name: "MIA"', ["Zander"]),
        ('name: "mi", active: true', ["Ames", "Miller", "Zander"]),
        ("active: false", ["Osmi"]),
        ("orderBy: GRADUATION_YEAR", ["Ames", "Osmi", "Miller", "Zander"]),
    ],
)
def test_students_are_found(
    school: School, ask: Ask, other_tenant: Tenant, said: str, expected: list[str]
) -> None:
    with tenant_scope(other_tenant.pk):
        a_student(given_name="Mia", family_name="Foreign")
    admin = a_viewer(Role.TENANT_ADMIN)
    assert names(ask(admin, STUDENTS % said)["students"]) == expected
    assert names(ask(admin, STUDENTS % f'{said}, school: "School:{school.pk}"')["students"]) == expected
    assert names(ask(admin, STUDENTS % f'{said}, school: "School:{a_school().pk}"')["students"]) == []


def test_students_of_a_grade_level_are_found(school: School, ask: Ask) -> None:
    keys = dict(GradeLevel.objects.values_list("code", "pk"))
    a_student(family_name="Yarrow", grade_level_id=keys["6"])
    admin = a_viewer(Role.TENANT_ADMIN)
    sixth = f'gradeLevel: "GradeLevel:{keys["6"]}"'
    assert names(ask(admin, STUDENTS % sixth)["students"]) == ["Miller", "Osmi", "Yarrow", "Zander"]
    found = ask(
        admin,
        """query Grades($school: ID) {
          gradeLevels { code students(school: $school) { edges { node { familyName gradeLevelId } } } }
        }""",
        school=f"School:{school.pk}",
    )
    assert {one["code"]: names(one["students"]) for one in found["gradeLevels"]} == {
        "6": ["Miller", "Zander"],
        "7": ["Ames"],
    }
    ids = {edge["node"]["gradeLevelId"] for edge in found["gradeLevels"][0]["students"]["edges"]}
    assert len(ids) == 1


def test_nobody_finds_whom_they_do_not_see(school: School, ask: Ask) -> None:
    elsewhere = a_viewer(Role.SCHOOL_ADMIN, school=a_school())
    assert names(ask(elsewhere, STUDENTS % 'name: "mi"')["students"]) == []
    assert names(ask(elsewhere, STUDENTS % f'school: "School:{school.pk}"')["students"]) == []


def test_staff_are_found_by_name(school: School, ask: Ask) -> None:
    a_staff_member(school=school, family_name="Rossi")
    a_staff_member(school=school, family_name="Gross")
    a_staff_member(school=school, family_name="Weiß")
    found = ask(
        a_viewer(Role.TENANT_ADMIN), '{ staffMembers(name: "ROSS") { edges { node { familyName } } } }'
    )
    assert names(found["staffMembers"]) == ["Gross", "Rossi"]
