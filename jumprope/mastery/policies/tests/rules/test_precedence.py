"""Which policy holds: the narrowest that applies."""

import itertools
from dataclasses import dataclass
from decimal import Decimal

import pytest

from jumprope.mastery.policies.rules import (
    BUILT_IN,
    Calculation,
    CalculationType,
    Scope,
    scope_of,
    which_policy,
)


@dataclass(frozen=True)
class Policy:
    """A policy with the keys that its scope has."""

    section_id: int | None = None
    course_id: int | None = None
    school_id: int | None = None
    standard_id: int | None = None


SECTION, COURSE, SCHOOL, STANDARD = 1, 2, 3, 4

NARROWEST_FIRST = [
    Policy(section_id=SECTION, standard_id=STANDARD),
    Policy(section_id=SECTION),
    Policy(course_id=COURSE, standard_id=STANDARD),
    Policy(course_id=COURSE),
    Policy(school_id=SCHOOL, standard_id=STANDARD),
    Policy(school_id=SCHOOL),
    Policy(standard_id=STANDARD),
    Policy(),
]


def held(policies: list[Policy]) -> Policy | None:
    return which_policy(policies, section=SECTION, course=COURSE, school=SCHOOL, standard=STANDARD)


@pytest.mark.parametrize("rank", range(len(NARROWEST_FIRST)))
def test_the_narrowest_policy_holds_however_they_are_listed(rank: int) -> None:
    candidates = NARROWEST_FIRST[rank:]
    assert held(candidates) == candidates[0]
    assert held(candidates[::-1]) == candidates[0]


def test_of_any_two_policies_the_narrower_holds() -> None:
    for narrow, wide in itertools.combinations(NARROWEST_FIRST, 2):
        assert held([wide, narrow]) == narrow


@pytest.mark.parametrize(
    "elsewhere",
    [
        Policy(section_id=9),
        Policy(course_id=9),
        Policy(school_id=9),
        Policy(standard_id=9),
        Policy(section_id=SECTION, standard_id=9),
        Policy(section_id=9, standard_id=STANDARD),
    ],
)
def test_a_policy_for_another_place_or_standard_does_not_apply(elsewhere: Policy) -> None:
    assert held([elsewhere]) is None
    assert held([elsewhere, Policy()]) == Policy()


def test_across_sections_the_school_decides() -> None:
    assert which_policy(NARROWEST_FIRST, school=SCHOOL, standard=STANDARD) == NARROWEST_FIRST[4]


def test_of_two_policies_with_the_same_scope_the_first_holds() -> None:
    first, second = Policy(section_id=SECTION), Policy(section_id=SECTION)
    chosen = held([first, second])
    assert chosen is first


def test_without_a_policy_the_built_in_calculation_holds() -> None:
    assert held([]) is None
    built_in = Calculation(CalculationType.DECAYING_AVERAGE, {"percent": Decimal(65)})
    assert built_in == BUILT_IN


def test_every_scope_is_told_and_stands_in_the_order_of_precedence() -> None:
    assert [scope_of(policy) for policy in NARROWEST_FIRST] == list(Scope)
