"""What each file says in the words of our tables, and what of it cannot be ours."""

from datetime import date
from pathlib import Path

import pytest

from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.identities import joined
from jumprope.exchange.oneroster.rules.kinds import IDENTIFIER_LENGTH
from jumprope.exchange.oneroster.rules.records import Demographics
from jumprope.exchange.oneroster.rules.roles import ROLE_OF_STAFF, role_of, title_of
from jumprope.exchange.oneroster.tests.arrived import YEAR, Before, changed, said
from jumprope.exchange.oneroster.tests.samples import (
    DISTRICT,
    Files,
    district,
    table,
)


@pytest.mark.parametrize(
    ("file", "before", "after", "problem"),
    [
        ("courses", "MATH6,06,org-1", "MATH6,06,org-d", "courses.csv:2 wrong_kind"),
        ("courses", "MATH6", "M" * 41, "courses.csv:2 text_too_long"),
        ("classes", "course-1,1,scheduled,Room 4,org-1", ",1,scheduled,,org-d", "classes.csv:2 wrong_kind"),
        ("roles", "student,2026-08-17,,org-1", "student,2026-08-17,,org-d", "roles.csv:2 wrong_kind"),
        ("demographics", "student-1", "nobody", "demographics.csv:2 unknown_reference"),
        (
            "academicSessions",
            "2027-01-16,year-1",
            "2027-07-16,year-1",
            "academicSessions.csv:3 no_school_year",
        ),
    ],
)
def test_what_cannot_be_ours(tmp_path: Path, file: str, before: str, after: str, problem: str) -> None:
    assert problem in changed(tmp_path / "a", file, before, after)[1]


def test_departments_are_left_aside(tmp_path: Path) -> None:
    rows, problems = changed(tmp_path / "a", "orgs", "Aspen School,school", "Aspen,department")
    assert rows[kept.School].keys() == {"org-1"}
    assert problems == set()


def test_an_org_that_lies_in_itself_and_two_that_lie_in_each_other(tmp_path: Path) -> None:
    rows, problems = changed(tmp_path / "a", "orgs", "district,,", "district,,org-d")
    assert rows[kept.School].keys() == {"org-1", "org-2"}
    again, of_two = changed(tmp_path / "b", "orgs", "district,,", "district,,org-1")
    assert (again[kept.School], problems, of_two) == (rows[kept.School], set(), set())


def test_sessions_that_lie_in_themselves_and_in_each_other_lie_in_the_year_around_them(
    tmp_path: Path,
) -> None:
    for parent in ("fall", "q1"):
        sessions = DISTRICT["academicSessions"].replace("2027-01-16,year-1", f"2027-01-16,{parent}")
        rows, problems = said(tmp_path / parent, district(academicSessions=sessions))
        terms = rows[kept.Term]
        assert problems == set()
        assert {getattr(terms[term], "school_year_id", "") for term in ("fall", "q1")} == {"year-1"}


def test_agents_in_a_circle(tmp_path: Path) -> None:
    circle = DISTRICT["users"].replace('"guardian-1"', '"guardian-1,student-2,student-1"')
    circle = circle.replace(",,,,,,student-1,", ',,,,,,"student-1,guardian-1",')
    rows, problems = said(tmp_path / "a", district(users=circle))
    assert rows[kept.Relationship].keys() == {"guardian-1 student-1"}
    assert problems == set()


def test_rows_to_be_deleted_arrive_without_a_record(tmp_path: Path) -> None:
    files: Files = {}
    for file, sourced_id in {"orgs": "org-9", "courses": "c-9", "classes": "cl-9", "users": "u-9"}.items():
        columns = DISTRICT[file].splitlines()[0].count(",")
        files[file] = DISTRICT[file].splitlines()[0] + f"\n{sourced_id},tobedeleted{',' * (columns - 1)}\n"
    rows, _ = said(tmp_path / "a", files, Before({"guardian": {"u-9"}}), mode="delta")
    assert rows == {
        kept.School: {"org-9": None},
        kept.Course: {"c-9": None},
        kept.Section: {"cl-9": None},
        kept.Guardian: {"u-9": None},
    }


SESSION = "sourcedId,title,type,startDate,endDate,parentSourcedId,schoolYear\n"


@pytest.mark.parametrize(
    ("start", "end", "name", "first", "last"),
    [
        ("2026-08-17", "2027-01-16", "2026-27", "2026-07-01", "2027-06-30"),
        ("2027-02-01", "2027-06-05", "2026-27", "2026-07-01", "2027-06-30"),
        ("2027-02-01", "2027-12-05", "2027", "2027-01-01", "2027-12-31"),
    ],
)
def test_a_session_without_a_year_lies_in_the_one_around_it(
    tmp_path: Path, start: str, end: str, name: str, first: str, last: str
) -> None:
    lines = f"a,A,term,{start},{end},,2027\nb,B,term,{start},{end},a,2027\n"
    rows, problems = said(tmp_path / "a", {"academicSessions": SESSION + lines})
    assert problems == set()
    (year,) = rows[kept.SchoolYear].values()
    assert isinstance(year, kept.SchoolYear)
    assert (year.name, str(year.starts_on), str(year.ends_on)) == (name, first, last)
    terms = rows[kept.Term].values()
    assert {each.school_year_id for each in terms if isinstance(each, kept.Term)} == {year.sourced_id}


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("a,A,term,2026-08-17,2028-01-16,,2027", "no_school_year"),
        ("a,A,term,2026-08-17,2027-01-16,a,2027", None),
        ("a,A,term,2026-08-17,2027-01-16,nowhere,2027", None),
        ("a,A,term,2026-08-17,2027-01-16,old-year,2027", None),
        ("a,A,term,2026-08-17,2027-01-16,old-term,2027", None),
        ("a,A,term,2026-07-17,2027-01-16,old-term,2027", "no_school_year"),
    ],
)
def test_the_year_of_a_session_may_be_known_from_before(
    tmp_path: Path, line: str, problem: str | None
) -> None:
    before = Before(parts={"old-term": a_term("old-term", "old-year")})
    _, problems = said(tmp_path / "a", {"academicSessions": f"{SESSION}{line}\n"}, before)
    assert problems == ({f"academicSessions.csv:2 {problem}"} if problem else set())


def a_term(sourced_id: str, year: str) -> kept.Term:
    return kept.Term(
        sourced_id=sourced_id, school_year_id=year, name="Old", starts_on=YEAR.first, ends_on=YEAR.last
    )


def test_a_class_is_taught_in_one_year(tmp_path: Path) -> None:
    before = Before(parts={"old": a_term("old", "old-year")})
    files = district(classes=DISTRICT["classes"].replace('"fall,spring"', '"fall,old"'))
    rows, problems = said(tmp_path / "a", files, before)
    assert problems == {"classes.csv:2 no_school_year"}
    assert "class-1" not in rows[kept.Section]


def test_a_long_title_leaves_room_for_the_code(tmp_path: Path) -> None:
    rows, _ = changed(tmp_path / "a", "classes", "class-1,,,Mathematics 6", f"class-1,,,{'M' * 120}")
    section = rows[kept.Section]["class-1"]
    assert isinstance(section, kept.Section)
    assert section.name == "M" * 96 + " (1)"


@pytest.mark.parametrize(
    ("begin", "end", "starts_on", "ends_on"),
    [
        ("2026-08-01", "", "2026-08-17", None),
        ("2026-09-01", "2027-12-31", "2026-09-01", "2027-06-12"),
        ("2026-09-01", "2026-09-01", None, None),
        ("2026-07-01", "2026-08-01", None, None),
        ("2027-06-12", "", None, None),
    ],
)
def test_an_enrolment_is_cut_to_the_days_of_its_section(
    tmp_path: Path, begin: str, end: str, starts_on: str | None, ends_on: str | None
) -> None:
    rows, _ = changed(tmp_path / "a", "enrollments", "2026-08-17,\nenrol-2", f"{begin},{end}\nenrol-2")
    enrolment = rows[kept.Enrolment]["enrol-1"]
    if starts_on is None:
        assert enrolment is None
    else:
        assert isinstance(enrolment, kept.Enrolment)
        assert str(enrolment.starts_on) == starts_on
        assert (enrolment.ends_on and str(enrolment.ends_on)) == ends_on


@pytest.mark.parametrize(
    ("begin", "end", "ends_on"),
    [
        ("2026-08-17", "", "2026-09-10"),
        ("2026-08-17", "2026-09-01", "2026-09-01"),
        ("2026-09-10", "", None),
    ],
)
@pytest.mark.parametrize("who", ["student-1", "old-leaver"])
def test_an_enrolment_is_cut_to_the_days_on_which_its_student_is_there(
    tmp_path: Path, who: str, begin: str, end: str, ends_on: str | None
) -> None:
    enrollments = (
        DISTRICT["enrollments"]
        .replace("student-1,student,,2026-08-17,\n", f"{who},student,,{begin},{end}\n")
        .replace("org-1,student-1", f"org-1,{who}")
    )
    files = {
        **DISTRICT,
        "enrollments": enrollments,
        "roles": DISTRICT["roles"].replace("student,2026-08-17,,", "student,2026-08-17,2026-09-10,", 1),
    }
    before = Before({"student": {"old-leaver"}})
    rows, problems = said(tmp_path / "a", files, before, users="delta", roles="delta", enrollments="delta")
    assert problems == set()
    enrolment = rows[kept.Enrolment]["enrol-1"]
    assert (str(enrolment.ends_on) if isinstance(enrolment, kept.Enrolment) else None) == ends_on


BORN = table(
    Demographics,
    """
u1,,,2014-11-02,,,,,,,,,,,,
u2,,,1980-11-02,,,,,,,,,,,,
u3,tobedeleted,,,,,,,,,,,,,,
""",
)
USERS_1_1 = "sourcedId,enabledUser,orgSourcedIds,role,username,givenName,familyName,agentSourcedIds,grades\n"


def test_version_1_1_says_roles_of_users(tmp_path: Path) -> None:
    users = USERS_1_1 + (
        'u1,true,"org-1,org-2",student,ada,Ada,Quill,u3,06\n'
        "u2,true,org-d,administrator,tam,Tam,Oakes,,\n"
        "u3,true,org-1,parent,gil,Gil,Quill,,\n"
        "u4,true,org-1,guardian,x,X,Y,,\n"
    )
    rows, problems = said(
        tmp_path / "a", {"orgs": DISTRICT["orgs"], "users": users, "demographics": BORN}, version="1.1"
    )
    assert problems == set()
    assert rows[kept.Student] == {
        "u1": kept.Student(
            sourced_id="u1",
            given_name="Ada",
            middle_name="",
            family_name="Quill",
            school_id="org-1",
            grade_level_id="06",
        )
    }
    staff = rows[kept.StaffMember]["u2"]
    assert isinstance(staff, kept.StaffMember)
    assert (staff.school_id, staff.title, staff.pronouns) == ("", "administrator", None)
    assert rows[kept.Guardian].keys() == {"u3", "u4"}
    assert rows[kept.Relationship].keys() == {"u3 u1"}
    assert rows[kept.Demographics].keys() == {"u1"}


def test_who_is_known_needs_no_role_again(tmp_path: Path) -> None:
    before = Before({"student": {"student-1"}, "staff_member": {"teacher-1"}, "guardian": {"guardian-1"}})
    rows, problems = said(tmp_path / "a", {"users": DISTRICT["users"]}, before, mode="delta")
    assert problems == set()
    ada, tam = rows[kept.Student]["student-1"], rows[kept.StaffMember]["teacher-1"]
    assert rows[kept.Student].keys() == {"student-1"}
    assert ada is not None
    assert tam is not None
    assert {"given_name", "grade_level_id"} <= ada.said().keys()
    assert not {"school_id", "left_on", "entered_on"} & ada.said().keys()
    assert "school_id" not in tam.said()
    assert rows[kept.Relationship].keys() == {"guardian-1 student-1"}


def test_a_role_alone_moves_who_is_known(tmp_path: Path) -> None:
    before = Before({"student": {"student-1"}, "school": {"org-1", "org-2"}, "staff_member": {"teacher-1"}})
    roles = DISTRICT["roles"].replace("2026-08-17,,org-1", "2026-09-07,2026-12-01,org-2", 1)
    rows, problems = said(tmp_path / "a", {"roles": roles}, before, mode="delta")
    assert problems == set()
    assert rows[kept.Student] == {
        "student-1": kept.Student(
            sourced_id="student-1", school_id="org-2", left_on=date(2026, 12, 1), entered_on=None
        )
    }
    assert rows[kept.StaffMember].keys() == {"teacher-1"}


def test_of_several_roles_the_lasting_one_counts_then_the_primary_one(tmp_path: Path) -> None:
    roles = DISTRICT["roles"] + (
        "role-7,,,student-1,secondary,student,,,org-2,\n"
        "role-8,,,student-2,secondary,student,,,org-2,\n"
        "role-9,,,teacher-1,primary,principal,,2026-08-30,org-2,\n"
    )
    roles = roles.replace("student-2,primary,student,2026-08-17,,", "student-2,primary,student,,2026-08-20,")
    rows, _ = said(tmp_path / "a", district(roles=roles))
    places = {
        each.sourced_id: each.school_id
        for each in rows[kept.Student].values()
        if isinstance(each, kept.Student)
    }
    assert places == {"student-1": "org-1", "student-2": "org-2"}
    tam = rows[kept.StaffMember]["teacher-1"]
    assert isinstance(tam, kept.StaffMember)
    assert tam.title == "teacher"


@pytest.mark.parametrize("title", ["teacher", "Librarian", ""])
def test_a_title_is_a_role_and_a_role_a_title(title: str) -> None:
    role = role_of(title, ("teacher",))
    assert title_of(role) == title
    assert (role == ROLE_OF_STAFF) is (title == "")


def test_joined_sourced_ids_are_never_too_long() -> None:
    assert joined("a", "b") == "a b"
    long = joined("a" * 200, "b" * 200)
    assert len(long) <= IDENTIFIER_LENGTH
    assert long == joined("a" * 200, "b" * 200) != joined("a" * 200, "c" * 200)


def test_proctors_are_left_aside(tmp_path: Path) -> None:
    rows, problems = changed(tmp_path / "a", "enrollments", "aide-1,aide", "aide-1,proctor")
    assert problems == set()
    assert rows[kept.SectionTeacher].keys() == {"teach-1"}


def test_roles_teachings_and_users_to_be_deleted(tmp_path: Path) -> None:
    files = district(
        roles=DISTRICT["roles"] + "role-9,tobedeleted,,,,,,,,\n",
        enrollments=DISTRICT["enrollments"] + "teach-9,tobedeleted,,,,,,,,\n",
    )
    rows, problems = said(tmp_path / "a", files, Before({"section_teacher": {"teach-9"}}))
    assert problems == set()
    assert rows[kept.SectionTeacher]["teach-9"] is None
    gone = USERS_1_1.replace("sourcedId,", "sourcedId,status,") + "u1,tobedeleted,,,,,,,,\n"
    old = {"users": gone}
    rows, _ = said(tmp_path / "b", old, Before({"student": {"u1"}}), version="1.1")
    assert rows == {kept.Student: {"u1": None}}
