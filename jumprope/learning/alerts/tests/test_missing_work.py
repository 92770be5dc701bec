"""What students owe: by a mark, or because it was due while they were enrolled and nothing is there."""

from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from graphplan import ids
from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.learning.alerts import reads
from jumprope.learning.assessments.factories import (
    Class,
    a_class,
    a_mark,
    a_score,
    a_student_of,
    an_assessment,
)
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.people.factories import a_guardian, a_relationship
from jumprope.school.rosters.factories import an_enrolment
from tests.fixtures import Ask
from tests.outcomes import statements

DAY = timedelta(days=1)


@pytest.fixture
def room(tenant: Tenant) -> Class:  # noqa: ARG001 - it is in the tenant in scope
    """A class of one student on two standards, whose one assessment is due today."""
    room = a_class(students=1)
    due(room, 0)
    return room


def due(room: Class, days_ago: int) -> None:
    """Let the class's assessment be due some days ago."""
    room.assessment.due_on = room.teacher.today - days_ago * DAY
    room.assessment.save()


def score(room: Class, standard: int = 0, **changes: Any) -> None:
    """A score of the first student."""
    a_score(
        assessment=room.assessment, student=room.students[0], standard=room.standards[standard], **changes
    )


def owed(room: Class, viewer: Viewer | None = None) -> list[tuple[int, str | None, int]]:
    """What is missing in the section: of which student, by which mark, on how many standards."""
    found = reads.missing_work_in(viewer=viewer or room.teacher, section_ids=[room.section.pk], at_most=1000)[
        room.section.pk
    ]
    return [(work.student_id, work.mark, len(work.standard_ids)) for work in found]


def test_work_is_missing_from_the_day_after_it_was_due(room: Class) -> None:
    assert owed(room) == []
    due(room, 1)
    assert owed(room) == [(room.students[0].pk, None, 2)]


def test_a_number_and_a_mark_without_an_alert_are_something(room: Class) -> None:
    due(room, 3)
    score(room, value=Decimal(0))
    assert owed(room) == [(room.students[0].pk, None, 1)]
    score(room, standard=1, mark=a_mark("EX"))
    assert owed(room) == []


def test_a_score_that_was_cleared_is_nothing(room: Class) -> None:
    due(room, 3)
    score(room, value=None)
    assert owed(room) == [(room.students[0].pk, None, 2)]


def test_a_mark_that_raises_an_alert_says_so_before_it_is_due(room: Class) -> None:
    due(room, -5)
    score(room, mark=a_mark("INC"))
    assert owed(room) == [(room.students[0].pk, "INC", 1)]


def test_the_mark_is_told_with_what_has_nothing(room: Class) -> None:
    due(room, 3)
    score(room, standard=1, mark=a_mark("M"))
    assert owed(room) == [(room.students[0].pk, "M", 2)]


def test_who_came_after_the_day_owes_nothing(room: Class) -> None:
    due(room, 10)
    late = a_student_of(room.section)
    late.enrolments.update(starts_on=room.teacher.today - 9 * DAY)
    score(room)
    score(room, standard=1)
    assert owed(room) == []
    late.enrolments.update(starts_on=room.teacher.today - 10 * DAY)
    assert owed(room) == [(late.pk, None, 2)]


def test_who_has_left_owes_nothing_any_more(room: Class) -> None:
    due(room, 10)
    score(room, mark=a_mark("M"))
    room.students[0].enrolments.update(ends_on=room.teacher.today)
    assert owed(room) == []
    room.students[0].enrolments.update(ends_on=room.teacher.today + DAY)
    assert owed(room) == [(room.students[0].pk, "M", 2)]


def test_an_earlier_stay_does_not_count_for_a_later_one(room: Class) -> None:
    """Who was in the section when the work was due, left, and has come back since, begins anew."""
    due(room, 10)
    [student] = room.students
    student.enrolments.update(ends_on=room.teacher.today - 8 * DAY)
    an_enrolment(section=room.section, student=student, starts_on=room.teacher.today - 2 * DAY)
    assert owed(room) == []


def test_a_students_missing_work_is_that_of_all_sections_the_latest_first(room: Class) -> None:
    due(room, 10)
    [student] = room.students
    other = an_enrolment(student=student).section
    latest = an_assessment(section=other, due_on=room.teacher.today - DAY)
    admin = a_viewer(Role.TENANT_ADMIN)
    [found] = reads.missing_work_of(viewer=admin, student_ids=[student.pk], at_most=1000).values()
    assert [work.assessment_id for work in found] == [latest.pk, room.assessment.pk]


def test_each_sees_what_is_theirs_to_see(room: Class) -> None:
    due(room, 10)
    mine = a_student_of(room.section, account=an_account())
    guardian = a_guardian(account=an_account())
    a_relationship(guardian=guardian, student=mine)
    assert mine.account is not None
    assert guardian.account is not None
    role_of = {Role.STUDENT: mine.account, Role.GUARDIAN: guardian.account}
    family = [a_viewer(role, account=account) for role, account in role_of.items()]
    school = room.section.course.school
    both, own = {room.students[0].pk, mine.pk}, {mine.pk}
    expected = [
        (a_viewer(Role.TENANT_ADMIN), both),
        (a_viewer(Role.COUNSELLOR, school=school), both),
        (a_viewer(Role.COUNSELLOR, school=an_enrolment().section.course.school), set()),
        (room.teacher, both),
        (a_class().teacher, set()),
        *((viewer, own) for viewer in family),
        (a_viewer(Role.SUPPORT), set()),
    ]
    for viewer, students in expected:
        assert {student for student, _, _ in owed(room, viewer)} == students, viewer.reaches


DOCUMENT = """query ($section: ID!, $student: ID!) {
  section(id: $section) { missingWork { studentId assessmentId title dueOn mark standardIds sectionId } }
  student(id: $student) { missingWork { assessmentId } }
}"""


def test_the_api_shows_missing_work(ask: Ask, room: Class) -> None:
    due(room, 2)
    score(room, mark=a_mark("M"))
    variables = {
        "section": ids.encode("Section", room.section.pk),
        "student": ids.encode("Student", room.students[0].pk),
    }
    answer = ask(room.teacher, DOCUMENT, **variables)
    assert answer["section"]["missingWork"] == [
        {
            "studentId": variables["student"],
            "assessmentId": ids.encode("Assessment", room.assessment.pk),
            "title": room.assessment.title,
            "dueOn": room.assessment.due_on.isoformat(),
            "mark": "M",
            "standardIds": [ids.encode("Standard", standard.pk) for standard in room.standards],
            "sectionId": variables["section"],
        }
    ]
    assert len(answer["student"]["missingWork"]) == 1


def test_who_may_see_none_is_not_told_that_there_is_none(ask: Ask, room: Class) -> None:
    due(room, 2)
    section = ids.encode("Section", room.section.pk)
    document = "query ($section: ID!) { section(id: $section) { missingWork { title } } }"
    assert ask(a_viewer(Role.SUPPORT), document, section=section) == {"section": {"missingWork": None}}


def test_missing_work_of_many_is_read_in_one_statement(ask: Ask, tenant: Tenant) -> None:  # noqa: ARG001
    counted = []
    admin = a_viewer(Role.TENANT_ADMIN)
    document = """query ($section: ID!) {
      section(id: $section) { enrolments { student { missingWork { title } } } missingWork { title } }
    }"""
    for students in (1, 20):
        room = a_class(students=students)
        due(room, 2)
        section = ids.encode("Section", room.section.pk)
        counted.append(statements(partial(ask, admin, document, section=section)))
        assert len(ask(admin, document, section=section)["section"]["missingWork"]) == students
    assert counted[0] == counted[1]


def test_more_than_one_answer_holds_is_refused(
    ask: Ask, room: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jumprope.learning.alerts.graphql.types.MOST_MISSING", 1)
    due(room, 2)
    with pytest.raises(AssertionError, match="more missing work than one answer holds"):
        ask(
            room.teacher,
            DOCUMENT,
            section=ids.encode("Section", room.section.pk),
            student=ids.encode("Student", room.students[0].pk),
        )
