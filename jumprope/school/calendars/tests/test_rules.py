"""Days of a year and of its terms."""

from datetime import date

import pytest

from jumprope.school.calendars.rules import Days

YEAR = Days(date(2026, 8, 17), date(2027, 6, 4))


@pytest.mark.parametrize(
    ("last", "in_order"), [(date(2026, 8, 16), False), (date(2026, 8, 17), False), (date(2026, 8, 18), True)]
)
def test_the_last_day_comes_after_the_first(last: date, in_order: bool) -> None:
    assert Days(YEAR.first, last).in_order() is in_order


@pytest.mark.parametrize(
    ("first", "last", "held"),
    [
        (YEAR.first, YEAR.last, True),
        (date(2026, 9, 1), date(2027, 1, 20), True),
        (date(2026, 8, 16), date(2027, 1, 20), False),
        (date(2027, 1, 21), date(2027, 6, 5), False),
    ],
)
def test_a_year_holds_what_neither_begins_before_nor_ends_after_it(
    first: date, last: date, held: bool
) -> None:
    assert YEAR.hold(Days(first, last)) is held
