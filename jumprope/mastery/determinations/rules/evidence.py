"""Evidence: what a student showed of a standard, and in which order it is looked at."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from jumprope.mastery.determinations.rules.workings import Reason
from jumprope.mastery.policies.rules import plain


@dataclass(frozen=True, slots=True)
class Evidence:
    """One score of one student on one standard, or the mark in its place.

    key       the caller's own name for it, handed back in the result
    value     the number, on the scale; None for a mark without a number, and for one that counts as a number,
              that number
    weight    relative and at least 0; 0 is formative: shown, but not counted
    date      the date that it is ordered by, local to the school: the one it was due, so that what is made up
              late is not the newest
    excused   whether the student is excused: it then does not count, even with a number
    mark      the code of the mark that stands in the number's place, if any
    said      whether the number is of a level that a teacher said in place of a calculated one
    left_out  why it cannot count, whatever its number, if the caller knows that it cannot

    Raises ValueError for a number that is not finite, or a weight below 0.
    """

    key: int | str
    value: Decimal | None
    weight: Decimal = Decimal(1)
    date: datetime.date | None = None
    excused: bool = False
    mark: str | None = None
    said: bool = False
    left_out: Reason | None = None

    @property
    def remark(self) -> str | None:
        """What the number is from, in words, if it is neither a score nor calculated."""
        if self.value is None:
            return None
        if self.said:
            return "A teacher said so, in place of what was calculated."
        if self.mark is None:
            return None
        return f"The mark {self.mark} counts as {plain(self.value)}, the lowest score of the scale."

    def __post_init__(self) -> None:
        if self.value is not None and not self.value.is_finite():
            raise ValueError(f"evidence {self.key}: {self.value} is no score")
        if not self.weight.is_finite() or self.weight < 0:
            raise ValueError(f"evidence {self.key}: {self.weight} is no weight")


def in_order(evidence: Iterable[Evidence]) -> list[Evidence]:
    """The evidence, oldest first: without a date is oldest, and of the same date in the order given."""
    return sorted(evidence, key=lambda each: each.date or datetime.date.min)
