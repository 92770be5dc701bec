"""How rows show themselves: in logs and error reports, where nobody's name belongs."""

from collections.abc import Callable

import pytest
from django.db.models import Model

from jumprope.school.calendars.factories import a_school_year, a_term
from jumprope.school.courses.factories import a_course, a_section
from jumprope.school.people.factories import a_guardian, a_relationship, a_staff_member, a_student
from jumprope.school.rosters.factories import a_section_teacher, an_enrolment

pytestmark = pytest.mark.usefixtures("tenant")


@pytest.mark.parametrize("make", [a_student, a_staff_member, a_guardian])
def test_people_show_themselves_by_their_keys_only(make: Callable[..., Model]) -> None:
    person = make(given_name="Ada", family_name="Lovelace")
    assert str(person) == f"{type(person).__name__} {person.pk}"


@pytest.mark.parametrize("make", [a_school_year, a_term, a_section])
def test_what_has_a_name_shows_it(make: Callable[..., Model]) -> None:
    assert str(make(name="Fall")) == "Fall"


def test_what_relates_people_shows_their_keys() -> None:
    assert str(a_course(code="MATH-6")) == "MATH-6"
    enrolment = an_enrolment()
    assert str(enrolment) == f"student {enrolment.student_id} in section {enrolment.section_id}"
    teaching = a_section_teacher()
    assert str(teaching) == f"teacher {teaching.staff_member_id} of section {teaching.section_id}"
    relationship = a_relationship()
    assert str(relationship) == f"guardian {relationship.guardian_id} of student {relationship.student_id}"
