"""Values are read as they are written, and written as they are read."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jumprope.exchange.oneroster.rules import kinds
from jumprope.exchange.oneroster.rules.kinds import Kind, Unfit


@pytest.mark.parametrize(
    ("kind", "cell", "value", "written"),
    [
        (kinds.NUMBER, "3.50", Decimal("3.5"), "3.5"),
        (kinds.NUMBER, "30", Decimal(30), "30"),
        (kinds.NUMBER, "-0.25", Decimal("-0.25"), "-0.25"),
        (kinds.WHOLE_NUMBER, "2027", 2027, "2027"),
        (kinds.BOOLEAN, "TRUE", True, "true"),
        (kinds.DAY, "2026-08-17", date(2026, 8, 17), "2026-08-17"),
        (kinds.PAIRS, "{LDAP:12}, {Fed:2 3}", (("LDAP", "12"), ("Fed", "2 3")), "{LDAP:12},{Fed:2 3}"),
        (kinds.NAMES, " a, b ,,", ("a", "b"), "a,b"),
        (kinds.choice("fully graded"), "Fully Graded", "fully graded", "fully graded"),
        (kinds.choice("student"), "ext:visitor", "ext:visitor", "ext:visitor"),
        (kinds.PROSE, "two\r\nlines", "two\nlines", "two\nlines"),
        (kinds.SECRET, "hunter2", "", ""),
    ],
)
def test_a_value_is_read_and_written(kind: Kind[Any], cell: str, value: object, written: str) -> None:
    assert kind.read(cell) == value
    assert kind.write(kind.read(cell)) == written


@pytest.mark.parametrize("kind", [kinds.NUMBER, kinds.WHOLE_NUMBER, kinds.BOOLEAN, kinds.DAY, kinds.NAMES])
def test_nothing_is_written_as_nothing(kind: Kind[Any]) -> None:
    assert kind.write(kind.empty) == ""


@pytest.mark.parametrize(
    ("read", "cell"),
    [
        (kinds.NUMBER.read, "1e9"),
        (kinds.NUMBER.read, "NaN"),
        (kinds.NUMBER.read, "1,5"),
        (kinds.NUMBER.read, "٣"),
        (kinds.WHOLE_NUMBER.read, "-1"),
        (kinds.PAIRS.read, "{LDAP:12},x"),
        (kinds.choice("a", extensible=False).read, "ext:b"),
        (kinds.DAY.read, "2026-13-01"),
        (kinds.DAY.read, "2201-01-01"),
    ],
)
def test_what_is_no_such_value(read: Callable[[str], object], cell: str) -> None:
    with pytest.raises(Unfit):
        read(cell)


def test_letters_with_accents_are_one_however_they_are_composed() -> None:
    assert kinds.NAME.read("e\u0301") == kinds.NAME.read("\u00e9")


@pytest.mark.parametrize(
    ("cells", "first"),
    [(["1/2/2026", "13/2/2026"], True), (["1/2/2026", "2/13/2026"], False), (["1/2/2026"], None)],
)
def test_whether_the_day_stands_first(cells: list[str], first: bool | None) -> None:
    assert kinds.day_stands_first(cells) is first
    assert kinds.day_stands_first([*cells, "31/1/2026", "1/31/2026"]) is None


def test_ends_are_the_first_day_no_longer() -> None:
    assert kinds.exclusive_end(kinds.last_day(date(2027, 6, 12))) == date(2027, 6, 12)
