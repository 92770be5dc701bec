"""Adding members of staff."""

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.school.people import writes
from jumprope.school.people.models import StaffMember
from jumprope.school.people.writes import NewStaffMember
from tests.outcomes import refused, statements

pytestmark = pytest.mark.usefixtures("tenant")


def new(school_id: int | None, given_name: str = "Toni") -> NewStaffMember:
    return NewStaffMember(school_id=school_id, given_name=given_name, family_name="Trellis")


def test_staff_is_added_to_schools_and_to_the_tenant(operator: Viewer) -> None:
    school = a_school()
    unsaid = NewStaffMember(given_name="Uma", family_name="Trellis")
    added = writes.add_staff(viewer=operator, staff=[new(school.pk, "Ada"), new(None, "Ben"), unsaid])
    found = StaffMember.objects.in_bulk(added.staff_member_ids)
    rows = [(found[key].given_name, found[key].school_id) for key in added.staff_member_ids]
    assert rows == [("Ada", school.pk), ("Ben", None), ("Uma", None)]


def test_a_school_adds_to_itself_only_and_has_to_name_itself() -> None:
    own, other = a_school(), a_school()
    viewer = a_viewer(Role.SCHOOL_ADMIN, school=own)
    assert writes.add_staff(viewer=viewer, staff=[new(own.pk)]).staff_member_ids
    with refused(("not_found", "staff.0.school_id"), ("value_missing", "staff.1.school_id")):
        writes.add_staff(viewer=viewer, staff=[new(other.pk), new(None), new(own.pk)])


def test_a_nameless_member_of_staff_is_refused(operator: Viewer) -> None:
    with refused(("value_missing", "staff.0.given_name")):
        writes.add_staff(viewer=operator, staff=[new(None, given_name="")])


def test_an_empty_list_is_refused(operator: Viewer) -> None:
    with refused(("nothing_given", "staff")):
        writes.add_staff(viewer=operator, staff=[])


def test_a_teacher_adds_nobody() -> None:
    viewer = a_viewer(Role.TEACHER)
    with refused(("not_found", None)):
        writes.add_staff(viewer=viewer, staff=[new(None)])


def test_their_number_does_not_matter_to_the_database(operator: Viewer) -> None:
    school = a_school()
    writes.add_staff(viewer=operator, staff=[new(school.pk)])
    one = statements(lambda: writes.add_staff(viewer=operator, staff=[new(school.pk)]))
    many = statements(lambda: writes.add_staff(viewer=operator, staff=[new(school.pk)] * 100))
    assert one == many
