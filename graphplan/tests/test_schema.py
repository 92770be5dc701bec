"""The schema that the declarations come to."""

from enum import StrEnum
from pathlib import Path

import pytest
from graphene.utils.str_converters import to_camel_case
from graphql import GraphQLError, ValueNode, parse_value

from graphplan import ALL, JSON, Answer, BigInteger, Column, Date, Decimal, Time, enum_of
from graphplan.names import field_name, field_path, mutation_name
from graphplan.tests.fresh import Fresh
from graphplan.tests.library import operations, types  # noqa: F401 - they declare the library
from graphplan.tests.library.models import Book
from graphplan.tests.library.viewer import api

PRINTED = Path(__file__).parent / "library" / "schema.graphql"


def test_the_librarys_schema_is_the_one_that_was_reviewed() -> None:
    """After a change that is meant: print it anew, and look at the difference."""
    assert str(api.schema()) + "\n" == PRINTED.read_text()


def test_names_are_camel_case_outside() -> None:
    assert (field_name("due_on"), field_path("cells.3.student_id"), mutation_name("SaveScores")) == (
        "dueOn",
        "cells.3.studentId",
        "saveScores",
    )


@pytest.mark.parametrize("name", ["id", "due_on", "ends_at_day", "_own", "a__b", "is_1_of", "a_CSV", "open_"])
def test_fields_are_called_as_graphene_calls_them(name: str) -> None:
    assert field_name(name) == to_camel_case(name)


def test_a_big_integer_is_a_string_of_digits() -> None:
    assert BigInteger.serialize(-(2**63)) == "-9223372036854775808"
    assert BigInteger.parse_value("-9223372036854775808") == -(2**63)
    assert BigInteger.parse_literal(literal('"12"')) == 12


@pytest.mark.parametrize("value", [12, 1.5, "", "-", "1.5", "0x1", "٣", " 1", "1" * 20, None, True])
def test_what_is_no_big_integer_is_refused(value: object) -> None:
    with pytest.raises(GraphQLError, match="BigInteger cannot represent"):
        BigInteger.parse_value(value)


def test_a_big_integer_is_not_written_as_a_number() -> None:
    with pytest.raises(GraphQLError, match="BigInteger cannot represent"):
        BigInteger.parse_literal(literal("12"))


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("3.50", "3.5"),
        ("-0.0", "0"),
        ("007", "7"),
        ("100", "100"),
        (3, "3"),
        (0.1, "0.1"),
        ("0." + "0" * 29 + "1", None),
    ],
)
def test_a_decimal_is_exact_and_has_one_spelling(given: object, number: str | None) -> None:
    assert Decimal.serialize(Decimal.parse_value(given)) == (number or given)


@pytest.mark.parametrize(
    "value", ["", ".5", "5.", "1e3", "NaN", "1_0", "٣", " 1", "+1", "1" * 31, None, True, []]
)
def test_what_is_no_decimal_is_refused(value: object) -> None:
    with pytest.raises(GraphQLError, match="Decimal cannot represent"):
        Decimal.parse_value(value)


def test_decimals_days_and_times_are_written_in_documents_too() -> None:
    assert str(Decimal.parse_literal(literal("3.50"))) == "3.50"
    assert str(Decimal.parse_literal(literal('"3"'))) == "3"
    assert Date.parse_literal(literal('"2026-02-28"')) == Date.parse_value("2026-02-28")
    assert Time.parse_literal(literal('"07:30:00"')) == Time.parse_value("07:30:00")
    unfit = ((Decimal, "true"), (Date, "20260228"), (Date, "null"), (Time, "7"), (Time, "null"))
    for scalar, written in unfit:
        with pytest.raises(GraphQLError, match="cannot represent"):
            scalar.parse_literal(literal(written))


@pytest.mark.parametrize(
    "value", ["2026-02-29", "2026-W05-1", "2026-2-8", "20260228", "2026-02-28T00:00:00", "", 20260228, None]
)
def test_what_is_no_day_is_refused(value: object) -> None:
    with pytest.raises(GraphQLError, match="Date cannot represent"):
        Date.parse_value(value)


@pytest.mark.parametrize("value", ["00:00:00", "07:30:00", "23:59:59.000001"])
def test_a_time_of_day_has_one_spelling(value: str) -> None:
    assert Time.serialize(Time.parse_value(value)) == value


@pytest.mark.parametrize(
    "value", ["24:00:00", "07:30", "07", "073000", "7:30:00", "07:30:00Z", "07:30:00+00:00", "", 730, None]
)
def test_what_is_no_time_of_day_is_refused(value: object) -> None:
    with pytest.raises(GraphQLError, match="Time cannot represent"):
        Time.parse_value(value)


def test_json_is_any_value() -> None:
    assert JSON.parse_literal(literal('{a: [1, "b", null, true, $v]}'), {"v": 2}) == {
        "a": [1, "b", None, True, 2]
    }
    assert JSON.parse_value({"a": 1}) == JSON.serialize({"a": 1}) == {"a": 1}


def literal(text: str) -> ValueNode:
    """A value as a document holds it."""
    return parse_value(text)


class Size(StrEnum):
    """How big a book is."""

    OCTAVO = "octavo"
    QUARTO = "quarto"

    @property
    def description(self) -> str:
        """What the value means."""
        return f"A {self.value} volume"


def test_an_enumeration_describes_itself() -> None:
    fresh = Fresh()
    answer = Answer(enum_of(Size), "The size.", read=lambda **_: "octavo")
    fresh.declare("Book", Book, ALL, title=Column())
    type("Questions", (fresh.Query,), {"size": answer})
    printed = str(fresh.schema())
    assert '"""How big a book is."""\nenum Size {\n  """A octavo volume"""\n  OCTAVO' in printed
    assert enum_of(Size) is enum_of(Size)
