"""Results in bulk: the same rules and refusals as for single scores, and the same mastery."""

import json
from datetime import timedelta
from functools import partial

from jumprope.learning.assessments.factories import DUE_ON, Class, a_class
from jumprope.learning.assessments.models import Assessment, Score, ScoreChange
from jumprope.learning.assessments.writes import Result
from jumprope.mastery.determinations import reads, writes
from jumprope.mastery.determinations.models import Determination, DeterminationChange
from jumprope.mastery.determinations.tests.gradebooks import give, mastery
from jumprope.mastery.determinations.writes import ResultsRecorded
from jumprope.platform.audit.models import AuditEvent
from tests.outcomes import refused, statements


def results(room: Class, assessment: Assessment, *values: object, **changes: object) -> list[Result]:
    return [Result(**cell, assessment_id=assessment.pk) for cell in room.cells(*values, **changes)]


def record(room: Class, *cells: Result) -> ResultsRecorded:
    return writes.record_results(viewer=room.teacher, section_id=room.section.pk, cells=cells)


def occasions(room: Class, number: int) -> list[Assessment]:
    return [room.another_assessment(due_on=DUE_ON + timedelta(days=day)) for day in range(number)]


def test_results_of_many_assessments_say_what_the_same_scores_do_one_by_one(room: Class) -> None:
    values = [(1, 2, 3, 4), (2, None, 4, 1), ("3.5", 0, 4, 4)]
    taken = occasions(room, 3)
    answer = record(
        room, *(cell for each, row in zip(taken, values, strict=True) for cell in results(room, each, *row))
    )
    assert (answer.scores, answer.determinations) == (11, 4)
    assert answer.assessment_ids == [each.pk for each in taken]
    twin = a_class()
    for each, row in zip(occasions(twin, 3), values, strict=True):
        give(twin, *row, assessment=each)
    for student in (0, 1):
        for standard in (0, 1):
            in_bulk, singly = (mastery(a, student, standard) for a in (room, twin))
            assert (in_bulk.value, in_bulk.level) == (singly.value, singly.level)
            assert in_bulk.explanation["lines"] == singly.explanation["lines"]
            assert in_bulk.revision == 1
    assert list(reads.drift_anywhere()) == []
    assert ScoreChange.objects.count() == Score.objects.count()
    assert DeterminationChange.objects.filter(determination__section=room.section).count() == 4


def test_one_audit_event_tells_of_all_of_them(room: Class) -> None:
    answer = record(room, *results(room, room.assessment, 1, 2, 3, 4))
    event = AuditEvent.objects.get()
    assert (event.event, json.loads(event.details)) == (
        "results.recorded",
        {
            "section_id": room.section.pk,
            "assessment_ids": [room.assessment.pk],
            "scores": answer.scores,
            "determinations": answer.determinations,
        },
    )


def test_each_refusal_names_its_cell_and_nothing_is_saved(room: Class) -> None:
    other = room.another_assessment(standards=room.standards[:1])
    stranger = a_class()
    give(room, 1)
    cells = [
        *results(room, room.assessment, 2, 5),
        *results(room, other, 3, 3),
        Result(**room.cell(1), assessment_id=stranger.assessment.pk),
        Result(**room.cell(None, mark="nonsense", student=1), assessment_id=room.assessment.pk),
        *results(room, other, 3),
        Result(**stranger.cell(1), assessment_id=other.pk),
    ]
    with refused(
        ("score_changed_meanwhile", "cells.0.expected_revision"),
        ("score_off_scale", "cells.1.value"),
        ("standard_not_aligned", "cells.3.standard_id"),
        ("not_found", "cells.4.assessment_id"),
        ("mark_unknown", "cells.5.mark"),
        ("cell_repeated", "cells.6"),
        ("student_not_enrolled", "cells.7.student_id"),
        ("standard_not_aligned", "cells.7.standard_id"),
    ):
        record(room, *cells)


def test_a_section_that_is_not_the_viewers_looks_absent(room: Class) -> None:
    stranger = a_class()
    cells = results(room, room.assessment, 1)
    for section_id in (room.section.pk, 10**9):
        with refused(("not_found", "section_id")):
            writes.record_results(viewer=stranger.teacher, section_id=section_id, cells=cells)


def test_there_are_not_too_many_and_not_none(room: Class) -> None:
    with refused(("nothing_given", "cells")):
        record(room)
    with refused(("too_many_given", "cells")):
        record(room, *(results(room, room.assessment, 1) * 20_001))


def test_a_number_of_statements_for_any_number_of_assessments(room: Class) -> None:
    give(a_class(), 1)  # the tenant's first event takes one more
    taken = []
    for number, students in [(1, 2), (12, 10)]:
        big = a_class(students=students)
        cells = [cell for each in occasions(big, number) for cell in results(big, each, *[1] * students * 2)]
        taken.append(statements(partial(record, big, *cells)))
    begin_and_end = 2
    assert taken == [30 + begin_and_end] * 2
    assert Determination.objects.filter(section=room.section).count() == 0
