"""The chain's arithmetic, on chains that never saw a database."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jumprope.platform.audit.rules import MISSING_HEAD, Entry, Head, broken_positions, digest

Chain = list[tuple[Entry, str]]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FIRST = Entry(7, 1, NOON, 3, "tenant.founded", '{"tenant_id": 7}', "")


def a_chain(length: int) -> Chain:
    """A chain that holds."""
    chain: Chain = []
    for position in range(1, length + 1):
        previous = chain[-1][1] if chain else ""
        entry = Entry(7, position, NOON + timedelta(minutes=position), 3, "scores.recorded", "{}", previous)
        chain.append((entry, digest(entry)))
    return chain


def head_of(chain: Chain) -> Head:
    return Head(len(chain), chain[-1][1]) if chain else Head()


def moved(chain: Chain, start: int, by: int) -> Chain:
    """The same events from `start` on, at other positions."""
    return chain[:start] + [
        (replace(entry, position=entry.position + by), kept) for entry, kept in chain[start:]
    ]


@pytest.mark.parametrize("length", [0, 1, 5])
def test_a_chain_that_nobody_touched_is_whole(length: int) -> None:
    chain = a_chain(length)
    assert broken_positions(chain, head_of(chain)) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        pytest.param(lambda c: [c[0], (replace(c[1][0], event="x"), c[1][1]), *c[2:]], [2], id="edited"),
        pytest.param(
            lambda c: [c[0], (edited := replace(c[1][0], event="x"), digest(edited)), *c[2:]],
            [3],
            id="edited, with a new digest",
        ),
        pytest.param(lambda c: [c[0], (c[1][0], "0" * 64), *c[2:]], [2, 3], id="digest overwritten"),
        pytest.param(lambda c: [c[0], *c[2:]], [3], id="removed in the middle"),
        pytest.param(lambda c: moved([c[0], *c[2:]], 1, -1), [2, 3, 4, 5], id="removed, the rest moved up"),
        pytest.param(lambda c: c[1:], [2], id="removed at the start"),
        pytest.param(lambda c: c[:-1], [5], id="removed at the end"),
        pytest.param(lambda c: c[:-2], [5], id="two removed at the end"),
        pytest.param(lambda c: [], [5], id="all removed"),
        pytest.param(lambda c: [c[0], c[2], c[1], *c[3:]], [3, 2, 4], id="two in each other's place"),
        pytest.param(lambda c: [*c, a_chain(6)[-1]], [5], id="added at the end"),
        pytest.param(lambda c: [*c[:2], *moved(c, 1, 1)[1:]], [3, 4, 5, 6, 5], id="added in the middle"),
    ],
)  # fmt: skip
def test_whatever_is_done_to_a_chain_is_found(change: Callable[[Chain], Chain], found: list[int]) -> None:
    chain = a_chain(5)
    assert broken_positions(change(chain), head_of(chain)) == found


def test_a_chain_without_its_head_is_broken() -> None:
    assert broken_positions(a_chain(2), None) == [MISSING_HEAD]
    assert broken_positions([], None) == [MISSING_HEAD]


def test_a_head_that_was_set_back_is_found() -> None:
    chain = a_chain(5)
    assert broken_positions(chain, head_of(chain[:4])) == [4]


@pytest.mark.parametrize(
    "change",
    [
        {"tenant_id": 8},
        {"position": 2},
        {"at": NOON + timedelta(microseconds=1)},
        {"account_id": None},
        {"event": "tenant.found"},
        {"details": '{"tenant_id": 8}'},
        {"previous_digest": "0"},
    ],
)
def test_the_digest_covers_every_part(change: dict[str, Any]) -> None:
    assert digest(replace(FIRST, **change)) != digest(FIRST)


def test_the_digest_is_the_same_wherever_the_instant_is_told() -> None:
    in_new_york = NOON.astimezone(timezone(timedelta(hours=-5)))
    assert digest(replace(FIRST, at=in_new_york)) == digest(FIRST)


def test_the_digest_stays_what_it_was() -> None:
    """Chains that customers have must verify for ever: a new way to digest needs a new column."""
    assert digest(FIRST) == "fe8b26402e0c84f3b219f4ccf4e7f2072134eddc0a42004b0384f6bc5fcabbe6"


@given(st.text(), st.text(), st.text(), st.text())
def test_parts_cannot_flow_into_each_other(
    event: str, details: str, other_event: str, other_details: str
) -> None:
    same = (event, details) == (other_event, other_details)
    first = digest(replace(FIRST, event=event, details=details))
    second = digest(replace(FIRST, event=other_event, details=other_details))
    assert (first == second) == same
