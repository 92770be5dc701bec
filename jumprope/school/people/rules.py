"""How the history of a student's schools follows from where the student is now."""

from dataclasses import dataclass
from datetime import date


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
