"""Writers write what graphql-core's scalars serialize, or give up."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

import graphene
import pytest
from django.utils.translation import gettext_lazy
from graphql import (
    GraphQLBoolean,
    GraphQLError,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLScalarType,
    GraphQLString,
)
from hypothesis import given
from hypothesis import strategies as st

import graphplan
from graphplan import to_json
from graphplan.plans import GaveUp, scalars, stored, values


class Word(StrEnum):
    """A text."""

    ONE = 'o"ne'


class Spoken:
    """Something that shows itself as a text."""

    def __str__(self) -> str:
        return "said ⚘"


STANDARD = [
    (GraphQLString, scalars.text),
    (GraphQLID, scalars.identifier),
    (GraphQLInt, scalars.whole),
    (GraphQLFloat, scalars.number),
    (GraphQLBoolean, scalars.truth),
]

SOME: list[Any] = [
    *(0, 1, -1, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 2**70, True, False),
    *(0.0, 1.0, -2.5, 1e300, float("inf"), float("nan"), Decimal("2"), Decimal("2.5")),
    *("", "5", 'a "b" \\ \n ⚘ 𝄞', Word.ONE, gettext_lazy("No such thing, or not yours to see."), Spoken()),
    *([], {}, (), b"x", object, None),
]


@pytest.mark.parametrize(("kind", "write"), STANDARD)
def test_what_a_scalar_writes_is_what_graphql_core_would(
    kind: GraphQLScalarType, write: values.Write
) -> None:
    written = 0
    for value in SOME:
        try:
            expected = to_json(kind.serialize(value))
        except GraphQLError:
            expected = None
        try:
            text = scalars.encoded(write(value)).decode()
        except (GaveUp, TypeError, ValueError, OverflowError, ArithmeticError):
            continue
        assert text == expected, value
        written += 1
    assert written >= 2


@given(st.text(st.characters(codec="utf-8")))
def test_texts(value: str) -> None:
    assert scalars.encoded(scalars.text(value)) == to_json(GraphQLString.serialize(value)).encode()


@given(st.text(st.characters(codec="utf-8")))
def test_json_of_all_letters(value: str) -> None:
    written = scalars.json_of({value: [value, None]})
    assert scalars.encoded(written) == to_json({value: [value, None]}).encode()


@given(st.integers(-(2**31), 2**31 - 1))
def test_whole_numbers(value: int) -> None:
    assert scalars.whole(value) == to_json(GraphQLInt.serialize(value))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers(value: float) -> None:
    assert scalars.number(value) == to_json(GraphQLFloat.serialize(value))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_decimals(value: Decimal) -> None:
    assert scalars.exact(value) == to_json(graphplan.Decimal.serialize(value))


@pytest.mark.parametrize(
    ("said", "read", "scalar"),
    [
        ("2026-05-01", scalars.day_of, graphplan.Date),
        ("2026-W18-5", scalars.day_of, graphplan.Date),
        ("07:30:00", scalars.time_of, graphplan.Time),
        ("07:30+00:00", scalars.time_of, graphplan.Time),
        ("3.50", scalars.exact_of, graphplan.Decimal),
        ("1_0", scalars.exact_of, graphplan.Decimal),
        ("2026-05-01T07:30:00+00:00", scalars.instant_of, graphene.DateTime),
        ("-12", scalars.big_of, graphplan.BigInteger),
        ("1e3", scalars.big_of, graphplan.BigInteger),
        (None, scalars.instant_of, graphene.DateTime),
    ],
)
def test_what_is_taken_is_what_the_schema_takes(said: Any, read: values.Read, scalar: Any) -> None:
    try:
        expected = scalar.parse_value(said)
    except GraphQLError:
        with pytest.raises(ValueError, match="no "):
            read(said)
        return
    assert read(said) == expected


@pytest.mark.parametrize(
    ("read", "raw", "value"),
    [
        (stored.as_truth, 1, True),
        (stored.as_truth, 0, False),
        (stored.as_truth, 2, 2),
        (stored.as_day, "2026-05-01", date(2026, 5, 1)),
        (stored.as_day, date(2026, 5, 1), date(2026, 5, 1)),
        (stored.as_time, "07:30:00.500000", time(7, 30, 0, 500000)),
        (stored.as_time, time(7, 30), time(7, 30)),
        (stored.as_instant, "2026-05-01 07:30:00", datetime(2026, 5, 1, 7, 30, tzinfo=UTC)),
        (stored.as_instant, datetime(2026, 5, 1, 7, 30), datetime(2026, 5, 1, 7, 30, tzinfo=UTC)),  # noqa: DTZ001
        (stored.as_instant, datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)),
        (stored.as_json, '{"a":[1.50]}', {"a": [1.5]}),
        (stored.as_decimal, 0.5, Decimal("0.5")),
        (stored.as_decimal, Decimal("1.20"), Decimal("1.20")),
        (stored.as_exact(8, 2), 3.5, Decimal("3.50")),
        (stored.as_exact(8, 2), Decimal("3.5"), Decimal("3.50")),
    ],
)
def test_what_a_driver_answers_is_read(read: values.Read, raw: Any, value: Any) -> None:
    assert repr(read(raw)) == repr(value)


@pytest.mark.parametrize(
    ("at_once", "read", "write", "some"),
    [
        (values.day_text, stored.as_day, scalars.iso, ["2026-05-01", date(2026, 5, 1)]),
        (
            values.exact_text(8, 2),
            stored.as_exact(8, 2),
            scalars.exact,
            [3.5, 4, 0.125, 2.675, "-0.004", Decimal("1.20")],
        ),
    ],
)
def test_what_is_remembered_is_what_would_be_written(
    at_once: Any, read: values.Read, write: values.Write, some: list[Any]
) -> None:
    for raw in some * 2:
        assert at_once(raw) == write(read(raw))
    assert at_once.cache_info().maxsize == values.MOST_REMEMBERED


class TestMaking:
    """Writers that are made of others."""

    def test_none_is_null_or_a_fault(self) -> None:
        assert values.optional(scalars.text)(None) == "null"
        assert values.optional(scalars.text)("a") == '"a"'
        assert values.needed(scalars.text, "Book.title")("a") == '"a"'
        with pytest.raises(GaveUp, match=r"no value at Book\.title"):
            values.needed(scalars.text, "Book.title")(None)

    def test_a_blank_is_null(self) -> None:
        write = values.blank(values.optional(values.enumeration({"novel": "NOVEL"})))
        assert (write(""), write("novel")) == ("null", '"NOVEL"')
        with pytest.raises(KeyError):
            write("scroll")

    def test_a_list_has_no_text_for_one(self) -> None:
        write = values.many(values.optional(scalars.whole), "Book.pages")
        assert write(iter([1, None])) == "[1,null]"
        for value in ("12", b"12", {1: 2}, 12):
            with pytest.raises(GaveUp, match=r"no list at Book\.pages"):
                write(value)

    def test_a_structure_is_read_from_attributes_and_items(self) -> None:
        write = values.structure(
            ('"d"', "day", scalars.day_of, values.optional(scalars.iso)),
            ('"__typename"', "", str, values.constant('"Day"')),
        )
        assert write({"day": "2026-05-01"}) == '{"d":"2026-05-01","__typename":"Day"}'
        assert write({}) == '{"d":null,"__typename":"Day"}'
        assert write(type("Day", (), {"day": date(2026, 5, 1)})) == '{"d":"2026-05-01","__typename":"Day"}'
        with pytest.raises(ValueError, match="isoformat"):
            write({"day": "1 May"})

    def test_a_scalar_of_the_applications_own_must_come_to_something(self) -> None:
        assert values.serialized(str.upper, "Book.title")("a") == '"A"'
        with pytest.raises(GaveUp):
            values.serialized(lambda _: None, "Book.title")("a")

    def test_each_value_is_written_once(self) -> None:
        texts = iter("abc")
        memo = values.Memo(lambda _: next(texts))
        assert [memo[one] for one in (1, 2, 1)] == ["a", "b", "a"]


def test_a_number_that_was_computed_may_come_as_a_text() -> None:
    assert [*map(stored.as_whole, ("7", 7, None))] == [7, 7, None]
    assert [*map(stored.as_float, ("0.2500", 0.25, 1))] == [0.25, 0.25, 1]
