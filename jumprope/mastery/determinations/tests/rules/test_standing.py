"""An override holds until before the day on which it expires."""

from dataclasses import dataclass
from datetime import date

import pytest

from jumprope.mastery.determinations.rules import standing

TODAY = date(2027, 3, 1)


@dataclass(frozen=True)
class Someone:
    """Whoever asks on this day."""

    today: date = TODAY


@pytest.mark.parametrize(
    ("expires", "holds"),
    [(None, True), (date(2027, 3, 2), True), (TODAY, False), (date(2027, 2, 28), False)],
)
def test_what_was_said_holds_until_its_day_and_then_what_was_calculated(
    expires: date | None, holds: bool
) -> None:
    said, calculated = 7, 3
    levels = [(said, expires, calculated), (None, expires, calculated), (said, expires, None)]

    assert standing.holds(expires, TODAY) is holds
    assert standing.what_holds(Someone(), [(said, expires)]) == {(said, expires): said if holds else None}
    assert list(standing.effective(Someone(), levels).values()) == [
        said if holds else calculated,
        calculated,
        said if holds else None,
    ]
