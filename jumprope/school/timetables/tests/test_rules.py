"""Times of a school day."""

from datetime import time

import pytest

from jumprope.school.timetables.rules import Times

MORNING = Times(time(8), time(9))


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "expected"),
    [
        (time(7), time(8), False),
        (time(7), time(8, 0, 1), True),
        (time(8, 15), time(8, 45), True),
        (time(7), time(10), True),
        (time(8, 59, 59), time(10), True),
        (time(9), time(10), False),
    ],
)
def test_times_overlap_where_some_moment_is_in_both(starts_at: time, ends_at: time, expected: bool) -> None:
    other = Times(starts_at, ends_at)
    assert MORNING.overlap(other) is other.overlap(MORNING) is expected


def test_times_are_in_order_when_they_last_for_a_while() -> None:
    assert MORNING.in_order()
    assert not Times(time(9), time(9)).in_order()
    assert not Times(time(9), time(8)).in_order()
