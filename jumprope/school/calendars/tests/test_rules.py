"""Days of a year and of its terms."""

from datetime import date

import pytest

from jumprope.school.calendars.rules import Days, is_locked

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


@pytest.mark.parametrize(
    ("first", "last", "overlapping"),
    [
        (date(2026, 8, 1), date(2026, 8, 16), False),
        (date(2026, 8, 1), YEAR.first, True),
        (date(2026, 9, 1), date(2026, 9, 2), True),
        (YEAR.last, date(2027, 6, 30), True),
        (date(2027, 6, 5), date(2027, 6, 30), False),
    ],
)
def test_days_overlap_when_one_of_them_is_in_both(first: date, last: date, overlapping: bool) -> None:
    assert YEAR.overlap(Days(first, last)) is overlapping
    assert Days(first, last).overlap(YEAR) is overlapping


@pytest.mark.parametrize(
    ("day", "included"),
    [(date(2026, 8, 16), False), (YEAR.first, True), (YEAR.last, True), (date(2027, 6, 5), False)],
)
def test_the_first_and_the_last_day_are_included(day: date, included: bool) -> None:
    assert YEAR.include(day) is included


@pytest.mark.parametrize(
    ("locks_on", "locked"),
    [(None, False), (YEAR.first, True), (date(2026, 8, 16), True), (date(2026, 8, 18), False)],
)
def test_a_lock_holds_from_its_first_day_on(locks_on: date | None, locked: bool) -> None:
    assert is_locked(locks_on, YEAR.first) is locked
