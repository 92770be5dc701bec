"""Times of a school day, and who or what is wanted in two places at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from jumprope.school.calendars.rules import Days


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


@dataclass(frozen=True, slots=True)
class Booking:
    """That a section needs a teacher or a room at a time of the day, in some spans of days.

    Sections of one `linked_with_id` are taught together.
    """

    section_id: int
    linked_with_id: int | None
    spans: tuple[Days, ...]

    def clashes_with(self, other: "Booking") -> bool:
        """Whether two sections that are not taught together need the same on some day."""
        together = self.linked_with_id is not None and self.linked_with_id == other.linked_with_id
        apart = self.section_id != other.section_id and not together
        return apart and any(own.overlap(others) for own in self.spans for others in other.spans)


def double_booked(bookings: Sequence[Booking]) -> list[int]:
    """The sections that need the same as another one, in their order."""
    clashing = {one.section_id for one in bookings if any(one.clashes_with(other) for other in bookings)}
    return sorted(clashing)
