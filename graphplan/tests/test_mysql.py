"""MySQL's driver without its cursors gives numbers as numbers and all else as text."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import ProgrammingError, connection

from graphplan.session import bare

pytestmark = [pytest.mark.mysql, pytest.mark.django_db]


@pytest.fixture
def cursor() -> Any:
    """On the connection of the tests."""
    return bare(connection).cursor


def rows(cursor: Any, text: str, *parameters: Any) -> Any:
    cursor.execute(text, parameters)
    return cursor.fetchmany(100)


def test_what_the_database_holds_as_a_number_is_one_and_all_else_is_text(cursor: Any) -> None:
    numbers = "1, 1 = 1, 9007199254740993, 0.25e0, NULL"
    said = "2.50, SUM(2), DATE '2026-08-15', TIME '7:30:00', TIMESTAMP '2026-05-01 07:30:00.25'"
    expected = ("2.50", "2", "2026-08-15", "07:30:00", "2026-05-01 07:30:00.25")
    assert rows(cursor, f"SELECT {numbers}") == ((1, 1, 9007199254740993, 0.25, None),)
    assert rows(cursor, f"SELECT {said}") == (expected,)


@pytest.mark.parametrize("value", ["It’s \"so\" \\ 'not'", "%s", "100 %", "\N{GRINNING FACE}", ""])
def test_a_text_is_bound_as_it_is(cursor: Any, value: str) -> None:
    assert rows(cursor, "SELECT %s, '%%', %s", value, 7) == ((value, "%", 7),)


def test_values_that_python_takes_for_equal_are_bound_each_as_its_own_type(cursor: Any) -> None:
    bound = rows(cursor, "SELECT %s, %s, %s, %s, %s", 1, True, 1.0, Decimal("1.00"), None)
    assert [*map(repr, bound[0])] == ["1", "1", "1.0", "'1.00'", "None"]


def test_values_are_not_remembered_for_ever(cursor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphplan.mysql.MOST_LITERALS", 3)
    # One statement has more of them than are remembered.
    for first in (0, 4):
        assert rows(cursor, "SELECT %s, %s, %s, %s", *range(first, first + 4)) == (
            (*range(first, first + 4),),
        )
    assert len(cursor._literals) <= 3


def test_long_texts_are_not_remembered_at_all(cursor: Any) -> None:
    short, long = "a" * 198, "b" * 199
    assert rows(cursor, "SELECT %s, %s", short, long) == ((short, long),)
    assert [*cursor._literals] == [(str, short)]


def test_parameters_are_bound_by_their_names(cursor: Any) -> None:
    cursor.execute("SELECT %(1)s, %(2)s, %(1)s, '100%%'", {"1": "O'Neil", "2": 7})
    assert cursor.fetchmany(1) == (("O'Neil", 7, "O'Neil", "100%"),)


def test_what_has_no_rows_leaves_none_of_the_statement_before(cursor: Any) -> None:
    assert rows(cursor, "SELECT 1") == ((1,),)
    assert rows(cursor, "DO 0") == ()
    assert rows(cursor, "SELECT 1 FROM DUAL WHERE 1 = 0") == ()


def test_a_fault_is_the_drivers_and_the_next_statement_runs(cursor: Any) -> None:
    with pytest.raises(ProgrammingError), connection.wrap_database_errors:
        cursor.execute("SELECT FROM")
    assert cursor.fetchmany(1) == ()
    assert rows(cursor, "SELECT 1") == ((1,),)
