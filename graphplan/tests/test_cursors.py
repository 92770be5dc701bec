"""Cursors: positions in one list, and nothing else."""

import json
from base64 import urlsafe_b64encode
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphplan.ordering import Ordering
from graphplan.plans import Unfit
from graphplan.plans.plan import VOCABULARY
from graphplan.tests.library.models import Book

PLACE = "Branch.books"
BY = ("title", "-published_on", "price", "bought_at", "pages", "withdrawn")
ORDERING = Ordering(Book, BY, PLACE)
VALUES = ("Élan ⚘", None, Decimal("9.50"), datetime(2025, 3, 1, 9, 30, 0, 123, tzinfo=UTC), -3, False, 7)
LIST = "Branch.books:title,-published_on,price,bought_at,pages,withdrawn,id"
PLAIN = [
    LIST,
    "Élan ⚘",
    None,
    "9.50",
    "2025-03-01T09:30:00.000123+00:00",
    -3,
    False,
    7,
]


ORDER = ORDERING.of_list(PLACE)


def made(position: Any) -> str:
    """A cursor around any position."""
    return urlsafe_b64encode(json.dumps(position).encode()).decode()


def changed(at: int, value: Any) -> list[Any]:
    """The good position with one part changed."""
    return [*PLAIN[:at], value, *PLAIN[at + 1 :]]


def test_a_cursor_comes_back_as_the_values_it_was_made_of() -> None:
    assert ORDER.position(ORDER.cursor(*VALUES)) == VALUES


def test_it_is_made_of_what_a_driver_answers_as_of_the_values() -> None:
    raw = ("Élan ⚘", None, 9.5, "2025-03-01 09:30:00.000123", -3, 0, 7)
    assert ORDER.cursor(*raw) == ORDER.cursor(*VALUES)


def test_an_order_is_its_source() -> None:
    again = eval(repr(ORDER), {**VOCABULARY})  # noqa: S307
    assert repr(again) == repr(ORDER)
    assert again.position(made(PLAIN)) == VALUES
    assert again.cursor(*VALUES) == ORDER.cursor(*VALUES)


def test_what_the_broken_ones_are_made_from_is_good() -> None:
    assert ORDER.position(made(PLAIN)) == VALUES


@given(
    st.tuples(
        st.text(st.characters(codec="utf-8"), max_size=120),
        st.none() | st.dates(),
        st.decimals(0, 999999, places=2),
        st.datetimes(timezones=st.just(UTC)),
        st.none() | st.integers(-(2**31), 2**31 - 1),
        st.booleans(),
        st.integers(1, 2**63 - 1),
    )
)
def test_every_value_of_the_columns_comes_back(values: tuple[Any, ...]) -> None:
    assert ORDER.position(ORDER.cursor(*values)) == values


def refused(cursor: str) -> bool:
    """Whether the cursor is answered with bad_cursor."""
    with pytest.raises(Unfit, match="does not belong to this list") as caught:
        ORDER.position(cursor)
    return caught.value.code == "bad_cursor"


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "Branch.books",
        "é",
        "\ud800",
        made(PLAIN)[:-5],
        made(PLAIN) + "=",
        made(PLAIN).replace("W", " W", 1),
        "A" * 5000,
        urlsafe_b64encode(b"\xff\xfe\xfd").decode(),
        urlsafe_b64encode(b"[" * 2900).decode(),
        made(None),
        made({}),
        made([]),
        made("Branch.books"),
        made(PLAIN[:-1]),
        made([*PLAIN, 1]),
        made(changed(0, "Branch.books:title,id")),
        made(changed(0, LIST.replace("Branch", "Author"))),
    ],
)
def test_what_is_no_cursor_of_this_list_is_refused(cursor: str) -> None:
    assert refused(cursor)


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (1, None),
        (1, 5),
        (1, ["a"]),
        (1, {}),
        (1, "x" * 121),
        (1, "\ud800"),
        (2, "2025-13-01"),
        (2, "2025-01-01T00:00:00"),
        (2, "20250101"),
        (2, 20250101),
        (2, False),
        (3, 9.5),
        (3, "9.5000"),
        (3, "9.500"),
        (3, "NaN"),
        (3, "Infinity"),
        (3, "1e999999999"),
        (3, "0e999999999"),
        (3, "9999999999.00"),
        (3, "9.5_0"),
        (4, "2025-03-01T09:30:00"),
        (4, "2025-03-01"),
        (4, "now"),
        (4, 7),
        (5, "-3"),
        (5, -3.0),
        (5, True),
        (5, 2**63),
        (5, [1]),
        (6, 0),
        (6, "False"),
        (6, None),
        (6, []),
        (7, None),
        (7, "7"),
        (7, 2**63),
        (7, 10**500),
    ],
)
def test_a_position_with_what_the_column_cannot_hold_is_refused(at: int, value: Any) -> None:
    assert refused(made(changed(at, value)))


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=4)
)
def test_nothing_in_a_position_breaks_the_reader(value: Any) -> None:
    for at in range(len(PLAIN)):
        with suppress(Unfit):
            position = ORDER.position(made(changed(at, value)))
            assert ORDER.position(ORDER.cursor(*position)) == position


def test_a_date_is_no_instant() -> None:
    order = Ordering(Book, ("published_on",), PLACE).of_list(PLACE)
    assert order.position(order.cursor(date(2025, 3, 1), 7)) == (date(2025, 3, 1), 7)
