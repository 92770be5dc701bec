"""The history of a student's schools follows transfers and departures."""

from datetime import date, timedelta

import pytest

from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School
from jumprope.school.people import writes
from jumprope.school.people.factories import a_student
from jumprope.school.people.models import SchoolEnrolment
from jumprope.school.rosters import writes as rosters
from tests.outcomes import refused

pytestmark = pytest.mark.usefixtures("tenant")

A_DAY = timedelta(days=1)


@pytest.fixture
def oak() -> School:
    return a_school(name="Oak")


@pytest.fixture
def elm() -> School:
    return a_school(name="Elm")


def history(student_id: int) -> list[tuple[str, date, date | None, str, str]]:
    found = SchoolEnrolment.objects.filter(student=student_id).order_by("starts_on", "pk")
    return list(found.values_list("school__name", "starts_on", "ends_on", "entry_code", "exit_code"))


def test_a_students_way_through_schools_is_written_down(operator: Viewer, oak: School, elm: School) -> None:
    today = operator.today
    new = writes.NewStudent(
        school_id=oak.pk,
        given_name="Sam",
        family_name="Seedling",
        entered_on=today - 9 * A_DAY,
        entry_code="E1",
    )
    (key,) = writes.add_students(viewer=operator, students=[new]).student_ids
    rosters.transfer_student(
        viewer=operator, student_id=key, school_id=elm.pk, on=today - A_DAY, entry_code="E2", exit_code="W1"
    )
    rosters.record_departure(viewer=operator, student_id=key, left_on=today, exit_code="W2")
    assert history(key) == [
        ("Oak", today - 9 * A_DAY, today - A_DAY, "E1", "W1"),
        ("Elm", today - A_DAY, today, "E2", "W2"),
    ]
    rosters.transfer_student(viewer=operator, student_id=key, school_id=elm.pk, on=today)
    assert history(key)[2:] == [("Elm", today, None, "", "")]


def test_a_code_that_is_too_long_is_refused(operator: Viewer, oak: School, elm: School) -> None:
    student = a_student(school=oak)
    with refused(("value_too_long", "exit_code")):
        rosters.record_departure(
            viewer=operator, student_id=student.pk, left_on=operator.today, exit_code="W" * 41
        )
    with refused(("value_too_long", "entry_code")):
        rosters.transfer_student(
            viewer=operator,
            student_id=student.pk,
            school_id=elm.pk,
            on=operator.today,
            entry_code="E" * 41,
        )
