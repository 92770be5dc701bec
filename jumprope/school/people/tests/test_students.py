"""Adding students."""

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.courses.factories import a_grade_level
from jumprope.school.people import writes
from jumprope.school.people.factories import a_student
from jumprope.school.people.models import SchoolEnrolment, Student, StudentValue
from jumprope.school.people.writes import ChangedStudent, NewStudent
from tests.outcomes import refused, statements

pytestmark = pytest.mark.usefixtures("tenant")


def new(school: School, given_name: str = "Sam", family_name: str = "Seedling") -> NewStudent:
    return NewStudent(school_id=school.pk, given_name=given_name, family_name=family_name)


def test_students_are_added_in_the_order_in_which_they_were_given(operator: Viewer) -> None:
    oak, elm, seventh = a_school(), a_school(), a_grade_level().pk
    students = [new(oak, "Ada"), NewStudent(**new(elm, " Ben "), grade_level_id=seventh), new(oak, "Cem")]
    added = writes.add_students(viewer=operator, students=students)
    found = Student.objects.in_bulk(added.student_ids)
    rows = [
        (found[key].given_name, found[key].school_id, found[key].grade_level_id) for key in added.student_ids
    ]
    assert rows == [("Ada", oak.pk, None), ("Ben", elm.pk, seventh), ("Cem", oak.pk, None)]


def test_a_grade_level_is_given_changed_and_taken_away_and_the_first_one_is_remembered(
    operator: Viewer,
) -> None:
    fifth, sixth = a_grade_level().pk, a_grade_level().pk
    (key,) = writes.add_students(
        viewer=operator, students=[NewStudent(**new(a_school()), grade_level_id=fifth)]
    ).student_ids
    for changed, expected in (
        (ChangedStudent(student_id=key, grade_level_id=sixth), sixth),
        (ChangedStudent(student_id=key, given_name="Ada"), sixth),
        (ChangedStudent(student_id=key, clear=[StudentValue.GRADE_LEVEL]), None),
    ):
        writes.correct_students(viewer=operator, students=[changed])
        assert Student.objects.get().grade_level_id == expected
    assert SchoolEnrolment.objects.get().grade_level_id == fifth


def test_a_grade_level_of_another_tenant_is_not_found(operator: Viewer, other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        foreign = a_grade_level().pk
    known = a_student()
    with refused(*[("not_found", f"students.{place}.grade_level_id") for place in (0, 1)]):
        levels = [foreign, 10**9]
        students = [NewStudent(**new(known.school), grade_level_id=level) for level in levels]
        writes.add_students(viewer=operator, students=students)
    with refused(("not_found", "students.0.grade_level_id")):
        writes.correct_students(
            viewer=operator, students=[ChangedStudent(student_id=known.pk, grade_level_id=foreign)]
        )
    assert Student.objects.get() == known
    assert Student.objects.get().grade_level is None


def test_two_students_of_the_same_name_are_two(operator: Viewer) -> None:
    school = a_school()
    added = writes.add_students(viewer=operator, students=[new(school), new(school)])
    assert len(set(added.student_ids)) == 2


def test_a_school_adds_to_itself_and_finds_no_other(other_tenant: Tenant) -> None:
    own, other = a_school(), a_school()
    with tenant_scope(other_tenant.pk):
        foreign = a_school()
    viewer = a_viewer(Role.SCHOOL_ADMIN, school=own)
    assert writes.add_students(viewer=viewer, students=[new(own)]).student_ids
    absent = School(pk=10**9)
    with refused(*[("not_found", f"students.{place}.school_id") for place in (1, 2, 3)]):
        writes.add_students(viewer=viewer, students=[new(own), new(other), new(foreign), new(absent)])


@pytest.mark.parametrize(
    "role", [Role.TEACHER, Role.CO_TEACHER, Role.COUNSELLOR, Role.STUDENT, Role.GUARDIAN]
)
def test_who_does_not_manage_people_adds_none(role: Role) -> None:
    school = a_school()
    viewer = a_viewer(role, school=school)
    with refused(("not_found", None)):
        writes.add_students(viewer=viewer, students=[new(school)])


def test_what_is_wrong_is_told_for_every_student_at_once(operator: Viewer) -> None:
    school = a_school()
    students = [new(school), new(school, given_name=" "), new(school, family_name="x" * 101)]
    with refused(("value_missing", "students.1.given_name"), ("value_too_long", "students.2.family_name")):
        writes.add_students(viewer=operator, students=students)


def test_an_empty_list_is_refused(operator: Viewer) -> None:
    with refused(("nothing_given", "students")):
        writes.add_students(viewer=operator, students=[])


def test_the_number_of_students_does_not_matter_to_the_database(operator: Viewer) -> None:
    school = a_school()
    writes.add_students(viewer=operator, students=[new(school)])
    levels = [a_grade_level().pk for _ in range(20)]
    many_new = [NewStudent(**new(school), grade_level_id=levels[place % 20]) for place in range(100)]
    one = statements(lambda: writes.add_students(viewer=operator, students=many_new[:1]))
    many = statements(lambda: writes.add_students(viewer=operator, students=many_new))
    assert one == many
