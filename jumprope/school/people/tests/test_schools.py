"""The history of a student's schools, and students who are taken in from elsewhere."""

from datetime import date, timedelta

import pytest

from jumprope.kit.command import NotInACommand
from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School
from jumprope.school.people import writes
from jumprope.school.people.factories import a_guardian, a_relationship, a_staff_member, a_student
from jumprope.school.people.models import (
    Guardian,
    GuardianRelationship,
    SchoolEnrolment,
    StaffMember,
    Student,
)
from jumprope.school.rosters import writes as rosters
from tests.outcomes import refused, statements

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


def test_names_are_corrected_and_what_is_not_said_stays(operator: Viewer, oak: School) -> None:
    student = a_student(school=oak, middle_name="Jo")
    member, guardian = a_staff_member(title="Librarian"), a_guardian()
    writes.correct_students(
        viewer=operator,
        students=[writes.ChangedStudent(student_id=student.pk, preferred_given_name="Sami", pronouns="they")],
    )
    writes.correct_staff(
        viewer=operator, staff=[writes.ChangedStaffMember(staff_member_id=member.pk, family_name="Thyme")]
    )
    writes.correct_guardians(
        viewer=operator, guardians=[writes.ChangedGuardian(guardian_id=guardian.pk, given_name="Gail")]
    )
    names = Student.objects.values_list("given_name", "middle_name", "preferred_given_name", "pronouns")
    assert list(names) == [("Sam", "Jo", "Sami", "they")]
    assert list(StaffMember.objects.values_list("family_name", "title")) == [("Thyme", "Librarian")]
    assert list(Guardian.objects.values_list("given_name", "family_name")) == [("Gail", guardian.family_name)]


def test_a_school_corrects_its_own_people_only(oak: School) -> None:
    principal = a_viewer(Role.SCHOOL_ADMIN, school=oak)
    stranger, guardian, member = a_student(), a_guardian(), a_staff_member()
    a_relationship(guardian=guardian, student=stranger)
    with refused(("not_found", "students.0.student_id")):
        writes.correct_students(
            viewer=principal, students=[writes.ChangedStudent(student_id=stranger.pk, given_name="Eve")]
        )
    with refused(("not_found", "guardians.0.guardian_id")):
        writes.correct_guardians(
            viewer=principal, guardians=[writes.ChangedGuardian(guardian_id=guardian.pk, given_name="Eve")]
        )
    with refused(("not_found", "staff.0.staff_member_id")):
        writes.correct_staff(
            viewer=principal, staff=[writes.ChangedStaffMember(staff_member_id=member.pk, family_name="Eve")]
        )


def test_relationships_are_added_and_corrected_from_elsewhere(operator: Viewer) -> None:
    known = a_relationship()
    said = [
        writes.NewRelationship(guardian_id=known.guardian_id, student_id=a_student().pk),
    ]
    (new,) = writes.relate_guardians(viewer=operator, relationships=said).relationship_ids
    assert GuardianRelationship.objects.get(pk=new).portal_access == "not_invited"
    with pytest.raises(NotInACommand):
        writes.take_in_relationships(viewer=operator, relationships=said)


def test_the_number_of_students_does_not_matter(operator: Viewer, oak: School) -> None:
    def corrected(number: int) -> int:
        said = [
            writes.ChangedStudent(student_id=a_student(school=oak).pk, given_name="Ada")
            for _ in range(number)
        ]
        return statements(lambda: writes.correct_students(viewer=operator, students=said))

    corrected(1)
    assert corrected(2) == corrected(50)
