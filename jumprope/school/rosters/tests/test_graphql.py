"""A school is set up through the API: every mutation of the floor, from the school year to a transfer."""

from datetime import timedelta
from typing import Any

import pytest

from graphplan import ids
from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.school.courses.factories import a_grade_level
from jumprope.school.people.factories import a_student
from jumprope.school.rosters.factories import an_enrolment
from tests.fixtures import Ask
from tests.outcomes import every_row

pytestmark = pytest.mark.usefixtures("tenant")


class Desk:
    """Someone who does things through the API and looks at what came of them."""

    def __init__(self, ask: Ask, viewer: Viewer) -> None:
        self._ask, self._viewer = ask, viewer
        self.today = viewer.today.isoformat()
        self.first = (viewer.today - timedelta(days=30)).isoformat()
        self.last = (viewer.today + timedelta(days=200)).isoformat()

    def do(self, mutation: str, selection: str, **given: Any) -> Any:
        """One mutation's payload."""
        kind = mutation[0].upper() + mutation[1:]
        document = f"""mutation ($input: {kind}Input!) {{
          {mutation}(input: $input) {{ {selection} errors {{ code field message }} }}
        }}"""
        return self._ask(self._viewer, document, input=given)[mutation]

    def done(self, mutation: str, selection: str, **given: Any) -> Any:
        """One mutation's payload, without errors."""
        payload = self.do(mutation, selection, **given)
        assert payload.pop("errors") == []
        return payload


@pytest.fixture
def desk(ask: Ask) -> Desk:
    """The tenant's administrator."""
    return Desk(ask, a_viewer(Role.TENANT_ADMIN))


def sections_of(desk: Desk, school: str) -> tuple[str, str]:
    """A school year with one term, a course, and two sections."""
    days = {"startsOn": desk.first, "endsOn": desk.last}
    year = desk.done(
        "makeSchoolYear",
        "schoolYear { name terms { id name } }",
        **{"name": "This year", "terms": [{"name": "Term 1", **days}], **days},
    )["schoolYear"]
    assert [term["name"] for term in year["terms"]] == ["Term 1"]
    courses = [{"schoolId": school, "code": "MATH-6", "title": "Mathematics 6"}]
    (course,) = desk.done("makeCourses", "courses { id code school { id } }", courses=courses)["courses"]
    assert (course["code"], course["school"]["id"]) == ("MATH-6", school)
    sections = [
        {"courseId": course["id"], "termIds": [year["terms"][0]["id"]], "name": name}
        for name in ("Period 2", "Period 1")
    ]
    made = desk.done("makeSections", "sections { id name }", sections=sections)["sections"]
    assert [section["name"] for section in made] == ["Period 2", "Period 1"]
    return made[0]["id"], made[1]["id"]


def test_a_section_gets_its_teacher_and_loses_them_again(desk: Desk) -> None:
    school = ids.encode("School", a_school().pk)
    section, _ = sections_of(desk, school)
    staff = [{"givenName": "Toni", "familyName": "Trellis", "schoolId": school}]
    (toni,) = desk.done("addStaff", "staffMembers { id familyName }", staff=staff)["staffMembers"]
    assert toni["familyName"] == "Trellis"
    assignments = [
        {"sectionId": section, "staffMemberId": toni["id"], "role": "CO_TEACHER", "startsOn": desk.first}
    ]
    (teaching,) = desk.done(
        "assignTeachers", "sectionTeachers { id role staffMember { id } }", assignments=assignments
    )["sectionTeachers"]
    assert (teaching["role"], teaching["staffMember"]["id"]) == ("CO_TEACHER", toni["id"])
    ended = desk.done(
        "endTeaching", "sectionTeacher { endsOn }", sectionTeacherId=teaching["id"], endsOn=desk.today
    )
    assert ended["sectionTeacher"]["endsOn"] == desk.today


def test_a_student_is_enrolled_moves_is_withdrawn_transferred_and_departs(desk: Desk) -> None:
    oak, elm = (ids.encode("School", a_school().pk) for _ in range(2))
    first, second = sections_of(desk, oak)
    students = [{"schoolId": oak, "givenName": name, "familyName": "Seedling"} for name in ("Ada", "Ben")]
    students[0]["gradeLevelId"] = ids.encode("GradeLevel", a_grade_level(code="6").pk)
    ada, ben = desk.done("addStudents", "students { id givenName gradeLevel { code } }", students=students)[
        "students"
    ]
    assert (ada["gradeLevel"], ben["gradeLevel"]) == ({"code": "6"}, None)
    enrolments = [
        {"sectionId": first, "studentId": student["id"], "startsOn": desk.first} for student in (ada, ben)
    ]
    made = desk.done("enrolStudents", "enrolments { id studentId endsOn }", enrolments=enrolments)
    assert [one["studentId"] for one in made["enrolments"]] == [ada["id"], ben["id"]]
    moved = desk.done(
        "moveStudent",
        "endedEnrolment { section { id } endsOn } enrolment { id section { id } startsOn }",
        **{"studentId": ada["id"], "fromSectionId": first, "toSectionId": second, "on": desk.today},
    )
    assert moved["endedEnrolment"] == {"section": {"id": first}, "endsOn": desk.today}
    assert moved["enrolment"]["section"]["id"] == second
    withdrawn = desk.done(
        "withdrawStudents",
        "enrolments { student { givenName } endsOn }",
        enrolmentIds=[made["enrolments"][1]["id"]],
        endsOn=desk.today,
    )
    assert withdrawn["enrolments"] == [{"student": {"givenName": "Ben"}, "endsOn": desk.today}]
    transferred = desk.done(
        "transferStudent",
        "student { school { id } } endedEnrolments { id }",
        **{"studentId": ada["id"], "schoolId": elm, "on": desk.today},
    )
    assert transferred["student"]["school"]["id"] == elm
    assert transferred["endedEnrolments"] == [{"id": moved["enrolment"]["id"]}]
    departed = desk.done(
        "recordDeparture",
        "student { leftOn } endedEnrolments { id }",
        studentId=ben["id"],
        leftOn=desk.today,
    )
    assert departed == {"student": {"leftOn": desk.today}, "endedEnrolments": []}


def test_guardians_are_added_related_restricted_ended_and_taken_up_again(desk: Desk) -> None:
    ada, ben = (ids.encode("Student", a_student().pk) for _ in range(2))
    guardians = [
        {
            "givenName": "Gale",
            "familyName": "Garden",
            "contactMethods": [{"kind": "EMAIL", "value": "gale@home.example"}],
            "wards": [{"studentId": ada, "kind": "mother"}],
        }
    ]
    selection = """guardians {
      id contactMethods { value } relationships { id kind hasCustody maySeeRecords isContact }
    }"""
    (gale,) = desk.done("addGuardians", selection, guardians=guardians)["guardians"]
    (relationship,) = gale["relationships"]
    assert gale["contactMethods"] == [{"value": "gale@home.example"}]
    assert relationship == {"id": relationship["id"], "kind": "mother"} | dict.fromkeys(
        ("hasCustody", "maySeeRecords", "isContact"), True
    )
    related = desk.done(
        "relateGuardians",
        "relationships { student { id } guardian { id } }",
        relationships=[{"guardianId": gale["id"], "studentId": ben, "hasCustody": None}],
    )
    assert related["relationships"] == [{"student": {"id": ben}, "guardian": {"id": gale["id"]}}]
    restricted = desk.done(
        "restrictGuardian",
        "relationship { hasCustody maySeeRecords isContact }",
        relationshipId=relationship["id"],
        isContact=True,
    )
    expected = {"hasCustody": False, "maySeeRecords": False, "isContact": True}
    assert restricted["relationship"] == expected
    ended = desk.done("endGuardianship", "relationship { endedOn }", relationshipId=relationship["id"])
    assert ended["relationship"]["endedOn"] == desk.today
    resumed = desk.done("resumeGuardianship", "relationship { endedOn }", relationshipId=relationship["id"])
    assert resumed["relationship"]["endedOn"] is None
    account = ids.encode("Account", an_account().pk)
    given = desk.done(
        "giveAccountToGuardian", "guardian { account { id } }", guardianId=gale["id"], accountId=account
    )
    assert given["guardian"]["account"]["id"] == account


def test_students_and_staff_get_accounts(desk: Desk) -> None:
    student = ids.encode("Student", a_student().pk)
    accounts = [ids.encode("Account", an_account().pk) for _ in range(2)]
    given = desk.done(
        "giveAccountToStudent", "student { account { id } }", studentId=student, accountId=accounts[0]
    )
    assert given["student"]["account"]["id"] == accounts[0]
    (member,) = desk.done(
        "addStaff", "staffMembers { id }", staff=[{"givenName": "Toni", "familyName": "Trellis"}]
    )["staffMembers"]
    given = desk.done(
        "giveAccountToStaffMember",
        "staffMember { account { id } }",
        staffMemberId=member["id"],
        accountId=accounts[1],
    )
    assert given["staffMember"]["account"]["id"] == accounts[1]


def test_what_is_refused_says_where_and_changes_nothing(desk: Desk) -> None:
    enrolment = an_enrolment()
    before = every_row()
    section, student = (
        ids.encode("Section", enrolment.section_id),
        ids.encode("Student", enrolment.student_id),
    )
    again = {"sectionId": section, "studentId": student, "startsOn": desk.today}
    nowhere = {"sectionId": ids.encode("Section", 10**9), "studentId": student, "startsOn": desk.today}
    payload = desk.do("enrolStudents", "enrolments { id }", enrolments=[again, nowhere])
    assert payload["enrolments"] is None
    assert [(error["code"], error["field"]) for error in payload["errors"]] == [
        ("already_enrolled", "enrolments.0.studentId"),
        ("not_found", "enrolments.1.sectionId"),
    ]
    assert every_row() == before


def test_a_request_that_is_repeated_with_its_key_is_done_once(desk: Desk) -> None:
    school = ids.encode("School", a_school().pk)
    given = {
        "students": [{"schoolId": school, "givenName": "Ada", "familyName": "Seedling"}],
        "idempotencyKey": "first-day-of-school",
    }
    first = desk.done("addStudents", "students { id }", **given)
    after = every_row()
    assert desk.done("addStudents", "students { id }", **given) == first
    assert every_row() == after


def test_a_school_lists_who_attends_it_now(ask: Ask, operator: Viewer) -> None:
    school, today = a_school(), operator.today
    a_student(school=school, family_name="Stays")
    a_student(school=school, family_name="Leaves", left_on=today + timedelta(days=1))
    for days_ago in (0, 1):
        a_student(school=school, family_name="Left", left_on=today - timedelta(days=days_ago))
    of_schools = "{ schools { students(first: 9) { edges { node { familyName } } } } }"
    of_all = "{ students(first: 9) { edges { node { familyName } } } }"

    def names(connection: Any) -> list[str]:
        return [edge["node"]["familyName"] for edge in connection["edges"]]

    assert names(ask(operator, of_schools)["schools"][0]["students"]) == ["Leaves", "Stays"]
    assert names(ask(operator, of_all)["students"]) == ["Leaves", "Left", "Left", "Stays"]
