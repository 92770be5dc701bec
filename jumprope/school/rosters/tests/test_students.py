"""Where students go: transfers and departures."""

import time
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from graphplan import ids
from jumprope.kit.command import NotInACommand
from jumprope.kit.errors import NotFound
from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.permissions.factories import a_role, a_viewer, the_viewer_of
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School
from jumprope.school.calendars.factories import a_term
from jumprope.school.courses.factories import a_course, a_section
from jumprope.school.courses.models import Section
from jumprope.school.groups.factories import a_group, a_membership
from jumprope.school.groups.models import GroupMembership
from jumprope.school.people import writes as people
from jumprope.school.people.factories import a_student
from jumprope.school.people.models import Student
from jumprope.school.rosters import reads, writes
from jumprope.school.rosters.factories import an_enrolment
from jumprope.school.rosters.models import Enrolment
from jumprope.school.rosters.writes import students
from tests.fixtures import Ask
from tests.outcomes import refused, statements
from tests.threads import Together

pytestmark = pytest.mark.usefixtures("tenant")

A_DAY = timedelta(days=1)


@pytest.fixture
def oak() -> School:
    """The school where the student is."""
    return a_school(name="Oak")


@pytest.fixture
def elm() -> School:
    """The school where the student goes."""
    return a_school(name="Elm")


@pytest.fixture
def student(oak: School) -> Student:
    return a_student(school=oak)


def section_of(school: School) -> Section:
    return a_section(course=a_course(school=school))


def end_of(enrolment: Enrolment) -> date | None:
    return Enrolment.objects.get(pk=enrolment.pk).ends_on


def test_a_transfer_ends_what_is_enrolled_at_the_former_school_and_nothing_else(
    operator: Viewer, oak: School, elm: School, student: Student
) -> None:
    day = operator.today
    current = an_enrolment(section=section_of(oak), student=student)
    planned = an_enrolment(section=section_of(oak), student=student, starts_on=day + 9 * A_DAY)
    over = an_enrolment(section=section_of(oak), student=student, ends_on=day)
    ahead = an_enrolment(section=section_of(elm), student=student)
    classmate = an_enrolment(section=current.section)
    answer = writes.transfer_student(viewer=operator, student_id=student.pk, school_id=elm.pk, on=day)
    student.refresh_from_db()
    assert (answer.student_id, student.school_id) == (student.pk, elm.pk)
    assert answer.ended_enrolment_ids == [current.pk, planned.pk]
    assert (end_of(current), end_of(planned), end_of(over)) == (day, planned.starts_on, day)
    assert (end_of(ahead), end_of(classmate)) == (None, None)


def test_who_had_left_comes_back_by_a_transfer_even_to_the_same_school(operator: Viewer, oak: School) -> None:
    student = a_student(school=oak, left_on=operator.today)
    writes.transfer_student(viewer=operator, student_id=student.pk, school_id=oak.pk, on=operator.today)
    student.refresh_from_db()
    assert (student.school_id, student.left_on) == (oak.pk, None)


def test_a_transfer_to_the_same_school_is_refused(operator: Viewer, oak: School, student: Student) -> None:
    an_enrolment(section=section_of(oak), student=student)
    with refused(("already_at_school", "school_id")):
        writes.transfer_student(viewer=operator, student_id=student.pk, school_id=oak.pk, on=operator.today)


def test_both_schools_have_to_be_ones_own(oak: School, elm: School, student: Student) -> None:
    an_enrolment(section=section_of(oak), student=student)
    giving, taking = a_viewer(Role.SCHOOL_ADMIN, school=oak), a_viewer(Role.SCHOOL_ADMIN, school=elm)
    for viewer, field in ((giving, "school_id"), (taking, "student_id")):
        with refused(("not_found", field)):
            writes.transfer_student(viewer=viewer, student_id=student.pk, school_id=elm.pk, on=viewer.today)
    account = an_account()
    for school in (oak, elm):
        a_role(Role.SCHOOL_ADMIN, account=account, school=school)
    both = the_viewer_of(account)
    writes.transfer_student(viewer=both, student_id=student.pk, school_id=elm.pk, on=both.today)
    student.refresh_from_db()
    assert student.school_id == elm.pk


def test_absent_students_and_schools_are_not_found(operator: Viewer, oak: School, student: Student) -> None:
    with refused(("not_found", "student_id")):
        writes.transfer_student(viewer=operator, student_id=10**9, school_id=oak.pk, on=operator.today)
    with refused(("not_found", "school_id")):
        writes.transfer_student(viewer=operator, student_id=student.pk, school_id=10**9, on=operator.today)
    with refused(("not_found", "student_id")):
        writes.record_departure(viewer=operator, student_id=10**9, left_on=operator.today)


def test_a_departure_ends_all_enrolments(
    operator: Viewer, oak: School, elm: School, student: Student
) -> None:
    here = an_enrolment(section=section_of(oak), student=student)
    there = an_enrolment(section=section_of(elm), student=student)
    answer = writes.record_departure(viewer=operator, student_id=student.pk, left_on=operator.today)
    student.refresh_from_db()
    assert (student.left_on, student.school_id) == (operator.today, oak.pk)
    assert answer.ended_enrolment_ids == [here.pk, there.pk]
    assert end_of(here) == end_of(there) == operator.today


def test_a_transfer_ends_who_is_in_groups_of_the_former_school(
    operator: Viewer, oak: School, elm: School, student: Student
) -> None:
    day = operator.today
    club, over = a_membership(group=a_group(school=oak), student=student), day - 3 * A_DAY
    planned = a_membership(group=a_group(school=oak), student=student, starts_on=day + A_DAY)
    before = a_membership(group=a_group(school=oak), student=student, ends_on=over)
    ahead = a_membership(group=a_group(school=elm), student=student)
    mate = a_membership(group=club.group)
    answer = writes.transfer_student(viewer=operator, student_id=student.pk, school_id=elm.pk, on=day)
    assert answer.ended_membership_ids == [club.pk, planned.pk]
    ends = dict(GroupMembership.objects.values_list("pk", "ends_on"))
    assert ends == {club.pk: day, planned.pk: day + A_DAY, before.pk: over, ahead.pk: None, mate.pk: None}


def test_a_departure_ends_who_is_in_groups_from_the_day_on_which_the_student_leaves(
    operator: Viewer, oak: School, elm: School, student: Student
) -> None:
    day = operator.today + 5 * A_DAY
    held = [a_membership(group=a_group(school=school), student=student).pk for school in (oak, elm)]
    answer = writes.record_departure(viewer=operator, student_id=student.pk, left_on=day)
    assert answer.ended_membership_ids == held
    assert set(GroupMembership.objects.values_list("ends_on", flat=True)) == {day}


@pytest.mark.parametrize("days_ago", [0, 1, 300])
def test_a_student_departs_once(operator: Viewer, oak: School, days_ago: int) -> None:
    student = a_student(school=oak, left_on=operator.today - days_ago * A_DAY)
    with refused(("already_left", "student_id")):
        writes.record_departure(viewer=operator, student_id=student.pk, left_on=operator.today)


def test_a_departure_that_lies_ahead_is_brought_forward_or_put_off(
    operator: Viewer, oak: School, student: Student
) -> None:
    enrolment = an_enrolment(section=section_of(oak), student=student)
    today = operator.today
    moved = [(200, 200), (100, 100), (150, 100), (0, 0)]  # what has ended is not lengthened
    for leaves_in, ends_in in moved:
        left_on = today + leaves_in * A_DAY
        writes.record_departure(viewer=operator, student_id=student.pk, left_on=left_on)
        student.refresh_from_db()
        assert (student.left_on, end_of(enrolment)) == (left_on, today + ends_in * A_DAY)


def test_a_transfer_is_not_recorded_before_its_day(
    operator: Viewer, oak: School, elm: School, student: Student
) -> None:
    enrolment = an_enrolment(section=section_of(oak), student=student)
    for ahead in (1, 90):
        day = operator.today + ahead * A_DAY
        with refused(("transfer_ahead", "on")):
            writes.transfer_student(viewer=operator, student_id=student.pk, school_id=elm.pk, on=day)
    yesterday = max(operator.today - A_DAY, enrolment.starts_on)
    writes.transfer_student(viewer=operator, student_id=student.pk, school_id=elm.pk, on=yesterday)
    student.refresh_from_db()
    assert (student.school_id, end_of(enrolment)) == (elm.pk, yesterday)


def test_a_school_lets_its_own_students_go_and_no_others(oak: School, elm: School, student: Student) -> None:
    stranger = a_viewer(Role.SCHOOL_ADMIN, school=elm)
    with refused(("not_found", "student_id")):
        writes.record_departure(viewer=stranger, student_id=student.pk, left_on=stranger.today)
    own = a_viewer(Role.SCHOOL_ADMIN, school=oak)
    writes.record_departure(viewer=own, student_id=student.pk, left_on=own.today)
    student.refresh_from_db()
    assert student.left_on == own.today


def test_the_number_of_enrolments_does_not_matter_to_the_database(operator: Viewer, oak: School) -> None:
    term, course = a_term(), a_course(school=oak)

    def departure_from(number: int) -> int:
        student = a_student(school=oak)
        for _ in range(number):
            an_enrolment(section=a_section(course=course, terms=[term]), student=student)
        return statements(
            lambda: writes.record_departure(viewer=operator, student_id=student.pk, left_on=operator.today)
        )

    departure_from(1)
    assert departure_from(1) == departure_from(12)


def test_students_change_schools_in_a_command_only(operator: Viewer, elm: School, student: Student) -> None:
    today = operator.today
    with pytest.raises(NotInACommand):
        people.change_school(viewer=operator, student_id=student.pk, school_id=elm.pk, on=today)
    with pytest.raises(NotInACommand):
        people.leave(viewer=operator, student_id=student.pk, left_on=operator.today)
    assert student == Student.objects.get(school=student.school_id, left_on=None)


def test_who_departs_and_is_enrolled_at_the_same_moment_is_in_no_section(
    together: Together, operator: Viewer, oak: School, student: Student
) -> None:
    section = section_of(oak)

    def depart() -> object:
        return writes.record_departure(viewer=operator, student_id=student.pk, left_on=operator.today)

    def enrol() -> object:
        enrolment = writes.NewEnrolment(
            section_id=section.pk, student_id=student.pk, starts_on=operator.today
        )
        return writes.enrol(viewer=operator, enrolments=[enrolment])

    departed, enrolled = together(depart, enrol)
    assert isinstance(departed, writes.Departed)
    assert isinstance(enrolled, writes.Enrolled | writes.StudentHasLeft)
    lasting = [one for one in Enrolment.objects.all() if one.ends_on is None or one.ends_on > one.starts_on]
    assert lasting == []


def test_who_is_transferred_is_not_enrolled_by_the_former_school_at_the_same_moment(
    together: Together,
    monkeypatch: pytest.MonkeyPatch,
    operator: Viewer,
    oak: School,
    elm: School,
    student: Student,
) -> None:
    section, principal = section_of(oak), a_viewer(Role.SCHOOL_ADMIN, school=oak)
    end_all = students._end_all

    def slowly(*args: Any, **kwargs: Any) -> list[int]:
        time.sleep(0.4)
        return end_all(*args, **kwargs)

    monkeypatch.setattr(students, "_end_all", slowly)

    def transfer() -> object:
        return writes.transfer_student(
            viewer=operator, student_id=student.pk, school_id=elm.pk, on=operator.today
        )

    def enrol() -> object:
        time.sleep(0.2)
        enrolment = writes.NewEnrolment(
            section_id=section.pk, student_id=student.pk, starts_on=operator.today
        )
        return writes.enrol(viewer=principal, enrolments=[enrolment])

    transferred, enrolled = together(transfer, enrol)
    assert isinstance(transferred, writes.Transferred)
    assert isinstance(enrolled, NotFound)
    assert not Enrolment.objects.exists()


def test_a_transfer_is_previewed_as_it_would_happen(
    ask: Ask, operator: Viewer, oak: School, elm: School, student: Student
) -> None:
    today = operator.today
    an_enrolment(section=section_of(oak), student=student)
    an_enrolment(section=section_of(oak), student=student, ends_on=today)
    an_enrolment(section=section_of(oak), student=student, starts_on=today)
    an_enrolment(section=section_of(oak), student=student, starts_on=today + A_DAY)
    an_enrolment(section=section_of(elm), student=student)
    document = """query ($id: ID!, $on: Date!) {
      transferPreview(studentId: $id, on: $on) { ended takenBack kept }
    }"""
    asked = {"id": ids.encode("Student", student.pk), "on": today.isoformat()}
    found = ask(operator, document, **asked)["transferPreview"]
    assert found == {"ended": 1, "takenBack": 2, "kept": 1}
    done = writes.transfer_student(viewer=operator, student_id=student.pk, school_id=elm.pk, on=today)
    ended = Enrolment.objects.filter(pk__in=done.ended_enrolment_ids)
    assert len(ended) == 3
    assert sum(one.ends_on == one.starts_on for one in ended) == 2
    assert ask(a_viewer(Role.TEACHER), document, **asked)["transferPreview"] is None


def test_only_who_may_transfer_a_student_previews_it(oak: School, elm: School, student: Student) -> None:
    here, there = (a_viewer(Role.SCHOOL_ADMIN, school=school) for school in (oak, elm))
    preview = partial(reads.transfer_preview, student_id=student.pk, on=here.today)
    assert preview(viewer=here) == {"ended": 0, "taken_back": 0, "kept": 0}
    assert statements(lambda: preview(viewer=here)) == 2
    with pytest.raises(NotFound):
        preview(viewer=there)
