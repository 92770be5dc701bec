"""Comments on scores are written and retracted by staff, and read by whom they are for."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from graphplan import ids
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import writes
from jumprope.learning.assessments.factories import (
    RECORDED_AT,
    Class,
    a_class,
    a_score,
    a_score_comment,
    a_student_of,
    a_teacher_of,
)
from jumprope.learning.assessments.models import Score, ScoreComment
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.audit.models import AuditEvent
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.calendars.factories import a_grading_period
from jumprope.school.people.factories import a_guardian, a_relationship
from tests.fixtures import Ask
from tests.outcomes import refused
from tests.visibility import seen_by

STAFF, FAMILY = ScoreComment.CommentAudience.STAFF, ScoreComment.CommentAudience.FAMILY


@dataclass
class Scored:
    """A class, and the score of a student who signs in."""

    room: Class
    score: Score
    student: Viewer


@pytest.fixture
def scored(tenant: Tenant) -> Scored:  # noqa: ARG001 - it is in the tenant in scope
    """A class with one score in it."""
    room, account = a_class(students=1, standards=1), an_account()
    student = a_student_of(room.section, account=account)
    score = a_score(assessment=room.assessment, student=student, standard=room.standards[0])
    return Scored(room, score, a_viewer(Role.STUDENT, account=account))


def write(scored: Scored, viewer: Viewer, text: str = "Well argued.", audience: str = FAMILY) -> ScoreComment:
    written = writes.comment_on_score(viewer=viewer, score_id=scored.score.pk, audience=audience, text=text)
    return ScoreComment.objects.get(pk=written.score_comment_id)


def test_several_write_about_one_score_and_it_stays_as_it_is(scored: Scored) -> None:
    teacher, before = scored.room.teacher, Score.objects.values().get()
    comment = write(scored, teacher, " Well argued.\r\nCheck the units. ", STAFF)
    assert (comment.text, comment.audience) == ("Well argued.\nCheck the units.", STAFF)
    assert (comment.author_id, comment.written_at) == (teacher.account_id, teacher.now)
    counsellor = a_viewer(Role.COUNSELLOR, school=scored.room.section.course.school)
    write(scored, counsellor)
    assert scored.score.comments.count() == 2
    assert Score.objects.values().get() == before
    assert set(AuditEvent.objects.values_list("event", flat=True)) == {"score.commented_on"}


def test_what_cannot_be_a_comment_is_refused(scored: Scored) -> None:
    teacher = scored.room.teacher
    with refused(("value_missing", "text"), ("value_invalid", "audience")):
        write(scored, teacher, " ", "everyone")
    with refused(("value_too_long", "text")):
        write(scored, teacher, "x" * 1001)


def test_scores_of_others_look_absent(scored: Scored, other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        other = a_class(students=1, standards=1)
        foreign = a_score(
            assessment=other.assessment, student=other.students[0], standard=other.standards[0]
        ).pk
    stranger = a_class().teacher
    for viewer, key in ((stranger, scored.score.pk), (scored.room.teacher, foreign), (stranger, 10**9)):
        with refused(("not_found", "score_id")):
            writes.comment_on_score(viewer=viewer, score_id=key, audience=FAMILY, text="Mine?")
    with refused(("not_found", None)):
        write(scored, scored.student)


def test_a_comment_is_retracted_once_by_its_author_or_the_school(scored: Scored) -> None:
    teacher, school = scored.room.teacher, scored.room.section.course.school
    first, second = write(scored, teacher), write(scored, teacher)
    writes.retract_comment(viewer=teacher, score_comment_id=first.pk)
    first.refresh_from_db()
    assert (first.retracted_at, first.text) == (teacher.now, "Well argued.")
    with refused(("comment_already_retracted", "score_comment_id")):
        writes.retract_comment(viewer=teacher, score_comment_id=first.pk)
    principal = a_viewer(Role.SCHOOL_ADMIN, school=school)
    writes.retract_comment(viewer=principal, score_comment_id=second.pk)
    assert not ScoreComment.objects.filter(retracted_at=None).exists()


def test_what_others_said_is_not_retracted(scored: Scored, other_tenant: Tenant) -> None:
    comment = write(scored, scored.room.teacher)
    with tenant_scope(other_tenant.pk):
        stranger = a_viewer(Role.TENANT_ADMIN)
    colleague = a_teacher_of(scored.room.section)
    counsellor = a_viewer(Role.COUNSELLOR, school=scored.room.section.course.school)
    elsewhere = a_viewer(Role.SCHOOL_ADMIN, school=a_class().section.course.school)
    for viewer in (colleague, counsellor, elsewhere, stranger):
        with refused(("not_found", "score_comment_id")):
            writes.retract_comment(viewer=viewer, score_comment_id=comment.pk)


def test_who_teaches_the_section_no_longer_retracts_nothing(scored: Scored) -> None:
    teacher = scored.room.teacher
    comment = write(scored, teacher)
    scored.room.section.teachers.update(ends_on=teacher.today)
    with refused(("not_found", "score_comment_id")):
        writes.retract_comment(viewer=teacher, score_comment_id=comment.pk)


def test_the_lock_of_a_grading_period_closes_no_comments(scored: Scored) -> None:
    """A comment is no grade: what families ask about when a report is out can be answered there."""
    teacher, section = scored.room.teacher, scored.room.section
    due_on = scored.score.assessment.due_on
    a_grading_period(
        school_year=section.school_year,
        starts_on=due_on - timedelta(days=1),
        ends_on=due_on + timedelta(days=1),
        locks_on=teacher.today,
    )
    with refused(("grading_period_locked", "due_on")):
        writes.plan_assessment(
            viewer=teacher,
            section_id=section.pk,
            title="Late",
            due_on=due_on,
            standard_ids=[scored.score.standard_id],
        )
    comment = write(scored, teacher, audience=FAMILY)
    assert seen_by(scored.student, "ScoreComment") == {"ScoreComment": {comment.pk}}
    writes.retract_comment(viewer=teacher, score_comment_id=comment.pk)
    assert seen_by(scored.student, "ScoreComment") == {"ScoreComment": set()}


def test_families_see_what_is_for_them_and_still_stands(scored: Scored, other_tenant: Tenant) -> None:
    shared = a_score_comment(scored.score).pk
    among_staff = a_score_comment(scored.score, audience=STAFF).pk
    retracted = a_score_comment(scored.score, retracted_at=RECORDED_AT).pk
    room = scored.room
    classmates = a_score(assessment=room.assessment, student=room.students[0], standard=room.standards[0])
    other = a_score_comment(classmates).pk
    everything = {shared, among_staff, retracted, other}
    guardian = an_account()
    a_relationship(guardian=a_guardian(account=guardian), student=scored.score.student)
    with tenant_scope(other_tenant.pk):
        stranger = a_viewer(Role.TENANT_ADMIN)
    expected = {
        "admin": (a_viewer(Role.TENANT_ADMIN), everything),
        "principal": (a_viewer(Role.SCHOOL_ADMIN, school=room.section.course.school), everything),
        "teacher": (room.teacher, everything),
        "co-teacher": (a_teacher_of(room.section, Role.CO_TEACHER), everything),
        "another teacher": (a_class().teacher, set()),
        "student": (scored.student, {shared}),
        "guardian": (a_viewer(Role.GUARDIAN, account=guardian), {shared}),
        "another student": (a_viewer(Role.STUDENT), set()),
        "integration": (a_viewer(Role.INTEGRATION), set()),
    }
    for name, (viewer, keys) in expected.items():
        assert seen_by(viewer, "ScoreComment") == {"ScoreComment": keys}, name
    with tenant_scope(other_tenant.pk):
        assert seen_by(stranger, "ScoreComment") == {"ScoreComment": set()}


def test_comments_hang_on_their_score(ask: Ask, scored: Scored) -> None:
    a_score_comment(scored.score, audience=STAFF, text="Ask about the retake.")
    document = """query ($id: ID!) {
      score(id: $id) { comments(first: 10) { edges { node { text audience score { id } } } } }
    }"""
    key = ids.encode("Score", scored.score.pk)
    [edge] = ask(scored.room.teacher, document, id=key)["score"]["comments"]["edges"]
    assert edge["node"] == {"text": "Ask about the retake.", "audience": "STAFF", "score": {"id": key}}
    assert ask(scored.student, document, id=key)["score"]["comments"]["edges"] == []
