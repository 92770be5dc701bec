"""Statements are filled as each driver has them."""

from typing import Any

import pytest

from graphplan.plans.statements import (
    MOST_BOUND,
    Bindings,
    Fixed,
    Given,
    IfGiven,
    Keys,
    Statement,
    Viewers,
    ViewersMany,
    as_it_is,
)


class Asker:
    """Somebody of branch 7, to whom no kind is told."""

    def value_at(self, name: str, _member: Any) -> Any:
        return {"branch": 7, "kinds": [], "days": ["mon", None, "tue"]}[name]


BRANCH = Viewers("branch", None, as_it_is)
WORDS = Statement("where_word", ("w LIKE '%' || ", " AND b = ", ""), (Given("where_word"), BRANCH))

STATEMENT = Statement(
    "Book.words",
    ("SELECT '5%' WHERE a = ", " AND b IN (", ") AND c IN (", ") AND d IN (", ") AND ", " AND e = ", ""),
    (
        BRANCH,
        Keys(),
        ViewersMany("kinds", None, as_it_is),
        ViewersMany("days", None, as_it_is),
        IfGiven("where_word", WORDS),
        Fixed("x"),
    ),
)


@pytest.mark.parametrize(
    ("vendor", "mark", "text", "parameters"),
    [
        (
            "sqlite",
            "?",
            "SELECT '5%' WHERE a = ?1 AND b IN (?4,?5) AND c IN (SELECT 1 WHERE 1 = 0) AND d IN (?6,?7) "
            "AND w LIKE '%' || ?2 AND b = ?1 AND e = ?3",
            [7, "y", "x", 1, 2, "mon", "tue"],
        ),
        (
            "mysql",
            "%s",
            "SELECT '5%%' WHERE a = %(1)s AND b IN (1,2) AND c IN (SELECT 1 FROM DUAL WHERE 1 = 0) "
            "AND d IN (%(4)s,%(5)s) AND w LIKE '%%' || %(2)s AND b = %(1)s AND e = %(3)s",
            {"1": 7, "2": "y", "3": "x", "4": "mon", "5": "tue"},
        ),
    ],
)
def test_marks_lists_and_per_cent_signs_are_the_drivers(
    vendor: str, mark: str, text: str, parameters: Any
) -> None:
    filled = STATEMENT.filled(Bindings(Asker(), vendor, mark), {"keys": [1, 2], "where_word": "y"})
    assert filled == (text, parameters)


@pytest.mark.parametrize(
    ("vendor", "mark", "days"), [("sqlite", "?", "?1,?2"), ("mysql", "%s", "%(1)s,%(2)s")]
)
def test_a_list_that_is_said_twice_is_bound_once(vendor: str, mark: str, days: str) -> None:
    hole = ViewersMany("days", None, as_it_is)
    twice = Statement("Book.days", ("SELECT 1 WHERE a IN (", ") OR b IN (", ")"), (hole, hole))
    text, parameters = twice.filled(Bindings(Asker(), vendor, mark), {})
    assert text == f"SELECT 1 WHERE a IN ({days}) OR b IN ({days})"
    assert len(parameters) == 2


def test_a_condition_that_is_not_asked_for_holds() -> None:
    text, parameters = STATEMENT.filled(Bindings(Asker(), "sqlite", "?"), {"keys": [1], "where_word": None})
    assert text.endswith("AND 1 = 1 AND e = ?3")
    assert parameters == [7, None, "x", 1, "mon", "tue"]


BY_KEY = Statement("Book.by_key", ("SELECT id WHERE id IN (", ")"), (Keys(),))


@pytest.mark.parametrize(("count", "bound"), [(1, 1), (2, 2), (3, 4), (40, 64), (MOST_BOUND, MOST_BOUND)])
def test_sqlite_is_asked_for_few_numbers_of_keys_in_few_texts(count: int, bound: int) -> None:
    text, parameters = BY_KEY.filled(Bindings(Asker(), "sqlite", "?"), {"keys": range(100, 100 + count)})
    assert text == f"SELECT id WHERE id IN ({','.join(f'?{n}' for n in range(1, bound + 1))})"
    assert len(parameters) == bound
    assert set(parameters) == set(range(100, 100 + count))


def test_many_keys_stand_in_the_text() -> None:
    keys = range(MOST_BOUND + 1)
    text, parameters = BY_KEY.filled(Bindings(Asker(), "sqlite", "?"), {"keys": keys})
    assert (text, parameters) == (f"SELECT id WHERE id IN ({','.join(map(str, keys))})", [])


@pytest.mark.parametrize("mark", ["?", "%s"])
def test_there_may_be_no_keys(mark: str) -> None:
    text, parameters = BY_KEY.filled(Bindings(Asker(), "sqlite", mark), {"keys": []})
    assert text == "SELECT id WHERE id IN (SELECT 1 WHERE 1 = 0)"
    assert len(parameters) == 0


@pytest.mark.parametrize("count", [1, MOST_BOUND + 1])
def test_a_key_that_is_no_whole_number_is_not_written_into_a_text(count: int) -> None:
    with pytest.raises(TypeError, match="'int' object"):
        BY_KEY.filled(Bindings(Asker(), "mysql", "%s"), {"keys": ["1) OR (1=1"] * count})
