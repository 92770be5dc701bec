"""Evidence: what a student showed of a standard, and in which order it is looked at."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Evidence:
    """One score of one student on one standard, or the mark in its place.

    key      the caller's own name for it, handed back in the result
    value    the number, on the scale; None for a mark without a number
    weight   relative and at least 0; 0 is formative: shown, but not counted
    date     the date that it is ordered by (see `date_of`), local to the school
    excused  whether the student is excused: it then does not count, even with a number

    Raises ValueError for a number that is not finite, or a weight below 0.
    """

    key: int | str
    value: Decimal | None
    weight: Decimal = Decimal(1)
    date: datetime.date | None = None
    excused: bool = False

    def __post_init__(self) -> None:
        if self.value is not None and not self.value.is_finite():
            raise ValueError(f"evidence {self.key}: {self.value} is no score")
        if not self.weight.is_finite() or self.weight < 0:
            raise ValueError(f"evidence {self.key}: {self.weight} is no weight")


class DateBasis(StrEnum):
    """Which of its dates evidence is ordered by. By the due date, work made up late is not the newest."""

    DUE = "due"
    SUBMITTED = "submitted"
    GRADED = "graded"


def date_of(
    *,
    due: datetime.date | None,
    submitted: datetime.date | None,
    graded: datetime.date | None,
    basis: DateBasis = DateBasis.DUE,
) -> datetime.date | None:
    """The date to order evidence by: that of the basis, else due, else submitted, else graded; school-local.

    Source of the order: https://help.otus.com/en/articles/9174437-decaying-average-mastery-setting-calculation
    """
    dates = {DateBasis.DUE: due, DateBasis.SUBMITTED: submitted, DateBasis.GRADED: graded}
    return next((dates[each] for each in (basis, *DateBasis) if dates[each] is not None), None)


def in_order(evidence: Iterable[Evidence]) -> list[Evidence]:
    """The evidence, oldest first: without a date is oldest, and of the same date in the order given."""
    return sorted(evidence, key=lambda each: each.date or datetime.date.min)
