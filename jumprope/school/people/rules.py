"""Spans of days in which people are somewhere, and how the history of a student's schools follows from where
the student is now.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol, Self


class Lasting(Protocol):
    """A row that holds from a day on, and perhaps until before another."""

    @property
    def starts_on(self) -> date: ...

    @property
    def ends_on(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Span:
    """From a first day until before another one; without that, with no end yet.

    It may hold no day at all: of an enrolment that was withdrawn on its first day, that is what is left.
    """

    starts_on: date
    ends_on: date | None = None

    @classmethod
    def of(cls, row: Lasting) -> Self:
        """The days of a row."""
        return cls(row.starts_on, row.ends_on)

    def is_in_force_on(self, day: date) -> bool:
        """Whether it holds this day."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)

    def is_over_by(self, day: date) -> bool:
        """Whether it holds neither this day nor any later one."""
        return self.ends_on is not None and self.ends_on <= max(day, self.starts_on)

    def overlaps(self, other: "Span") -> bool:
        """Whether some day is in both."""
        latest_start = max(self.starts_on, other.starts_on)
        return self.is_in_force_on(latest_start) and other.is_in_force_on(latest_start)

    def clashes_with(self, other: "Span") -> bool:
        """Whether the two cannot stand beside each other: they overlap, or begin on the same day."""
        return self.starts_on == other.starts_on or self.overlaps(other)

    def lies_within(self, first: date, last: date) -> bool:
        """Whether it begins and, if it has an end, ends from `first` to `last`, both included."""
        held_to_the_last = self.ends_on is None or self.ends_on.toordinal() - 1 <= last.toordinal()
        return first <= self.starts_on <= last and held_to_the_last


@dataclass(frozen=True, slots=True)
class Stay:
    """At a school from a first day until before another one; without that, with no end yet."""

    school_id: int
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """What becomes of the latest stay: the day on which it ends now, and whether another one begins."""

    ends_on: date | None
    begins: bool


def followed(latest: Stay | None, *, school_id: int, left_on: date | None, on: date) -> Followed:
    """What a student's latest stay becomes who is at a school from a day on, or leaves on `left_on`.

    Asked twice the same, the second time nothing changes. A stay never ends before it begins.
    """
    if left_on is not None:
        return Followed(ends_on=max(left_on, latest.starts_on) if latest else None, begins=False)
    if latest is None:
        return Followed(ends_on=None, begins=True)
    lasts = latest.ends_on is None or latest.ends_on > on
    if not lasts:
        return Followed(ends_on=latest.ends_on, begins=True)
    if latest.school_id == school_id:
        return Followed(ends_on=None, begins=False)
    return Followed(ends_on=max(on, latest.starts_on), begins=True)
