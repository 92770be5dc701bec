"""What rules come to is kept by the flags that they ask for, and never shown to anybody else."""

from typing import Any

import pytest
from graphql import parse

from graphplan.planner import Planner, known
from graphplan.planner.known import AskedFlags, Known
from graphplan.tests.asking import TODAY
from graphplan.tests.library.viewer import LibraryViewer, api
from graphplan.viewer import Question

A, B, C = ("a", None), ("b", None), ("c", None)


def made_for(memory: Known, *held: Question, asking: tuple[Question, ...] = (A,)) -> list[Question]:
    """What is known for whoever holds these flags, of what asks for some: those of them that hold."""
    flags = AskedFlags(frozenset(held))
    return memory.get("said", flags, lambda: [question for question in asking if question in flags])


def test_who_answers_alike_has_the_same_and_whoever_does_not_another() -> None:
    memory = Known()
    with_a, without = made_for(memory, A), made_for(memory)
    assert (with_a, without) == ([A], [])
    assert made_for(memory, A, B) is with_a
    assert made_for(memory, B) is without


def test_what_asks_for_one_flag_only_if_another_holds_is_made_for_each_of_its_ways() -> None:
    memory = Known()

    def said(*held: Question) -> list[Question]:
        flags = AskedFlags(frozenset(held))
        return memory.get("said", flags, lambda: [B] if A in flags and B in flags else [])

    assert [said(*held) for held in ((), (A,), (A, B), (B,))] == [[], [], [B], []]
    assert said(B) is said()
    assert said(A) is not said()


def test_what_is_made_of_something_known_depends_on_the_flags_that_it_asked_for() -> None:
    memory = Known()

    def outer(*held: Question) -> tuple[bool, bool]:
        flags = AskedFlags(frozenset(held))

        def make() -> tuple[bool, bool]:
            return memory.get("inner", flags, lambda: A in flags), B in flags

        return memory.get("outer", flags, make)

    # For the second of them the inner part is known already.
    assert [outer(), outer(B), outer(A), outer(A, B), outer(A, C)] == [
        (False, False),
        (False, True),
        (True, False),
        (True, True),
        (True, False),
    ]
    assert outer(A, C) is outer(A)


def test_what_fails_is_not_kept() -> None:
    memory, flags = Known(), AskedFlags(frozenset())
    with pytest.raises(ZeroDivisionError):
        memory.get("said", flags, lambda: [1 // 0])
    assert made_for(memory) == []


def test_no_more_than_so_many_outcomes_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known, "MOST_KEPT", 2)
    memory = Known()
    first, second, third = (made_for(memory, *held, asking=(A, B)) for held in ((), (A,), (B,)))
    assert made_for(memory, A, asking=(A, B)) is second
    assert made_for(memory, B, asking=(A, B)) is third
    assert made_for(memory, asking=(A, B)) is not first


# ---- plans ----

TEXT = """{
    home { readers(first: 9) { edges { node { email loans { note book { title price barcode } } } } } }
    loan: node(id: "Loan:1") { id ... on Loan { note reader { name } } }
    letter: node(id: "Reminder:1") { id }
}"""

FLAGS = [
    {"librarian": True, "may": {("notes", "read")}},
    {"reader": True, "may": {("notes", "read")}},
    {"librarian": True, "reader": True},
    {"librarian": True, "may": {("letters", "read")}},
    {"librarian": True},
    {"reader": True},
    {},
]


@pytest.mark.parametrize("flags", [FLAGS, FLAGS[::-1]])
def test_a_plan_is_the_same_whoever_asked_before(flags: list[dict[str, Any]]) -> None:
    document, planner = parse(TEXT), Planner(api)
    viewers = [LibraryViewer(branch_id=1, reader_id=2, today=TODAY, **said) for said in flags]
    sources = [planner.plan(viewer, document).source for viewer in viewers]
    assert sources == [Planner(api).plan(viewer, document).source for viewer in viewers]
    assert len(set(sources)) == len(FLAGS)
