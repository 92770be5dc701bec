"""Days of a school year and of its parts, and the day on which one is locked."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Days:
    """From a first day to a last day, both school days."""

    first: date
    last: date

    @property
    def over(self) -> date:
        """The first day that comes after them."""
        return self.last + timedelta(days=1)

    def in_order(self) -> bool:
        """Whether the last day comes after the first."""
        return self.first < self.last

    def include(self, day: date) -> bool:
        """Whether this day is one of them."""
        return self.first <= day <= self.last

    def overlap(self, others: "Days") -> bool:
        """Whether some day is one of these and one of the others."""
        return self.first <= others.last and others.first <= self.last

    def shared_with(self, others: "Days") -> "Days | None":
        """The days that are among these and the others; none if there is no such day."""
        return (
            Days(max(self.first, others.first), min(self.last, others.last)) if self.overlap(others) else None
        )

    def hold(self, others: "Days") -> bool:
        """Whether all of the others lie among these."""
        return self.first <= others.first and others.last <= self.last


def is_locked(locks_on: date | None, today: date) -> bool:
    """Whether what locks on a day, or never, is locked today."""
    return locks_on is not None and locks_on <= today
