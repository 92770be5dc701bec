"""The way of a score: what is saved, and what follows for mastery."""

import json
from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from graphplan import ids
from jumprope.kit.command import IdempotencyKeyReused
from jumprope.learning.assessments.factories import Class, a_class, a_score
from jumprope.learning.assessments.models import Score
from jumprope.mastery.determinations import writes
from jumprope.mastery.determinations.models import Determination, DeterminationChange
from jumprope.mastery.determinations.tests.gradebooks import give, level_of, mastery
from jumprope.mastery.policies.factories import a_policy, a_scale
from jumprope.mastery.policies.models import Level, Scale
from jumprope.platform.audit.models import AuditEvent
from tests.outcomes import refused, statements


def test_scores_become_mastery_by_the_built_in_decaying_average(room: Class) -> None:
    give(room, 2)
    give(room, 3, assessment=room.another_assessment(due_on=date(2026, 10, 8)))
    give(room, 4, assessment=room.another_assessment(due_on=date(2026, 10, 15)))
    determination = mastery(room)
    assert determination.value == Decimal("3.53")
    assert level_of(determination) == "Extending"
    explanation = determination.explanation
    assert [part["value"] for part in explanation["evidence"]] == ["2", "3", "4"]
    assert [line["expression"] for line in explanation["lines"]][-2:] == [
        "0.35 * average_2 + 0.65 * 4",
        "round(average_3, 2)",
    ]


def test_the_answer_names_scores_and_mastery_in_the_order_of_the_cells(room: Class) -> None:
    answer = give(room, 1, None, 3, 4)
    assert answer.assessment_id == room.assessment.pk
    assert [Score.objects.get(pk=key).value for key in answer.score_ids] == [1, 3, 4]
    assert [Determination.objects.get(pk=key).value for key in answer.determination_ids] == [1, 3, 4]


def test_evidence_is_ordered_by_due_date_so_that_made_up_work_is_not_the_newest(room: Class) -> None:
    early, late = room.another_assessment(due_on=date(2026, 9, 1)), room.assessment
    give(room, 4, assessment=late)
    give(room, 1, assessment=early)
    determination = mastery(room)
    assert [part["value"] for part in determination.explanation["evidence"]] == ["1", "4"]
    assert [part["key"] for part in determination.explanation["evidence"]] == [
        ids.encode("Assessment", assessment.pk) for assessment in (early, late)
    ]
    assert determination.value == Decimal("2.95")


def test_evidence_of_one_day_keeps_the_order_in_which_it_was_first_saved(room: Class) -> None:
    same_day = room.another_assessment()
    give(room, 1, assessment=same_day)
    give(room, 4)
    give(room, 2, assessment=same_day, expected_revision=1)
    assert [part["value"] for part in mastery(room).explanation["evidence"]] == ["2", "4"]


def test_formative_evidence_and_marks_are_shown_and_do_not_count(room: Class) -> None:
    give(room, 3)
    give(room, 1, assessment=room.another_assessment(weight=0, due_on=date(2026, 10, 2)))
    for day, mark in enumerate(["M", "EX", "NYA"], start=3):
        give(room, None, mark=mark, assessment=room.another_assessment(due_on=date(2026, 10, day)))
    explanation = mastery(room).explanation
    assert explanation["value"] == "3"
    assert [part["reason"] for part in explanation["evidence"]] == [
        None,
        "weight_zero",
        "no_number",
        "excused",
        "no_number",
    ]


def test_without_a_number_mastery_says_why(room: Class) -> None:
    give(room, None, mark="M")
    determination = mastery(room)
    assert (determination.value, determination.level_id) == (None, None)
    assert determination.explanation["why"]["code"] == "no_scores"


def test_each_change_keeps_how_its_number_came_about(room: Class) -> None:
    give(room, 3)
    first = mastery(room).explanation
    give(room, 3, assessment=room.another_assessment(due_on=date(2026, 10, 8)))  # another way to a 3
    assert (mastery(room).value, mastery(room).revision) == (Decimal(3), 2)
    told = [change.explanation for change in mastery(room).changes.order_by("revision")]
    assert told == [first, mastery(room).explanation]
    assert [len(explanation["evidence"]) for explanation in told] == [1, 2]


def test_an_emptied_score_takes_its_mastery_along(room: Class) -> None:
    give(room, 3)
    give(room, None, expected_revision=1)
    assert (mastery(room).value, mastery(room).level_id, mastery(room).revision) == (None, None, 2)


@pytest.mark.parametrize(
    ("value", "name"),
    [("1.99", "Beginning"), ("2", "Developing"), ("3.49", "Proficient"), ("4", "Extending")],
)
def test_a_level_is_reached_at_its_threshold(room: Class, value: str, name: str) -> None:
    give(room, value)
    assert level_of(mastery(room)) == name


def test_a_level_is_judged_on_the_number_that_is_shown(room: Class, scale: Scale) -> None:
    a_policy(scale=scale, calculation_type="weighted_average", settings={"decimals": 0})
    give(room, 3)
    give(room, 2, assessment=room.another_assessment())
    assert (mastery(room).value, level_of(mastery(room))) == (Decimal(3), "Proficient")  # 2.5 is shown as 3


def test_scores_are_held_against_the_scale_of_the_policy_of_each_standard(room: Class) -> None:
    hundred = a_scale(lowest=Decimal(0), highest=Decimal(100))
    a_policy(scale=hundred, standard=room.standards[1])
    with refused(("score_off_scale", "cells.0.value")):
        give(room, 90, 90)
    give(room, 4, 90)
    assert mastery(room, standard=1).level.scale_id == hundred.pk  # type: ignore[union-attr]


@pytest.mark.usefixtures("tenant")
def test_without_a_scale_nothing_can_be_scored() -> None:
    room = a_class()
    with refused(("scale_missing", None)):
        give(room, 3)


def test_only_what_was_touched_is_determined_anew(room: Class, scale: Scale) -> None:
    give(room, 1, 2, 3, 4)
    a_policy(scale=scale)  # were all determined again, all would follow it
    writes.record_scores(
        viewer=room.teacher,
        assessment_id=room.another_assessment().pk,
        cells=[room.cell(2), room.cell(2, student=1, standard=1)],
    )
    followed = {
        (student, standard): mastery(room, student, standard).explanation["type"]
        for student in (0, 1)
        for standard in (0, 1)
    }
    assert followed == {
        (0, 0): "highest",
        (0, 1): "decaying_average",
        (1, 0): "decaying_average",
        (1, 1): "highest",
    }


def test_evidence_of_another_section_does_not_count(room: Class) -> None:
    elsewhere = a_class()
    a_score(
        assessment=room.another_assessment(section=elsewhere.section),
        student=room.students[0],
        standard=room.standards[0],
    )
    give(room, 1)
    assert mastery(room).value == 1


def test_history_has_a_line_for_every_change(room: Class) -> None:
    give(room, 1)
    give(room, 3, expected_revision=1)
    assert list(
        DeterminationChange.objects.order_by("revision").values_list(
            "determination_id", "revision", "value", "level__name", "changed_by_id"
        )
    ) == [
        (mastery(room).pk, 1, Decimal(1), "Beginning", room.teacher.account_id),
        (mastery(room).pk, 2, Decimal(3), "Proficient", room.teacher.account_id),
    ]
    assert (mastery(room).revision, mastery(room).determined_at) == (2, room.teacher.now)


def test_a_save_that_changes_nothing_leaves_mastery_as_it_was(room: Class) -> None:
    give(room, 3)
    before = Determination.objects.values().get()
    assert give(room, 3, expected_revision=1).determination_ids == [before["id"]]
    assert Determination.objects.values().get() == before


def test_one_audit_event_tells_which_rows_and_nothing_of_what_is_in_them(room: Class) -> None:
    answer = give(room, "3.25", comment="Well done, Sam.")
    event = AuditEvent.objects.get()
    assert (event.event, event.account_id) == ("scores.recorded", room.teacher.account_id)
    assert json.loads(event.details) == {
        "assessment_id": room.assessment.pk,
        "score_ids": answer.score_ids,
        "determination_ids": answer.determination_ids,
    }


def test_a_repeated_request_saves_once(room: Class) -> None:
    save = partial(writes.record_scores.once("a-key"), viewer=room.teacher, assessment_id=room.assessment.pk)
    first = save(cells=[room.cell(3)])
    assert save(cells=[room.cell(3)]) == first
    assert Score.objects.get().revision == 1
    with pytest.raises(IdempotencyKeyReused):
        save(cells=[room.cell(4)])


def test_a_refused_save_changes_nothing_at_all(room: Class) -> None:
    give(room, 1, 2, 3, 4)
    with refused(("score_off_scale", "cells.3.value")):
        give(room, 2, 3, 4, 5, expected_revision=1)


@pytest.mark.usefixtures("scale")
def test_the_number_of_statements_does_not_depend_on_the_number_of_cells() -> None:
    give(a_class(), 1)  # the tenant's first event takes one more
    new, changed, both = set(), set(), set()
    for students, standards in [(1, 2), (15, 2), (50, 10)]:
        room = a_class(students=students, standards=standards)
        size = students * standards
        new.add(statements(partial(give, room, *[1] * (size - 1))))
        changed.add(statements(partial(give, room, *[2] * (size - 1), expected_revision=1)))
        cells = [*room.cells(*[3] * (size - 1), expected_revision=2), room.cells(*[3] * size)[-1]]
        save = partial(
            writes.record_scores, viewer=room.teacher, assessment_id=room.assessment.pk, cells=cells
        )
        both.add(statements(save))
    begin_and_end = 2
    assert new == {28 + begin_and_end}
    assert changed == {22 + begin_and_end}
    assert both == {31 + begin_and_end}


def test_levels_that_are_retired_are_not_reached(room: Class, scale: Scale) -> None:
    Level.objects.filter(scale=scale, name="Extending").update(retired_at=room.teacher.now)
    give(room, 4)
    assert level_of(mastery(room)) == "Proficient"
