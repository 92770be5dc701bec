"""Correcting what is known of people, and taking them in from elsewhere."""

import pytest

from graphplan import ids
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
    StaffMember,
    Student,
)
from tests.fixtures import Ask
from tests.outcomes import refused, statements

pytestmark = pytest.mark.usefixtures("tenant")


@pytest.fixture
def oak() -> School:
    return a_school(name="Oak")


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


def test_a_null_from_a_client_leaves_a_teacher_at_the_school(operator: Viewer, oak: School, ask: Ask) -> None:
    member = a_staff_member(school=oak)
    key = ids.encode("StaffMember", member.pk)
    document = """mutation ($id: ID!) {
      correctStaff(input: {staff: [{staffMemberId: $id, schoolId: null, familyName: "Thyme"}]}) {
        errors { code } } }"""
    assert ask(operator, document, id=key) == {"correctStaff": {"errors": []}}
    member.refresh_from_db()
    assert (member.school_id, member.family_name) == (oak.pk, "Thyme")


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
