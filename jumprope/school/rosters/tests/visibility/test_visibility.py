"""Everyone of the village sees exactly what the oracle says; and a rule that goes wrong is noticed."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import Q

from graphplan import ALL, NOBODY
from jumprope.kit.permissions import Reach
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import access as tenancy
from jumprope.school.courses import access as courses
from jumprope.school.people import access as people
from jumprope.school.people.models import GuardianRelationship
from jumprope.school.rosters import access as rosters
from jumprope.school.rosters.models import Enrolment, SectionTeacher
from jumprope.school.rosters.tests.visibility.oracle import Oracle
from jumprope.school.rosters.tests.visibility.village import Village
from tests.visibility import seen_by

TYPES = (
    *("SchoolYear", "Term", "Course", "Section", "Student", "StaffMember"),
    *("Guardian", "GuardianRelationship", "SectionTeacher", "Enrolment"),
)


def differences(village: Village) -> Iterator[str]:
    """Where what someone sees is not what the oracle says."""
    for name in village.accounts:
        viewer = village.viewer(name)
        seen, expected = seen_by(viewer, *TYPES), Oracle(village, name, viewer.today).seen()
        for kind in expected:
            if seen[kind] != expected[kind]:
                yield f"{name} sees of {kind}: {sorted(seen[kind])}, and should see {sorted(expected[kind])}"


def test_everyone_sees_exactly_what_the_oracle_says(village: Village) -> None:
    assert list(differences(village)) == []


def test_nobody_sees_staff_without_the_permission_to(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "READ_STAFF", tenancy.FOUND_TENANTS)
    for name in village.accounts:
        seen = seen_by(village.viewer(name), "StaffMember", "SectionTeacher")
        assert seen == {"StaffMember": set(), "SectionTeacher": set()}, name


def test_the_oracle_says_what_the_village_was_made_for(village: Village) -> None:
    def students(name: str) -> set[str]:
        keys = Oracle(village, name, village.viewer(name).today).seen()["Student"]
        return {student.given_name for student in village.students.values() if student.pk in keys}

    assert students("tenant admin") == {"Ada", "Ben", "Cem", "Dora", "Eli", "Fay"}
    assert students("principal of Oak") == {"Ada", "Cem", "Dora", "Eli"}
    assert students("system of Elm") == {"Ben", "Cem", "Fay"}
    assert students("teacher") == students("co-teacher") == {"Ada", "Cem"}
    assert students("art teacher who is a mother") == {"Ben", "Cem", "Dora"}
    assert students("mother") == {"Ada", "Ben"}
    assert students("father") == {"Ben"}
    assert students("uncle") == {"Fay"}
    assert students("Ada") == {"Ada"}
    for name in ("former teacher", "next teacher", "teacher without a role", "lapsed", "nobody"):
        assert students(name) == set()
    assert students("support") == {"Ada", "Cem", "Dora", "Eli"}
    assert students("support of yesterday") == set()


def everything(_viewer: Viewer) -> Q:
    return ALL


def nothing(_viewer: Viewer) -> Q:
    return NOBODY


def all_wards(viewer: Viewer, **narrowed: Any) -> Any:
    mine = viewer.rows(GuardianRelationship).filter(guardian__account_id=viewer.account_id)
    return mine.filter(**narrowed).values("student_id")


def once_a_teacher_always_a_teacher(viewer: Viewer, *_: object) -> Any:
    mine = viewer.rows(SectionTeacher).filter(staff_member__account_id=viewer.account_id)
    return mine.values("section_id")


def all_schools_are_one(viewer: Viewer, permission: Any, *, school: str) -> Q:  # noqa: ARG001
    return ALL if viewer.may(permission) else NOBODY


def only_the_whole_tenant(viewer: Viewer, permission: Any, *, school: str) -> Q:  # noqa: ARG001
    return ALL if viewer.reaches_by(permission, Reach.TENANT) else NOBODY


FAULTS: dict[str, tuple[object, str, Any]] = {
    "a custody order is ignored": (people, "wards", lambda v: all_wards(v, ended_on=None)),
    "an end is ignored": (people, "wards", lambda v: all_wards(v, may_see_records=True)),
    "an end in the future is taken for one in the past": (
        people,
        "wards",
        lambda v: all_wards(v, may_see_records=True, ended_on=None),
    ),
    "dates of teaching are ignored": (rosters, "sections_taught", once_a_teacher_always_a_teacher),
    "mistaken enrolments count": (rosters, "_held", lambda v: v.rows(Enrolment)),
    "schools are not told apart": (tenancy, "administered", all_schools_are_one),
    "those who run a school see nothing": (tenancy, "administered", only_the_whole_tenant),
    "families see nothing": (people, "of_family", lambda *_, **__: NOBODY),
    "rosters show no students": (people.shows_students, "_grants", []),
    "rosters show no staff": (people.shows_staff, "_grants", []),
    "rosters show no sections": (courses.shows_sections, "_grants", []),
    "everyone sees all students": (people, "visible_students", everything),
    "everyone sees all staff": (people, "visible_staff", everything),
    "everyone sees all guardians": (people, "visible_guardians", everything),
    "everyone sees all relationships": (people, "visible_relationships", everything),
    "everyone sees all sections": (courses, "visible_sections", everything),
    "everyone sees all teaching": (rosters, "visible_section_teachers", everything),
    "everyone sees all enrolments": (rosters, "visible_enrolments", everything),
    "nobody sees students": (people, "visible_students", nothing),
    "nobody sees staff": (people, "visible_staff", nothing),
    "nobody sees guardians": (people, "visible_guardians", nothing),
    "nobody sees relationships": (people, "visible_relationships", nothing),
    "nobody sees sections": (courses, "visible_sections", nothing),
    "nobody sees teaching": (rosters, "visible_section_teachers", nothing),
    "nobody sees enrolments": (rosters, "visible_enrolments", nothing),
    "classmates see each other's enrolments": (
        rosters,
        "visible_enrolments",
        lambda v: rosters.reached(v, rosters.READ_ROSTERS, section="section"),
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_noticed(village: Village, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    where, name, wrong = FAULTS[fault]
    monkeypatch.setattr(where, name, wrong)
    assert any(differences(village))
