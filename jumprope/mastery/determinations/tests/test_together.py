"""What happens at the same moment: no score is lost unseen, and mastery rests on all of the evidence."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.factories import DUE_ON, Class, a_class, a_teacher_of
from jumprope.learning.assessments.models import Assessment, Score, ScoreChange
from jumprope.learning.assessments.writes import Cell
from jumprope.mastery.determinations import reads, writes
from jumprope.mastery.determinations.tests.gradebooks import mastery
from jumprope.mastery.determinations.writes import MasteryChangedMeanwhile
from jumprope.mastery.policies.factories import the_level
from jumprope.mastery.policies.models import Scale
from jumprope.platform.audit import reads as audit

Together = Callable[..., list[Any]]


def saving(viewer: Viewer, assessment: Assessment, cells: list[Cell]) -> Callable[[], object]:
    return partial(writes.record_scores, viewer=viewer, assessment_id=assessment.pk, cells=cells)


def occasions(room: Class, number: int) -> list[Assessment]:
    return [room.another_assessment(due_on=DUE_ON + timedelta(days=day)) for day in range(number)]


def test_of_two_teachers_who_save_the_same_cell_one_is_told(together: Together, room: Class) -> None:
    colleague = a_teacher_of(room.section)
    answers = together(
        saving(room.teacher, room.assessment, [room.cell(2)]),
        saving(colleague, room.assessment, [room.cell(4), room.cell(3, student=1)]),
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["ScoreChangedMeanwhile", "ScoresRecorded"]
    won = 0 if isinstance(answers[0], writes.ScoresRecorded) else 1
    assert [score.value for score in Score.objects.order_by("pk")] == [[2], [4, 3]][won]
    assert ScoreChange.objects.count() == Score.objects.count()


def test_saves_in_several_assessments_of_a_section_all_count(together: Together, room: Class) -> None:
    saves = [
        saving(room.teacher, assessment, room.cells(*[number % 4] * 4))
        for number, assessment in enumerate(occasions(room, 6), start=1)
    ]
    answers = together(*saves)
    assert [type(answer) for answer in answers] == [writes.ScoresRecorded] * 6
    assert [part["value"] for part in mastery(room).explanation["evidence"]] == ["1", "2", "3", "0", "1", "2"]
    assert reads.drift([room.section.pk]) == []


def test_sections_do_not_stand_in_each_others_way(together: Together, room: Class) -> None:
    rooms = [room, *(a_class(students=8) for _ in range(3))]
    # Taken in turns, so that the rows of one section lie between those of the others.
    in_turn = [[room.another_assessment() for room in rooms] for _ in range(3)]

    def save_again_and_again(room: Class, taken: tuple[Assessment, ...]) -> None:
        for revision in range(3):
            values = [revision + 1] * (len(room.students) * len(room.standards))
            for assessment in taken:
                saving(room.teacher, assessment, room.cells(*values, expected_revision=revision))()

    by_room = zip(rooms, zip(*in_turn, strict=True), strict=True)
    answers = together(*(partial(save_again_and_again, room, taken) for room, taken in by_room))
    assert answers == [None] * 4
    assert reads.drift([room.section.pk for room in rooms]) == []
    assert {score.revision for score in Score.objects.all()} == {3}
    assert audit.verification().broken_positions == []


def say_until_nobody_is_faster(**said: Any) -> None:
    """Override, and look again and decide again where the mastery was another by then."""
    key = reads.Key(said["section_id"], said["student_id"], said["standard_id"])
    while True:
        try:
            writes.override(**said, expected_revision=reads.revision(key))
        except MasteryChangedMeanwhile:
            continue
        return


def test_scores_overrides_and_policies_at_once_leave_mastery_right(
    together: Together, room: Class, scale: Scale, operator: Viewer
) -> None:
    saving(room.teacher, room.assessment, room.cells(1, 1, 1, 1))()
    place = {
        "section_id": room.section.pk,
        "student_id": room.students[0].pk,
        "standard_id": room.standards[0].pk,
    }
    proficient = the_level(scale, "Proficient")
    override = partial(
        say_until_nobody_is_faster,
        viewer=room.teacher,
        level_id=proficient.pk,
        reason="Said it aloud.",
        **place,
    )
    policy = partial(writes.set_policy, viewer=operator, scale_id=scale.pk, calculation_type="highest")
    change = partial(
        writes.change_assessment, viewer=room.teacher, assessment_id=room.assessment.pk, weight=Decimal(0)
    )
    first, second = occasions(room, 2)
    saves = [saving(room.teacher, each, room.cells(4, 3, 2, 0)) for each in (first, second)]
    answers = together(*saves, override, policy, change)
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert reads.drift([room.section.pk]) == []
    assert (mastery(room).value, mastery(room).override_level) == (Decimal(4), proficient)
    revisions = list(mastery(room).changes.order_by("revision").values_list("revision", flat=True))
    assert revisions == list(range(1, mastery(room).revision + 1))


@pytest.mark.parametrize("number", [8])
def test_a_request_repeated_while_the_first_still_runs_is_answered_like_it(
    together: Together, room: Class, number: int
) -> None:
    request = partial(
        writes.record_scores.once("a-key"),
        viewer=room.teacher,
        assessment_id=room.assessment.pk,
        cells=room.cells(1, 2, 3, 4),
    )
    answers = together(*[request] * number)
    assert answers == [answers[0]] * number
    assert isinstance(answers[0], writes.ScoresRecorded)
    assert ScoreChange.objects.count() == 4
