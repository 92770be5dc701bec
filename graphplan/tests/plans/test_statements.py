"""Statements are filled as each driver has them."""

from typing import Any

import pytest

from graphplan.plans.statements import Bindings, Fixed, Given, Keys, Statement, Viewers, ViewersMany, as_it_is


class Asker:
    """Somebody of branch 7, to whom no kind is told."""

    def value_at(self, name: str, _member: Any) -> Any:
        return {"branch": 7, "kinds": [], "days": ["mon", None, "tue"]}[name]


STATEMENT = Statement(
    "Book.words",
    ("SELECT '5%' WHERE a = ", " AND b IN (", ") AND c IN (", ") AND d IN (", ") AND e = ", " LIMIT ", ""),
    (
        Viewers("branch", None, as_it_is),
        Keys(),
        ViewersMany("kinds", None, as_it_is),
        ViewersMany("days", None, as_it_is),
        Fixed("x"),
        Given("limit"),
    ),
)


@pytest.mark.parametrize(
    ("vendor", "mark", "text"),
    [
        (
            "sqlite",
            "?",
            "SELECT '5%' WHERE a = ? AND b IN (1,2) AND c IN (SELECT 1 WHERE 1 = 0) AND d IN (?,?) "
            "AND e = ? LIMIT ?",
        ),
        (
            "mysql",
            "%s",
            "SELECT '5%%' WHERE a = %s AND b IN (1,2) AND c IN (SELECT 1 FROM DUAL WHERE 1 = 0) "
            "AND d IN (%s,%s) AND e = %s LIMIT %s",
        ),
    ],
)
def test_marks_lists_and_per_cent_signs_are_the_drivers(vendor: str, mark: str, text: str) -> None:
    bindings = Bindings(Asker(), vendor, mark)
    filled = STATEMENT.filled(bindings, {"keys": [1, 2], "limit": 9})
    assert filled == (text, [7, "mon", "tue", "x", 9])


def test_a_key_that_is_no_whole_number_is_refused() -> None:
    with pytest.raises(TypeError, match="'int' object"):
        STATEMENT.filled(Bindings(Asker(), "sqlite", "?"), {"keys": ["1) OR (1=1"], "limit": 9})
