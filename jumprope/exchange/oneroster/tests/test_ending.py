"""What is missing in a bulk file ends; in a delta only what says so; and never half a school by accident."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from jumprope.exchange.oneroster.reads import DeliveryRefused, TooManyWouldEnd
from jumprope.exchange.oneroster.rules.limits import schools_that_empty
from jumprope.exchange.oneroster.tests.deliveries import delivered, total
from jumprope.exchange.oneroster.tests.samples import (
    CLASSES,
    DEMOGRAPHICS,
    ENROLLMENTS,
    ORGS,
    ROLES,
    USERS,
)
from jumprope.exchange.oneroster.writes import import_roster
from jumprope.kit import clock
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.groups.factories import a_group, a_membership
from jumprope.school.groups.models import GroupMembership
from jumprope.school.people.models import GuardianRelationship, Student
from jumprope.school.rosters.models import Enrolment, EnrolmentChange, SectionTeacher
from tests.outcomes import every_row, refused

pytestmark = pytest.mark.django_db

TODAY = "2026-09-14"


def without(text: str, *sourced_ids: str) -> str:
    """A file without the rows of these sourcedIds."""
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(tuple(f"{each}," for each in sourced_ids)))


def leaving(text: str, sourced_id: str) -> str:
    """A file of nothing but a row that says `tobedeleted`."""
    head, *lines = text.splitlines(keepends=True)
    (line,) = [line for line in lines if line.startswith(f"{sourced_id},")]
    return head + line.replace(f"{sourced_id},,", f"{sourced_id},tobedeleted,", 1)


def ended(by_kind: dict[str, dict[str, int]]) -> dict[str, int]:
    """How many rows of each kind have ended, where any have."""
    return {kind: tally["ended"] for kind, tally in by_kind.items() if tally["ended"]}


@pytest.fixture(autouse=True)
def _imported(viewer: Viewer, tmp_path: Path) -> None:
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "before"))


def test_a_row_that_is_missing_in_a_bulk_file_ends_today(viewer: Viewer, tmp_path: Path) -> None:
    delivery = delivered(tmp_path / "a", enrollments=without(ENROLLMENTS, "enrol-3", "teach-2"))
    answer = import_roster(viewer=viewer, delivery=delivery, allow_ending=50)
    assert ended(answer.by_kind) == {"enrolment": 1, "section_teacher": 1}
    enrolment = Enrolment.objects.get(section__name="Science 6")
    assert str(enrolment.ends_on) == TODAY
    assert EnrolmentChange.objects.get().enrolment == enrolment
    assert str(SectionTeacher.objects.get(role="co_teacher").ends_on) == TODAY

    again = import_roster(viewer=viewer, delivery=delivery)
    assert total(again.by_kind)[0::3] == (0, 0)


def test_who_leaves_a_school_leaves_its_groups(viewer: Viewer, tmp_path: Path) -> None:
    ada, bo = Student.objects.order_by("given_name")
    for student in (ada, bo):
        a_membership(group=a_group(school=student.school), student=student)
    files = {
        "users": without(USERS, "student-1").replace("student-1", ""),
        "roles": without(ROLES, "role-1").replace("2026-08-17,,org-1", "2026-08-17,,org-2"),
        "demographics": "",
        "enrollments": "",
    }
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a", **files), allow_ending=100)
    ends = GroupMembership.objects.values_list("student__given_name", "ends_on")
    assert {(name, str(day)) for name, day in ends} == {("Ada", TODAY), ("Bo", TODAY)}


def test_a_row_that_is_there_again_goes_on(viewer: Viewer, tmp_path: Path) -> None:
    import_roster(
        viewer=viewer,
        delivery=delivered(tmp_path / "a", enrollments=without(ENROLLMENTS, "enrol-3")),
        allow_ending=50,
    )
    answer = import_roster(viewer=viewer, delivery=delivered(tmp_path / "b"))
    assert answer.by_kind["enrolment"]["updated"] == 1
    assert Enrolment.objects.get(section__name="Science 6").ends_on is None


def test_in_a_delta_what_is_missing_stays(viewer: Viewer, tmp_path: Path) -> None:
    files = {"enrollments": without(ENROLLMENTS, "enrol-1", "enrol-2"), "users": without(USERS, "student-2")}
    before = every_row()
    del before["audit.AuditEvent"], before["audit.AuditHead"]
    answer = import_roster(viewer=viewer, delivery=delivered(tmp_path / "a", mode="delta", **files))
    assert total(answer.by_kind)[0::3] == (0, 0)
    after = every_row()
    assert {table: after[table] for table in before} == before


def test_in_a_delta_what_says_so_ends(viewer: Viewer, tmp_path: Path) -> None:
    gone = leaving(ENROLLMENTS, "enrol-3")
    absent = dict.fromkeys(("orgs", "academicSessions", "courses", "classes", "users", "roles"), "")
    delivery = delivered(tmp_path / "a", mode="delta", enrollments=gone, demographics="", **absent)
    answer = import_roster(viewer=viewer, delivery=delivery, allow_ending=50)
    assert ended(answer.by_kind) == {"enrolment": 1}
    assert total(answer.by_kind) == (0, 0, 0, 1)
    assert str(Enrolment.objects.get(section__name="Science 6").ends_on) == TODAY


def test_absent_files_touch_nothing(viewer: Viewer, tmp_path: Path) -> None:
    absent = dict.fromkeys(("users", "roles", "demographics", "enrollments"), "")
    answer = import_roster(viewer=viewer, delivery=delivered(tmp_path / "a", **absent))
    assert total(answer.by_kind)[0::3] == (0, 0)
    assert not Student.objects.exclude(left_on=None).exists()


def test_a_student_who_is_missing_has_left_and_is_in_no_section(viewer: Viewer, tmp_path: Path) -> None:
    files = {
        "users": without(USERS, "student-2"),
        "roles": without(ROLES, "role-2"),
        "demographics": without(DEMOGRAPHICS, "student-2"),
        "enrollments": "",
    }
    answer = import_roster(viewer=viewer, delivery=delivered(tmp_path / "a", **files), allow_ending=50)
    assert ended(answer.by_kind) == {"student": 1, "enrolment": 1}
    bo = Student.objects.get(given_name="Bo")
    assert str(bo.left_on) == TODAY
    assert str(bo.enrolments.get().ends_on) == TODAY


def left_on(day: str, **files: str) -> dict[str, str]:
    """A delivery that says when Ada left, and nothing else but these files."""
    absent = dict.fromkeys(("orgs", "academicSessions", "courses", "classes", "users", "demographics"), "")
    roles = ROLES.replace("student,2026-08-17,,", f"student,2026-08-17,{day},", 1)
    return absent | {"roles": roles, "enrollments": ""} | files


def days_of_ada() -> list[str]:
    ends = Enrolment.objects.filter(student__given_name="Ada").order_by("section__name")
    return [str(each) for each in ends.values_list("ends_on", flat=True)]


@pytest.mark.parametrize("day", ["2026-09-10", "2027-01-08"])
@pytest.mark.parametrize("enrollments", ["", ENROLLMENTS])
def test_who_leaves_is_in_no_section_from_that_day_on(
    viewer: Viewer, tmp_path: Path, day: str, enrollments: str
) -> None:
    delivery = delivered(tmp_path / "a", **left_on(day, enrollments=enrollments))
    answer = import_roster(viewer=viewer, delivery=delivery, allow_ending=100)
    assert days_of_ada() == [day, min(day, "2026-10-24")]  # Science ends in October.
    told = 2 if enrollments else 0
    assert answer.by_kind["enrolment"] == {
        "created": 0,
        "updated": told,
        "unchanged": 1 if told else 0,
        "ended": 2 - told,
    }
    again = import_roster(viewer=viewer, delivery=delivery)
    assert total(again.by_kind)[0::3] == (0, 0)


@pytest.mark.parametrize("day", ["2026-09-10", "2026-10-08"])
def test_an_enrolment_that_is_missing_ends_once_and_by_the_day_of_leaving(
    viewer: Viewer, tmp_path: Path, day: str
) -> None:
    files = left_on(day, enrollments=without(ENROLLMENTS, "enrol-1", "enrol-3"))
    delivery = delivered(tmp_path / "a", **files)
    answer = import_roster(viewer=viewer, delivery=delivery, allow_ending=100)
    assert days_of_ada() == [min(day, TODAY)] * 2
    assert ended(answer.by_kind) == {"enrolment": 2}
    assert EnrolmentChange.objects.count() == 2


@pytest.mark.parametrize("turned", [False, True])
def test_who_has_one_role_after_the_other_is_there_to_the_end_of_the_latest(
    viewer: Viewer, tmp_path: Path, turned: bool
) -> None:
    head, first, *others = ROLES.splitlines(keepends=True)
    second = first.replace("role-1,", "role-1b,").replace("2026-08-17,", "2026-09-10,2027-06-12")
    row_of = [first.replace("2026-08-17,", "2026-08-17,2026-09-10"), second]
    roles = "".join([head, *(reversed(row_of) if turned else row_of), *others])
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "a", roles=roles))
    assert str(Student.objects.get(given_name="Ada").left_on) == "2027-06-12"
    assert days_of_ada() == ["2027-06-12", "2026-10-24"]


def test_who_is_said_to_have_left_earlier_was_not_there_in_between(viewer: Viewer, tmp_path: Path) -> None:
    for day in ("2026-09-12", "2026-09-10"):
        delivery = delivered(tmp_path / day, **left_on(day))
        import_roster(viewer=viewer, delivery=delivery, allow_ending=100)
    assert days_of_ada() == ["2026-09-10", "2026-09-10"]


def test_who_has_left_after_all_not_is_there_again(viewer: Viewer, tmp_path: Path) -> None:
    delivery = delivered(tmp_path / "a", **left_on("2026-09-10"))
    import_roster(viewer=viewer, delivery=delivery, allow_ending=100)
    import_roster(viewer=viewer, delivery=delivered(tmp_path / "b"))
    assert days_of_ada() == ["None", "None"]


@pytest.mark.parametrize("agent", ["", "guardian-1"])
def test_a_guardian_who_is_missing_is_nobodys_any_more(viewer: Viewer, tmp_path: Path, agent: str) -> None:
    users = without(USERS, "guardian-1").replace("guardian-1", agent)
    delivery = delivered(tmp_path / "a", users=users, roles=without(ROLES, "role-5"))
    assert ended(import_roster(viewer=viewer, delivery=delivery).by_kind) == {"guardian_relationship": 1}
    assert str(GuardianRelationship.objects.get().ended_on) == TODAY
    again = total(import_roster(viewer=viewer, delivery=delivery).by_kind)
    assert (again[0], again[1], again[3]) == (0, 0, 0)


def test_a_class_that_is_missing_takes_its_rosters_with_it(viewer: Viewer, tmp_path: Path) -> None:
    delivery = delivered(tmp_path / "a", classes=without(CLASSES, "class-3"), enrollments="")
    answer = import_roster(viewer=viewer, delivery=delivery, allow_ending=50)
    assert ended(answer.by_kind) == {"enrolment": 1}


def test_a_school_that_is_missing_is_closed(viewer: Viewer, tmp_path: Path) -> None:
    answer = import_roster(viewer=viewer, delivery=delivered(tmp_path / "a", orgs=without(ORGS, "org-2")))
    assert ended(answer.by_kind) == {"school": 1}
    assert str(School.objects.get(name="Aspen School").closed_on) == TODAY


def test_too_many_ends_are_refused_unless_they_are_allowed(viewer: Viewer, tmp_path: Path) -> None:
    delivery = delivered(tmp_path / "a", enrollments=without(ENROLLMENTS, "enrol-1"))
    with refused(("too_many_would_end", None)):
        import_roster(viewer=viewer, delivery=delivery)
    with pytest.raises(TooManyWouldEnd, match=r"1 of the 3 active enrolments of “Birch School”.* 34"):
        import_roster(viewer=viewer, delivery=delivery, allow_ending=33)
    assert ended(import_roster(viewer=viewer, delivery=delivery, allow_ending=34).by_kind) == {"enrolment": 1}


def test_ends_by_date_count_too(viewer: Viewer, tmp_path: Path) -> None:
    cut = ENROLLMENTS.replace("2026-08-17,\nenrol-2", "2026-08-17,2026-09-01\nenrol-2")
    delivery = delivered(tmp_path / "a", enrollments=cut)
    with refused(("too_many_would_end", None)):
        import_roster(viewer=viewer, delivery=delivery)


def test_departures_count_too(viewer: Viewer, tmp_path: Path) -> None:
    delivery, before = delivered(tmp_path / "a", **left_on("2026-09-10")), every_row()
    with pytest.raises(TooManyWouldEnd, match=r"2 of the 3 active enrolments"):
        import_roster(viewer=viewer, delivery=delivery)
    assert every_row() == before


def test_a_school_that_empties_by_dates_is_refused_with_a_number(viewer: Viewer, tmp_path: Path) -> None:
    cut = ENROLLMENTS.replace("2026-08-17,\n", "2026-08-17,2026-09-01\n").replace(
        "student,,,", "student,,,2026-09-01"
    )
    with pytest.raises(TooManyWouldEnd, match=r"3 of the 3 active .*--allow-ending 100"):
        import_roster(viewer=viewer, delivery=delivered(tmp_path / "a", enrollments=cut))


def test_a_new_school_year_needs_no_leave_to_end_the_old_one(tenant: Tenant, tmp_path: Path) -> None:
    files = {
        "academicSessions": "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,"
        "schoolYear\nyear-2,,,2027-28,schoolYear,2027-08-16,2028-06-10,,2028\n",
        "classes": CLASSES.replace("class-", "new-")
        .replace('"fall,spring"', "year-2")
        .replace("year-1", "year-2")
        .replace(",q1,", ",year-2,"),
        "enrollments": ENROLLMENTS.replace("class-", "new-")
        .replace("enrol-", "new-enrol-")
        .replace("teach-", "new-teach-")
        .replace("2026-08-17", "2027-08-16"),
    }
    delivery = delivered(tmp_path / "a", **files)
    with clock.stopped_at(datetime(2027, 9, 13, 15, tzinfo=UTC)):
        answer = import_roster(viewer=Viewer.operator(tenant.pk, tenant.time_zone), delivery=delivery)
    assert ended(answer.by_kind) == {"enrolment": 3, "section_teacher": 2}
    assert answer.by_kind["enrolment"]["created"] == 3
    ends = {"Mathematics 6 (1)": "2027-06-12", "Science 6": "2026-10-24", "Mathematics 6 (2)": "2027-06-12"}
    for rows in (Enrolment.objects.all(), SectionTeacher.objects.all()):
        last_year = rows.filter(section__school_year__name="2026-27")
        found = last_year.values_list("section__name", "ends_on")
        assert all(str(day) == ends[name] for name, day in found)
        assert len(found) > 1


@pytest.mark.parametrize(("ending", "refused_"), [(10, False), (11, True), (100, True)])
def test_a_tenth_may_end(ending: int, refused_: bool) -> None:
    assert bool(list(schools_that_empty({1: 100}, {1: ending}, allowed=10))) is refused_


def test_what_the_tables_refuse_is_shown_in_the_file(viewer: Viewer, tmp_path: Path) -> None:
    twice = ORGS.replace("Aspen School", "Birch School")
    delivery, before = delivered(tmp_path / "a", orgs=twice), every_row()
    with pytest.raises(DeliveryRefused) as refusal:
        import_roster(viewer=viewer, delivery=delivery)
    assert every_row() == before
    (problem,) = refusal.value.found
    assert (problem.file, problem.line, problem.field, problem.code) == (
        "orgs.csv",
        4,
        "name",
        "school_name_taken",
    )
