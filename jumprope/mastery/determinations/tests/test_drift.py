"""Finding determinations that no longer agree with their evidence."""

import random
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from jumprope.learning.assessments.factories import DUE_ON, Class, a_class
from jumprope.learning.assessments.models import Score
from jumprope.mastery.determinations import reads
from jumprope.mastery.determinations.models import Determination
from jumprope.mastery.determinations.reads import Drift
from jumprope.mastery.determinations.tests.gradebooks import give, mastery
from jumprope.mastery.policies.factories import a_policy
from jumprope.mastery.policies.models import Scale
from tests.outcomes import statements


def drift_in(room: Class) -> list[Drift]:
    return reads.drift([room.section.pk])


def test_what_commands_have_written_does_not_drift(room: Class) -> None:
    chance = random.Random(7)  # noqa: S311
    occasions = [
        room.assessment,
        *(room.another_assessment(due_on=DUE_ON + timedelta(days=day)) for day in range(5)),
    ]
    for occasion in occasions:
        give(room, *(chance.choice([None, 0, 1, "2.5", 4]) for _ in range(4)), assessment=occasion)
    assert Determination.objects.exists()
    assert drift_in(room) == []


def test_a_score_that_was_changed_around_the_commands_is_found(room: Class) -> None:
    give(room, 1, 2)
    Score.objects.filter(value=1).update(value=3)
    [drift] = drift_in(room)
    assert drift.key == reads.key_of(mastery(room))
    assert drift.determination == mastery(room)
    assert drift.finding is not None
    assert (drift.determination.value, drift.finding.value) == (Decimal(1), Decimal(3))


@pytest.mark.parametrize("column", ["value", "level", "explanation"])
def test_a_determination_that_was_edited_is_found(room: Class, column: str) -> None:
    give(room, 1, 2)
    edited: dict[str, Any] = {
        "value": Decimal("1.01"),
        "level": mastery(room, standard=1).level,
        "explanation": {},
    }
    Determination.objects.filter(pk=mastery(room).pk).update(**{column: edited[column]})
    assert [drift.key for drift in drift_in(room)] == [reads.key_of(mastery(room))]


def test_a_policy_that_was_put_in_around_the_commands_is_found(room: Class, scale: Scale) -> None:
    give(room, 1, 2)
    a_policy(scale=scale, standard=room.standards[0])
    assert [drift.key.standard_id for drift in drift_in(room)] == [room.standards[0].pk]


def test_a_determination_that_is_missing_or_too_many_is_found(room: Class) -> None:
    give(room, 1)
    orphan = mastery(room)
    orphan.pk, orphan.student = None, room.students[1]
    orphan.save(force_insert=True)
    assert [(drift.determination, drift.finding) for drift in drift_in(room)] == [(orphan, None)]
    Score.objects.update(student=room.students[1])
    found = drift_in(room)
    assert [drift.finding is None for drift in found] == [True]
    mastery(room).changes.all().delete()
    mastery(room).delete()
    orphan.delete()
    assert [drift.determination for drift in drift_in(room)] == [None]


def test_it_takes_as_many_statements_for_many_as_for_one(room: Class) -> None:
    give(room, 1)
    big = a_class(students=30, standards=3)
    give(big, *[2] * 90)
    assert statements(lambda: drift_in(big)) == statements(lambda: drift_in(room)) == 5
