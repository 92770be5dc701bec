"""Which scores there are."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the greatest score of a scale."""

    lowest: Decimal
    highest: Decimal

    def holds(self, value: Decimal) -> bool:
        """Whether a score can have this value."""
        return self.lowest <= value <= self.highest
