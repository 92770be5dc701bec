"""What is not quite OneRoster and harmless is understood, is warned of, and ends nothing."""

from pathlib import Path

import pytest

from jumprope.exchange.oneroster import reads
from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.deliveries import Reading, read
from jumprope.exchange.oneroster.rules.problems import Findings
from jumprope.exchange.oneroster.rules.records import AcademicSession, Enrollment
from jumprope.exchange.oneroster.tests.arrived import Before, changed, said
from jumprope.exchange.oneroster.tests.deliveries import total
from jumprope.exchange.oneroster.tests.samples import (
    CLASSES,
    COURSES,
    DEMOGRAPHICS,
    ENROLLMENTS,
    ORGS,
    ROLES,
    SESSIONS,
    USERS,
    Files,
    district,
    folder,
    table,
)
from jumprope.exchange.oneroster.writes import RosterImported, export_roster, import_roster
from jumprope.kit.viewer import Viewer
from jumprope.school.calendars.models import GradingPeriod, Term
from jumprope.school.courses.models import Course, Section
from jumprope.school.people.models import Student
from jumprope.school.rosters.models import Enrolment, SectionTeacher
from tests.outcomes import every_row


def take_in(viewer: Viewer, path: Path, files: Files, **modes: str) -> tuple[RosterImported, set[str]]:
    """What taking files in answers, and what was warned of, as `file:line header code`."""
    reading = read(folder(path, files, **modes))
    assert reading.problems == ()
    assert reading.delivery is not None
    reads.check_references(reading.outward, reading.warnings)
    with reads.watched(lambda _rows: None, reading.warnings):
        answer = import_roster(viewer=viewer, delivery=reading.delivery, allow_ending=100)
    return answer, warned(reading)


def warned(reading: Reading) -> set[str]:
    return {f"{one.file}:{one.line} {one.field} {one.code}" for one in reading.warnings.problems()}


def refused(path: Path, files: Files, **modes: str) -> set[str]:
    """Why the references of files are refused, as `file:line code`."""
    reading = read(folder(path, files, **modes))
    assert reading.problems == ()
    with pytest.raises(reads.DeliveryRefused) as refusal:
        reads.check_references(reading.outward, Findings())
    return {f"{one.file}:{one.line} {one.code}" for one in refusal.value.found}


@pytest.mark.parametrize("status", ["inactive", "Inactive", "TOBEDELETED"])
def test_inactive_is_to_be_deleted_in_any_case(tmp_path: Path, status: str) -> None:
    rows, problems = changed(tmp_path / "a", "orgs", "org-2,,", f"org-2,{status},")
    assert problems == set()
    assert rows[kept.School]["org-2"] is None


@pytest.mark.django_db
def test_places_that_refer_to_a_leaving_class_are_left_aside(viewer: Viewer, tmp_path: Path) -> None:
    files = district(classes=CLASSES.replace("class-1,,", "class-1,inactive,"))
    answer, warnings = take_in(viewer, tmp_path / "a", files)
    assert answer.left_aside == {"enrollments": 4}
    assert warnings == {
        f"enrollments.csv:{line} classSourcedId reference_to_leaving" for line in (2, 3, 5, 6)
    }
    assert Enrolment.objects.get().section.name == "Science 6"


@pytest.mark.django_db
def test_a_role_at_a_leaving_school_is_left_aside(viewer: Viewer, tmp_path: Path) -> None:
    roles = ROLES + "role-9,,,student-1,secondary,student,,,org-2,\n"
    files = district(orgs=ORGS.replace("org-2,,", "org-2,tobedeleted,"), roles=roles)
    answer, warnings = take_in(viewer, tmp_path / "a", files)
    assert answer.left_aside == {"roles": 1}
    assert warnings == {"roles.csv:7 orgSourcedId reference_to_leaving"}
    assert answer.by_kind["student"]["created"] == 2


@pytest.mark.django_db
def test_what_is_left_aside_in_a_bulk_file_does_not_end(viewer: Viewer, tmp_path: Path) -> None:
    take_in(viewer, tmp_path / "a", district())
    swapped = ENROLLMENTS.replace("class-3,org-1,student-1,student", "class-3,org-1,teacher-1,student")
    swapped = swapped.replace("teacher-1,teacher,true", "student-1,teacher,true")
    before = every_row()
    answer, warnings = take_in(viewer, tmp_path / "b", district(enrollments=swapped))
    assert warnings == {f"enrollments.csv:{line} userSourcedId wrong_kind" for line in (4, 5)}
    assert answer.left_aside == {"enrollments": 2}
    created, updated, _, ended = total(answer.by_kind)
    assert (created, updated, ended) == (0, 0, 0)
    assert Enrolment.objects.filter(ends_on=None).count() == 3
    assert SectionTeacher.objects.filter(ends_on=None).count() == 2
    assert {name for name, rows in every_row().items() if rows != before[name]} == {
        "audit.AuditEvent",
        "audit.AuditHead",
    }


@pytest.mark.django_db
def test_an_agent_and_a_parent_whom_nobody_knows_are_not_read(viewer: Viewer, tmp_path: Path) -> None:
    files = district(
        orgs=ORGS.replace("Birch School,school,,org-d", "Birch School,school,,org-x"),
        academicSessions=SESSIONS.replace("2027-06-12,year-1", "2027-06-12,year-x"),
        users=USERS.replace('"guardian-1"', '"guardian-x,guardian-1"'),
    )
    answer, warnings = take_in(viewer, tmp_path / "a", files)
    assert warnings == {
        "orgs.csv:3 parentSourcedId unknown_reference",
        "academicSessions.csv:4 parentSourcedId unknown_reference",
        "users.csv:2 agentSourcedIds unknown_reference",
    }
    assert answer.by_kind["guardian_relationship"]["created"] == 1
    assert answer.by_kind["school_year"]["created"] == 1


@pytest.mark.django_db
def test_an_agent_who_leaves_is_not_read(viewer: Viewer, tmp_path: Path) -> None:
    files = district(users=USERS.replace("guardian-1,,", "guardian-1,tobedeleted,"))
    files["roles"] = ROLES.replace("role-5,,", "role-5,tobedeleted,")
    answer, warnings = take_in(viewer, tmp_path / "a", files)
    assert warnings == {"users.csv:2 agentSourcedIds reference_to_leaving"}
    assert answer.by_kind["guardian_relationship"]["created"] == 0
    assert answer.by_kind["student"]["created"] == 2


@pytest.mark.django_db
def test_a_class_without_a_course_gets_its_own(viewer: Viewer, tmp_path: Path) -> None:
    files = district(classes=CLASSES.replace("06,course-1,", "06,,"))
    _, warnings = take_in(viewer, tmp_path / "a", files)
    assert warnings == {f"classes.csv:{line} courseSourcedId missing_value" for line in (2, 3)}
    courses = Course.objects.filter(title="Mathematics 6").values_list("code", "school__name")
    assert set(courses) == {
        ("MATH6", "Birch School"),
        ("class-1", "Birch School"),
        ("class-2", "Birch School"),
    }
    assert Section.objects.get(name="Mathematics 6 (1)").course.code == "class-1"
    again, _ = take_in(viewer, tmp_path / "a", files)
    created, updated, _, ended = total(again.by_kind)
    assert (created, updated, ended) == (0, 0, 0)


@pytest.mark.django_db
def test_courses_of_which_nothing_is_said_are_made_and_later_told_of(viewer: Viewer, tmp_path: Path) -> None:
    files = district()
    del files["courses"]
    _, warnings = take_in(viewer, tmp_path / "a", files)
    assert warnings == {f"classes.csv:{line} courseSourcedId missing_value" for line in (2, 4)}
    assert set(Course.objects.values_list("code", flat=True)) == {"course-1", "course-2"}
    answer, warnings = take_in(viewer, tmp_path / "b", district())
    assert warnings == set()
    assert answer.by_kind["course"] == {"created": 0, "updated": 1, "unchanged": 1, "ended": 0}


@pytest.mark.django_db
def test_sessions_of_which_nothing_is_said_are_this_school_year(viewer: Viewer, tmp_path: Path) -> None:
    files = district(academicSessions=SESSIONS.splitlines()[0] + "\n", courses=COURSES.replace("year-1", ""))
    _, warnings = take_in(viewer, tmp_path / "a", files)
    assert warnings == {
        "classes.csv:2 termSourcedIds unknown_reference",
        "classes.csv:3 termSourcedIds unknown_reference",
        "classes.csv:4 termSourcedIds unknown_reference",
    }
    science = Section.objects.get(name="Science 6").terms.get()
    assert (str(science.starts_on), str(science.ends_on)) == ("2026-07-01", "2027-06-30")
    again, warnings = take_in(viewer, tmp_path / "a", files)
    created, updated, _, ended = total(again.by_kind)
    assert (created, updated, ended, warnings) == (0, 0, 0, set())


@pytest.mark.django_db
def test_nothing_is_made_beside_a_file_that_says_something_or_for_a_delta(
    viewer: Viewer, tmp_path: Path
) -> None:
    strange = district(classes=CLASSES.replace("course-2", "course-x").replace(",q1,", ",q9,"))
    assert refused(tmp_path / "a", strange) == {
        "classes.csv:4 unknown_reference",
    }
    untold = district()
    del untold["courses"]
    assert refused(tmp_path / "b", untold, classes="delta") == {
        "classes.csv:2 unknown_reference",
        "classes.csv:4 unknown_reference",
    }
    assert viewer.tenant_id
    assert not Course.objects.exists()


@pytest.mark.parametrize(
    ("parent", "known", "is_school"),
    [("org-d", set(), True), ("", set(), True), ("org-1", set(), False), ("org-old", {"org-old"}, False)],
)
def test_a_department_with_classes_that_lies_in_no_school_is_one(
    tmp_path: Path, parent: str, known: set[str], is_school: bool
) -> None:
    files = district(
        orgs=ORGS.replace("Aspen School,school,,org-d", f"Aspen,department,,{parent}"),
        classes=CLASSES.replace("org-1,q1", "org-2,q1"),
    )
    rows, problems = said(tmp_path / "a", files, Before({"school": known}))
    assert problems == set()
    assert ("org-2" in rows[kept.School]) is is_school


def test_a_department_that_was_made_a_school_stays_one(tmp_path: Path) -> None:
    files = district(orgs=ORGS.replace("Aspen School,school", "Aspen,department"))
    rows, _ = said(tmp_path / "a", files, Before({"school": {"org-2"}}))
    assert rows[kept.School].keys() == {"org-1", "org-2"}


def test_a_course_that_is_made_has_a_short_code(tmp_path: Path) -> None:
    long = "class-" + "2" * 60
    files = district(classes=CLASSES.replace("course-1,2,", ",2,").replace("class-2,", f"{long},"))
    rows, problems = said(tmp_path / "a", files)
    assert problems == set()
    course = rows[kept.Course][f"course of {long}"]
    assert isinstance(course, kept.Course)
    assert (len(course.code or ""), course.title) == (40, "Mathematics 6")


@pytest.mark.django_db
def test_what_a_spreadsheet_would_obey_is_kept_and_handed_out_as_it_is(
    viewer: Viewer, tmp_path: Path
) -> None:
    formula = '"=HYPERLINK(""https://example.org"")"'
    take_in(viewer, tmp_path / "a", district(users=USERS.replace("Ada,", f"{formula},")))
    assert Student.objects.get(family_name="Quill").given_name == '=HYPERLINK("https://example.org")'
    export_roster(viewer=viewer, path=str(tmp_path / "b"))
    assert f",{formula},Quill," in (tmp_path / "b" / "users.csv").read_text()


def test_terms_of_one_title_are_told_apart(tmp_path: Path) -> None:
    rows, _ = changed(tmp_path / "a", "academicSessions", ",Spring,", ",FALL,")
    names = {each.name for each in rows[kept.Term].values() if isinstance(each, kept.Term)}
    assert names == {"2026-27", "Fall (fall)", "FALL (spring)", "Quarter 1"}


@pytest.mark.django_db
def test_a_term_is_told_apart_from_one_of_which_nothing_is_said(viewer: Viewer, tmp_path: Path) -> None:
    take_in(viewer, tmp_path / "a", district())
    spring = "spring,active,2026-09-01T00:00:00.000Z,FALL,semester,2027-01-18,2027-06-12,year-1,2027\n"
    take_in(viewer, tmp_path / "b", {"academicSessions": table(AcademicSession, spring)}, mode="delta")
    names = Term.objects.values_list("name", flat=True)
    assert {"Fall", "FALL (spring)"} <= {*names}
    assert "Spring" not in names


def test_a_term_keeps_its_title_beside_a_grading_period_that_is_one_too(tmp_path: Path) -> None:
    rows, _ = changed(tmp_path / "a", "academicSessions", ",Quarter 1,", ",Fall,")
    names = {each.name for each in rows[kept.Term].values() if isinstance(each, kept.Term)}
    assert names == {"2026-27", "Fall", "Spring", "Fall (q1)"}


@pytest.mark.django_db
def test_places_in_a_class_or_of_a_user_that_bulk_files_say_no_more_are_left_aside(
    viewer: Viewer, tmp_path: Path
) -> None:
    take_in(viewer, tmp_path / "a", district())
    classes = "".join(line for line in CLASSES.splitlines(True) if not line.startswith("class-1,"))
    users = "".join(line for line in USERS.splitlines(True) if not line.startswith("student-1,"))
    roles = "".join(line for line in ROLES.splitlines(True) if ",student-1," not in line)
    demographics = "".join(
        line for line in DEMOGRAPHICS.splitlines(True) if not line.startswith("student-1,")
    )
    later = district(classes=classes, users=users, roles=roles, demographics=demographics)
    answer, warnings = take_in(viewer, tmp_path / "b", later)
    assert answer.left_aside["enrollments"] == 5
    assert {one for one in warnings if one.startswith("enrollments")} == {
        "enrollments.csv:2 userSourcedId reference_to_leaving",
        "enrollments.csv:3 classSourcedId reference_to_leaving",
        "enrollments.csv:4 userSourcedId reference_to_leaving",
        "enrollments.csv:5 classSourcedId reference_to_leaving",
        "enrollments.csv:6 classSourcedId reference_to_leaving",
    }
    assert not Enrolment.objects.filter(ends_on=None).exists()
    again, _ = take_in(viewer, tmp_path / "c", later)
    created, updated, _, ended = total(again.by_kind)
    assert (created, updated, ended) == (0, 0, 0)


@pytest.mark.django_db
def test_a_place_that_nobody_knows_and_that_is_to_be_deleted_is_nothing(
    viewer: Viewer, tmp_path: Path
) -> None:
    take_in(viewer, tmp_path / "a", district())
    row = "never,tobedeleted,2026-09-01T00:00:00.000Z,class-1,org-1,student-1,student,,,\n"
    answer, warnings = take_in(viewer, tmp_path / "b", {"enrollments": table(Enrollment, row)}, mode="delta")
    assert (sum(total(answer.by_kind)), warnings) == (0, set())


@pytest.mark.django_db
def test_a_year_and_a_grading_period_are_terms_once_a_class_names_them(
    viewer: Viewer, tmp_path: Path
) -> None:
    sessions = SESSIONS.replace(",Quarter 1,", ",FALL,")
    take_in(viewer, tmp_path / "a", district(academicSessions=sessions, classes=in_terms("fall", "spring")))
    assert {*Term.objects.values_list("name", flat=True)} == {"Fall", "Spring"}
    take_in(viewer, tmp_path / "b", {"classes": in_terms("year-1", "q1")})
    assert {*Term.objects.values_list("name", flat=True)} == {"Fall", "Spring", "2026-27", "FALL (q1)"}
    assert GradingPeriod.objects.get().name == "FALL"


def in_terms(second: str, third: str) -> str:
    """The classes, of which the second and the third are in these terms."""
    return CLASSES.replace(",org-1,year-1,", f",org-1,{second},").replace(",org-1,q1,", f",org-1,{third},")


@pytest.mark.django_db
def test_a_student_of_whom_only_the_end_was_said_is_handed_out_without_a_beginning(
    viewer: Viewer, tmp_path: Path
) -> None:
    roles = ROLES.replace("student-1,primary,student,2026-08-17,,", "student-1,primary,student,,2026-08-20,")
    places = "".join(line for line in ENROLLMENTS.splitlines(True) if ",student-1," not in line)
    take_in(viewer, tmp_path / "a", district(roles=roles, enrollments=places))
    export_roster(viewer=viewer, path=str(tmp_path / "b"))
    rows = (tmp_path / "b" / "roles.csv").read_text().splitlines()
    assert [row.split(",")[6:8] for row in rows if ",student-1," in row] == [["", "2026-08-20"]]
