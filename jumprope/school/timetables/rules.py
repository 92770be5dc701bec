"""Times of a school day."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Times:
    """From a time until before another one, on one day."""

    starts_at: time
    ends_at: time

    def in_order(self) -> bool:
        """Whether the end comes after the start."""
        return self.starts_at < self.ends_at

    def overlap(self, others: "Times") -> bool:
        """Whether some moment is in both; where one ends as the other starts there is none."""
        return self.starts_at < others.ends_at and others.starts_at < self.ends_at
