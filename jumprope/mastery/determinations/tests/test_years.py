"""What a student has shown in one school year, apart from the others."""

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from graphplan import ids
from jumprope.kit.permissions import Reach, Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.factories import Class, a_class, a_teacher_of
from jumprope.mastery.determinations import reads
from jumprope.mastery.determinations.tests.gradebooks import give
from jumprope.mastery.policies.factories import the_level
from jumprope.mastery.policies.models import Scale
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.calendars.models import SchoolYear
from jumprope.school.courses.factories import a_course, a_section
from jumprope.school.rosters.factories import an_enrolment
from tests.fixtures import Ask
from tests.outcomes import statements


def another_section(room: Class, **of_section: Any) -> Class:
    """The same students and standards in another section of the school, with an assessment due later."""
    section = a_section(course=a_course(school=room.section.course.school), **of_section)
    for student in room.students:
        an_enrolment(section=section, student=student)
    later = room.another_assessment(section=section, due_on=date(2026, 11, 1))
    return Class(section, a_teacher_of(section), room.students, room.standards, later)


@pytest.fixture
def beside(room: Class) -> Class:
    """Another section of the same school year."""
    return another_section(room, terms=room.section.terms.all())


@pytest.fixture
def next_year(room: Class) -> Class:
    """A section of another school year."""
    return another_section(room)


def of_year(viewer: Viewer, room: Class, year: SchoolYear) -> dict[int, Decimal | None]:
    """The numbers that the viewer is told of the first student in a school year, by standard."""
    found = reads.mastery_of_year(viewer=viewer, student_id=room.students[0].pk, school_year_id=year.pk)
    return {key.standard_id: finding.value for key, finding in found.items()}


def test_a_year_is_of_all_its_sections_and_of_no_other_year(
    room: Class, beside: Class, next_year: Class
) -> None:
    give(room, 2)
    give(beside, 4)
    give(next_year, 1)
    standard = room.standards[0].pk
    first, second = room.section.school_year, next_year.section.school_year
    assert of_year(room.teacher, room, first) == {standard: Decimal("3.3")}
    assert of_year(room.teacher, room, second) == {standard: Decimal(1)}
    assert room.students[0].mastery.get(standard=standard).value == Decimal("1.81")


def test_a_year_without_evidence_and_an_unknown_one_say_nothing(room: Class, next_year: Class) -> None:
    give(room, 2)
    assert of_year(room.teacher, room, next_year.section.school_year) == {}
    assert of_year(room.teacher, room, SchoolYear(pk=10**9)) == {}


def test_it_is_told_to_those_who_see_mastery_across_sections(
    room: Class, beside: Class, other_tenant: Tenant
) -> None:
    give(room, 2)
    year, school = room.section.school_year, room.section.course.school
    account = an_account()
    room.students[0].account = account
    room.students[0].save()
    for viewer in (
        room.teacher,
        beside.teacher,
        a_viewer(Role.SCHOOL_ADMIN, school=school),
        a_viewer(Role.COUNSELLOR, school=school),
        a_viewer(Role.STUDENT, account=account),
    ):
        assert of_year(viewer, room, year) == {room.standards[0].pk: Decimal(2)}
    elsewhere = a_class()
    with tenant_scope(other_tenant.pk):
        foreign = a_class().teacher
    for viewer in (
        elsewhere.teacher,
        a_viewer(Role.SUPPORT),
        a_viewer(Role.SCHOOL_ADMIN, school=elsewhere.section.course.school),
        a_viewer(Role.STUDENT),
    ):
        assert of_year(viewer, room, year) == {}
    with tenant_scope(other_tenant.pk):
        assert of_year(foreign, room, year) == {}


def test_who_may_see_mastery_and_no_students_is_told_nothing(room: Class, operator: Viewer) -> None:
    give(room, 2)
    reaches = {("mastery.read", Reach.TENANT.value)}
    viewer = Viewer(
        tenant_id=operator.tenant_id,
        account_id=None,
        now=operator.now,
        today=operator.today,
        reaches=reaches,
        schools={},
    )
    assert of_year(operator, room, room.section.school_year) != {}
    assert of_year(viewer, room, room.section.school_year) == {}


def test_it_is_asked_for_with_the_year(room: Class, ask: Ask) -> None:
    give(room, 2)
    [told] = ask(
        room.teacher,
        """query ($student: ID!, $year: ID!) { masteryOfYear(studentId: $student, schoolYearId: $year) {
          standardId value levelId explanation { type value evidence { key value } }
        } }""",
        student=ids.encode("Student", room.students[0].pk),
        year=ids.encode("SchoolYear", room.section.school_year_id),
    )["masteryOfYear"]
    assert told == {
        "standardId": ids.encode("Standard", room.standards[0].pk),
        "value": "2",
        "levelId": ids.encode("Level", the_level(Scale.objects.get(), "Developing").pk),
        "explanation": {
            "type": "DECAYING_AVERAGE",
            "value": "2",
            "evidence": [{"key": ids.encode("Assessment", room.assessment.pk), "value": "2"}],
        },
    }


def test_it_takes_six_statements_for_any_number_of_standards(room: Class) -> None:
    wide = a_class(standards=9)
    give(wide, *[3] * 9)
    give(room, 3)
    for each in (room, wide):
        assert statements(partial(of_year, each.teacher, each, each.section.school_year)) == 6
