"""Users who are several people to us, or become another one as well."""

from pathlib import Path

import pytest

from jumprope.exchange.oneroster.tests.deliveries import delivered, total
from jumprope.exchange.oneroster.tests.samples import DISTRICT, ENROLLMENTS, ROLES, USERS
from jumprope.exchange.oneroster.writes import export_roster, import_roster
from jumprope.kit.viewer import Viewer
from jumprope.school.people.models import ContactMethod, Demographics, Guardian, PersonIdentifier, Student

pytestmark = pytest.mark.django_db


def test_a_guardian_who_is_hired_keeps_her_user_name_and_nothing_changes_every_night(
    viewer: Viewer, tmp_path: Path
) -> None:
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a"))
    hired = ROLES + "role-6,,,guardian-1,primary,teacher,,,org-1,\n"
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "b", roles=hired))
    assert PersonIdentifier.objects.get(value="gil").guardian == Guardian.objects.get()
    export_roster(viewer=viewer, path=str(tmp_path / "out"))
    assert "guardian-1,,,true,gil," in (tmp_path / "out" / "users.csv").read_text()
    again = import_roster(viewer=viewer, delivery=delivered(tmp_path / "c", roles=hired))
    assert total(again.by_kind)[:2] == (0, 0)


def test_a_student_who_becomes_a_guardian_has_the_same_names(viewer: Viewer, tmp_path: Path) -> None:
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a"))
    older = "sourcedId,enabledUser,orgSourcedIds,role,username,givenName,middleName,familyName\n"
    files = {"users": older + "student-2,true,org-1,guardian,bo,Bo,Lee,Reed\n"}
    absent = dict.fromkeys(DISTRICT, "")
    import_roster(
        viewer=viewer, delivery=delivered(tmp_path / "b", mode="delta", version="1.1", **absent | files)
    )
    guardian = Guardian.objects.get(given_name="Bo")
    assert (guardian.preferred_given_name, guardian.pronouns) == ("Bobbie", "they/them")


def test_a_guardian_of_whom_only_a_role_is_said_becomes_a_student_by_her_name(
    viewer: Viewer, tmp_path: Path
) -> None:
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a"))
    absent = dict.fromkeys(DISTRICT, "")
    files = {
        "roles": ROLES.replace("guardian-1,primary,parent,,,org-d", "guardian-1,primary,student,,,org-1"),
        "enrollments": ENROLLMENTS + "enrol-4,,,class-1,org-1,guardian-1,student,,,\n",
    }
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "b", mode="delta", **absent | files))
    gil = Student.objects.get(given_name="Gil")
    assert (gil.family_name, gil.enrolments.get().section.name) == ("Quill", "Mathematics 6 (1)")


def test_the_demographics_of_a_student_who_works_are_kept(viewer: Viewer, tmp_path: Path) -> None:
    works = ROLES + "role-6,,,student-2,primary,aide,,,org-1,\n"
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a", roles=works))
    assert Demographics.objects.get(student__given_name="Bo").sex == "other"


def test_a_user_who_is_several_people_has_one_set_of_numbers(viewer: Viewer, tmp_path: Path) -> None:
    users = USERS.replace("gil,,Gil,Quill,,,", "gil,,Gil,Quill,,,gil@home.example")
    both = ROLES + "role-9,,,guardian-1,secondary,teacher,,,org-1,\n"
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a", users=users, roles=both))
    (of_gil,) = PersonIdentifier.objects.filter(value="gil")
    assert of_gil.staff_member is not None
    mails = ContactMethod.objects.filter(value="gil@home.example")
    assert sorted((one.staff_member is None, one.guardian is None) for one in mails) == [
        (False, True),
        (True, False),
    ]
