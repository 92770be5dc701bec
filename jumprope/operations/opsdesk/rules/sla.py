"""Until when a ticket has to be resolved, with a clock that pauses; and how that went, day by day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from jumprope.operations.opsdesk.rules.urgency import DAYS, Severity

WARNING = timedelta(days=2)
"""How long before a breach it is announced; at most half of the whole time."""


class Why(StrEnum):
    """Why a clock stands still."""

    RESOLVED = "resolved"
    ACCEPTED = "accepted"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Pause:
    """A time that does not count, from an instant until another one; None while it lasts."""

    why: str
    since: datetime
    until: datetime | None


def days_for(urgency: Severity, policies: Mapping[str, int]) -> int | None:
    """Within how many days that has to be resolved; None when it needs no ticket."""
    return policies.get(urgency, DAYS.get(urgency))


def due_at(first_seen: datetime, days: int, pauses: Iterable[Pause]) -> datetime:
    """First seen, the policy's days, and the pauses that have ended, each moment counted once.

    A pause that lasts counts when it ends: so the date never lies later than policy plus recorded pauses.
    """
    paused, reached = timedelta(), first_seen
    for pause in sorted(pauses, key=lambda each: each.since):
        if pause.until is not None and pause.until > reached:
            paused += pause.until - max(pause.since, reached)
            reached = pause.until
    return first_seen + timedelta(days=days) + paused


def warned_from(first_seen: datetime, due: datetime) -> datetime:
    """From when on a breach is announced."""
    return due - min(WARNING, (due - first_seen) / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How a ticket went: times, and whether it is paused now."""

    severity: str
    first_seen: datetime
    due: datetime
    resolved: datetime | None = None
    paused: bool = False

    def breached(self, now: datetime) -> bool:
        """Whether it was, or is, later than it should be. A paused clock breaches nothing."""
        return (self.resolved or (self.first_seen if self.paused else now)) > self.due


@dataclass(frozen=True, slots=True)
class Day:
    """How many tickets were open at the end of a day, and how many of these were overdue."""

    on: date
    open: int
    overdue: int


def burn_down(courses: Sequence[Course], days: Sequence[datetime]) -> list[Day]:
    """Open and overdue tickets at each of these instants."""
    return [_on(courses, instant) for instant in days]


def _on(courses: Sequence[Course], instant: datetime) -> Day:
    there = [
        course
        for course in courses
        if course.first_seen <= instant and (course.resolved is None or course.resolved > instant)
    ]
    return Day(
        instant.date(), len(there), sum(course.due < instant and not course.paused for course in there)
    )
