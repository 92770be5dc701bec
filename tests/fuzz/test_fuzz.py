"""A share of the fuzzing in every run; and that it notices faults in the code that decides who sees what.

`make fuzz N=10000` asks more; FUZZ_SEED repeats a run.
"""

import os
from collections.abc import Callable, Iterator
from random import Random
from typing import NoReturn

import pytest
from pytest_django import DjangoDbBlocker

from graphplan.planner import NoPlan
from graphplan.planner.visibility import Visibility
from graphplan.plans import Refused
from jumprope.kit.graphql import api
from tests.fuzz.comparison import Comparison, Difference, NotPlanned
from tests.fuzz.faults import FAULTS, Fault, without_rule
from tests.fuzz.people import Person, everyone
from tests.fuzz.seeds import SEED, new_seed
from tests.once import made_once

TIMES = int(os.environ.get("FUZZ", "60"))

AT_LEAST = 20
MANY = 10_000
"""How often everything is to be asked in a run of so many questions."""

SOON = 300
"""How many questions it takes at most to notice a fault."""


FORGOTTEN = 3
"""The rules of how many types are forgotten, each by itself; of all, where it is asked for much."""

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[Person]]:  # noqa: ARG001
    """Everyone of two districts."""
    with made_once(django_db_blocker, everyone) as made:
        yield made


@pytest.mark.parametrize("which", ["fixed", "new"])
def test_plans_answer_as_the_reference_engine_does(people: list[Person], which: str) -> None:
    seed = SEED if which == "fixed" else new_seed()
    comparison = Comparison(people, seed)

    comparison.ask(TIMES)

    print(f"{comparison.asked} asked, {comparison.with_rows} have rows, {comparison.with_errors} errors")
    rarest = comparison.rarest()
    print(f"Of {len(rarest)} places and roles were asked least:")
    print("\n".join(f"{count:7} {what}" for count, what in rarest[:20]))
    assert comparison.with_rows >= 0.6 * comparison.asked
    if comparison.asked >= MANY:
        assert comparison.with_rows >= 0.8 * comparison.asked
        assert [what for count, what in rarest if count < AT_LEAST] == []


@pytest.mark.parametrize("make", FAULTS.values(), ids=FAULTS)
def test_a_fault_in_who_sees_what_is_noticed(
    people: list[Person], caplog: pytest.LogCaptureFixture, make: Callable[[], Fault]
) -> None:
    assert is_noticed(make(), people, caplog)


def a_crash(*_: object, **_said: object) -> NoReturn:
    raise ZeroDivisionError


def a_refusal(*_: object, **_said: object) -> NoReturn:
    raise Refused("no reason")


def no_plan(*_: object, **_said: object) -> NoReturn:
    raise NoPlan("no reason")


@pytest.mark.parametrize("instead", [a_crash, a_refusal, no_plan])
def test_a_fault_that_has_no_plan_answer_shows_nothing(
    people: list[Person], caplog: pytest.LogCaptureFixture, instead: Callable[..., NoReturn]
) -> None:
    assert not is_noticed(Fault(Visibility, "rows", instead, bool), people, caplog)


def test_a_forgotten_rule_is_noticed(people: list[Person], caplog: pytest.LogCaptureFixture) -> None:
    ruled = types_with_rules(people)
    chosen = ruled if TIMES >= MANY else Random(new_seed()).sample(ruled, FORGOTTEN)  # noqa: S311
    assert {name for name in chosen if not is_noticed(without_rule(name), people, caplog)} == set()


def types_with_rules(people: list[Person]) -> list[str]:
    """The types of which two people of a district see different rows."""
    here = [person.sees for person in people if person.viewer.tenant_id == people[0].viewer.tenant_id]
    return sorted(
        name for name in api.declarations.types if len({tuple(sees.get(name, ())) for sees in here}) > 1
    )


def is_noticed(fault: Fault, people: list[Person], caplog: pytest.LogCaptureFixture) -> bool:
    """Whether both engines differ soon, when the planner has a fault.

    One other thing counts: that a plan gives up for want of a row. Where a rule is forgotten, rows are read
    whose targets are hidden from whoever asks; such a target was proved to be there, so nothing is written in
    its place, and the reference engine answers. Any other giving up is the fault's own: one that cannot even
    be compiled shows nothing.
    """
    caplog.clear()
    with pytest.MonkeyPatch.context() as faulty:
        faulty.setattr(fault.owner, fault.attribute, fault.instead)
        comparison = Comparison(people, SEED, fault.places(), curious=0.5)
        try:
            comparison.ask(SOON)
        except Difference:
            print(f"noticed after {comparison.asked} questions")
            return True
        except NotPlanned:
            print(f"gave up after {comparison.asked} questions: {caplog.messages}")
            return len(caplog.messages) == 1 and "no value at" in caplog.messages[0]
    return False
