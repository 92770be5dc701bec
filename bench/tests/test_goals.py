"""What counts as reached."""

import pytest

from bench.goals import Goal, Sense, of_workloads
from bench.tests.made import a_contest


@pytest.mark.parametrize(
    ("sense", "value", "met"),
    [
        (Sense.AT_MOST, 1.0, True),
        (Sense.AT_MOST, 1.01, False),
        (Sense.AT_LEAST, 1.0, True),
        (Sense.AT_LEAST, 0.99, False),
    ],
)
def test_a_goal_is_met_at_its_limit(sense: Sense, value: float, met: bool) -> None:
    goal = Goal(name="quick", database="sqlite", value=value, sense=sense, limit=1.0)
    assert goal.met is met


def test_a_teachers_gradebook_is_held_against_all_three() -> None:
    goals = list(of_workloads("mysql", [a_contest("gradebook, teacher", 0.5, library=7)]))
    assert [(goal.value, goal.sense, goal.limit, goal.met) for goal in goals] == [
        (0.5, Sense.AT_MOST, 0.70, True),
        (0.5, Sense.AT_MOST, 0.48, False),
        (1.0, Sense.AT_MOST, 1.15, True),
        (14.0, Sense.AT_LEAST, 15, False),
    ]


def test_the_limits_are_the_databases_own() -> None:
    contests = [a_contest("gradebook, teacher", 0.5, library=7), a_contest("light query", 1.3)]
    on_sqlite, on_mysql = (
        [goal.met for goal in of_workloads(each, contests)] for each in ("sqlite", "mysql")
    )
    assert on_sqlite == [True, False, True, True, True, True]
    assert on_mysql == [True, False, True, False, False, True]


@pytest.mark.parametrize(
    ("workload", "value", "met"),
    [
        ("gradebook, guardian", 0.95, True),
        ("gradebook page, student", 0.96, False),
        ("scoring a class", 1.4, True),
        ("scoring a class", 1.5, False),
    ],
)
def test_others_are_held_against_what_is_written_by_hand(workload: str, value: float, met: bool) -> None:
    goals = list(of_workloads("sqlite", [a_contest(workload, value)]))
    assert [(goal.value, goal.met) for goal in goals] == [(value, met)]
