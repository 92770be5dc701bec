"""What a student has left in a section follows to the teachers of the next one, and of nobody else."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from graphplan import ids
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.factories import (
    Class,
    a_class,
    a_score,
    a_score_comment,
    a_teacher_of,
)
from jumprope.learning.assessments.models import Score, ScoreComment
from jumprope.mastery.determinations import writes
from jumprope.mastery.determinations.factories import a_determination
from jumprope.mastery.policies.factories import a_scale
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.people.models import Student
from jumprope.school.rosters import writes as rosters
from jumprope.school.rosters.factories import an_enrolment
from jumprope.school.rosters.models import Enrolment
from tests.fixtures import Ask
from tests.outcomes import refused, statements
from tests.visibility import Seen, seen_by

TYPES = ("Score", "ScoreChange", "ScoreComment", "Determination", "Assessment", "Section", "Enrolment")
A_DAY = timedelta(days=1)


@dataclass
class Move:
    """A student moved from one class to another; in both everyone has a score and mastery."""

    old: Class
    new: Class
    student: Student
    operator: Viewer


@pytest.fixture
def move(tenant: Tenant, operator: Viewer) -> Move:  # noqa: ARG001 - they are in the tenant in scope
    """The first student of the old class comes to the new one today."""
    a_scale()
    old, new = a_class(standards=1), a_class(standards=1)
    for room in (old, new):
        for student in room.students:
            _judge(room, student)
    moved = old.students[0]
    carry_over(operator, moved, old, new)
    return Move(old, new, moved, operator)


def _judge(room: Class, student: Student) -> None:
    score = a_score(assessment=room.assessment, student=student, standard=room.standards[0])
    a_score_comment(score, audience=ScoreComment.CommentAudience.STAFF)
    a_determination(section=room.section, student=student, standard=room.standards[0])


def carry_over(operator: Viewer, student: Student, old: Class, new: Class) -> None:
    rosters.move_between_sections(
        viewer=operator,
        student_id=student.pk,
        from_section_id=old.section.pk,
        to_section_id=new.section.pk,
        on=operator.today,
    )


def beyond(room: Class, *more: Viewer) -> list[Seen]:
    """What those who teach a class see that is no part of it, by type."""
    own = {
        "Section": {room.section.pk},
        "Assessment": {room.assessment.pk},
        "Enrolment": set(room.section.enrolments.values_list("pk", flat=True)),
        "Determination": set(room.section.determinations.values_list("pk", flat=True)),
    }
    scores = Score.objects.filter(assessment=room.assessment)
    own["Score"] = set(scores.values_list("pk", flat=True))
    own["ScoreChange"] = set(scores.values_list("changes", flat=True))
    own["ScoreComment"] = set(scores.values_list("comments", flat=True))
    found = []
    for viewer in (room.teacher, *more):
        seen = seen_by(viewer, *TYPES)
        found.append({kind: keys - own[kind] for kind, keys in seen.items()})
    return found


def left_behind(room: Class, student: Student) -> Seen:
    """What is to be seen of a student in the section from which the student was moved."""
    [score] = Score.objects.filter(assessment=room.assessment, student=student)
    return {
        "Section": {room.section.pk},
        "Assessment": {room.assessment.pk},
        "Enrolment": {Enrolment.objects.get(section=room.section, student=student).pk},
        "Score": {score.pk},
        "ScoreChange": set(score.changes.values_list("pk", flat=True)),
        "ScoreComment": set(score.comments.values_list("pk", flat=True)),
        "Determination": {room.section.determinations.get(student=student).pk},
    }


NOTHING: Seen = {kind: set() for kind in TYPES}


def test_the_new_teachers_see_what_that_student_has_shown_and_nothing_of_classmates(move: Move) -> None:
    co_teacher = a_teacher_of(move.new.section, Role.CO_TEACHER)
    expected = left_behind(move.old, move.student)
    assert beyond(move.new, co_teacher) == [expected, expected]


def test_a_classmate_who_came_from_elsewhere_shows_nothing_of_the_section_left(move: Move) -> None:
    """The other student of the old class comes to the new one too, from a third class."""
    third, other = a_class(students=0, standards=1), move.old.students[1]
    an_enrolment(section=third.section, student=other)
    _judge(third, other)
    carry_over(move.operator, other, third, move.new)
    [seen] = beyond(move.new)
    first, second = left_behind(move.old, move.student), left_behind(third, other)
    assert seen == {kind: first[kind] | second[kind] for kind in TYPES}


def test_two_moves_are_followed(move: Move) -> None:
    last = a_class(students=0, standards=1)
    _judge(move.new, move.student)
    carry_over(move.operator, move.student, move.new, last)
    # The section in the middle held the student for no day: what it has of the student stays there.
    [seen] = beyond(last)
    assert seen == left_behind(move.old, move.student)
    assert beyond(move.new) == [NOTHING]


@pytest.mark.usefixtures("move")
def test_who_teaches_neither_sees_nothing(other_tenant: Tenant) -> None:
    assert beyond(a_class()) == [NOTHING]
    with tenant_scope(other_tenant.pk):
        assert seen_by(a_viewer(Role.TEACHER), *TYPES) == NOTHING


def test_it_ends_with_the_enrolment_in_the_new_section(move: Move) -> None:
    here = Enrolment.objects.filter(section=move.new.section, student=move.student)
    here.update(starts_on=move.operator.today - 9 * A_DAY, ends_on=move.operator.today + A_DAY)
    assert beyond(move.new) == [left_behind(move.old, move.student)]
    here.update(ends_on=move.operator.today)
    assert beyond(move.new) == [NOTHING]


def test_it_begins_on_the_first_day_in_the_new_section(move: Move) -> None:
    here = Enrolment.objects.filter(section=move.new.section, student=move.student)
    here.update(starts_on=move.operator.today + A_DAY)
    assert beyond(move.new) == [{**NOTHING}]


def test_it_ends_when_the_new_teacher_teaches_the_section_no_longer(move: Move) -> None:
    move.new.section.teachers.update(ends_on=move.operator.today)
    assert seen_by(move.new.teacher, *TYPES) == NOTHING


def test_what_is_followed_is_read_and_not_changed(move: Move) -> None:
    teacher, room = move.new.teacher, move.old
    with refused(("not_found", "assessment_id")):
        writes.record_scores(
            viewer=teacher, assessment_id=room.assessment.pk, cells=[room.cell(1, expected_revision=1)]
        )
    with refused(("not_found", "assessment_id")):
        writes.change_assessment(viewer=teacher, assessment_id=room.assessment.pk, title="Mine")


def test_the_way_from_the_student_to_the_former_section_has_no_gaps(ask: Ask, move: Move) -> None:
    document = """query ($id: ID!) {
      student(id: $id) {
        enrolments { movedFrom { section { id assessments { id scores { student { id } } } } } }
        determinations { section { id } standard { id } }
      }
    }"""
    student = ids.encode("Student", move.student.pk)
    found = ask(move.new.teacher, document, id=student)["student"]
    [came_from] = [one["movedFrom"]["section"] for one in found["enrolments"] if one["movedFrom"]]
    assert came_from == {
        "id": ids.encode("Section", move.old.section.pk),
        "assessments": [
            {
                "id": ids.encode("Assessment", move.old.assessment.pk),
                "scores": [{"student": {"id": student}}],
            }
        ],
    }
    assert len(found["determinations"]) == 1


def test_a_move_costs_no_statement(ask: Ask, move: Move) -> None:
    document = "{ mySections { assessments { scores { id assessment { id } } } } }"
    few = statements(lambda: ask(move.new.teacher, document))
    for student in (move.old.students[1],):
        carry_over(move.operator, student, move.old, move.new)
    assert statements(lambda: ask(move.new.teacher, document)) == few
