"""Invented learning looks like learning: on the scale, better with time, not for everyone alike."""

from decimal import Decimal
from random import Random
from statistics import mean, pstdev

from hypothesis import given
from hypothesis import strategies as st

from jumprope.interfaces.cli.demo.learning import (
    EXCUSED,
    GREATEST,
    LEAST,
    MISSING,
    STEP,
    Learner,
    on_scale,
    reason_for_nothing,
    shown,
)


def scores(progress: float, difficulty: float = 0) -> list[Decimal]:
    """What a thousand learners show at the same moment."""
    random = Random("a thousand learners")  # noqa: S311
    learners = [Learner.any(random) for _ in range(1_000)]
    return [shown(learner, progress=progress, difficulty=difficulty, random=random) for learner in learners]


@given(st.floats(min_value=-100, max_value=100))
def test_every_score_is_a_step_of_the_scale(ability: float) -> None:
    score = on_scale(ability)

    assert LEAST <= score <= GREATEST
    assert score % STEP == 0


def test_a_score_is_the_step_nearest_to_the_ability() -> None:
    assert [on_scale(ability) for ability in (1.2, 1.3, 2.74, 2.76, 9.0, -9.0)] == [
        Decimal("1.0"),
        Decimal("1.5"),
        Decimal("2.5"),
        Decimal("3.0"),
        Decimal(4),
        Decimal(1),
    ]


def test_students_grow_through_the_year_and_hard_targets_take_longer() -> None:
    assert mean(scores(0)) < mean(scores(0.5)) < mean(scores(1))
    assert mean(scores(0.5, difficulty=0.5)) < mean(scores(0.5))


def test_students_differ() -> None:
    assert pstdev(scores(0.5)) > 0.4


def test_most_work_is_handed_in() -> None:
    random = Random("work")  # noqa: S311
    marks = [reason_for_nothing(Learner.any(random), random) for _ in range(2_000)]

    assert set(marks) == {None, MISSING, EXCUSED}
    assert 0.9 < marks.count(None) / len(marks) < 0.98
