"""Days of a school year and of its terms."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Days:
    """From a first day to a last day, both school days."""

    first: date
    last: date

    def in_order(self) -> bool:
        """Whether the last day comes after the first."""
        return self.first < self.last

    def hold(self, others: "Days") -> bool:
        """Whether all of the others lie among these."""
        return self.first <= others.first and others.last <= self.last
