"""What holds today of what may be overridden: what a teacher says until a day, or what was calculated."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

Said = tuple[int | None, date | None]
"""What was said in place of something, and the day from which that holds no longer."""

Levels = tuple[int | None, date | None, int | None]
"""The same, and what it was said in place of."""


class OnADay(Protocol):
    """Whoever asks, as far as it matters on which day."""

    @property
    def today(self) -> date: ...


def holds(expires_on: date | None, today: date) -> bool:
    """Whether an override that ends on that day, or never, holds today."""
    return expires_on is None or expires_on > today


def what_holds(viewer: OnADay, said: Sequence[Said]) -> Mapping[Said, int | None]:
    """What was said, as long as it holds."""
    return {(key, expires): key if holds(expires, viewer.today) else None for key, expires in said}


def effective(viewer: OnADay, levels: Sequence[Levels]) -> Mapping[Levels, int | None]:
    """The levels that hold."""
    return {
        (said, expires, calculated): said if said and holds(expires, viewer.today) else calculated
        for said, expires, calculated in levels
    }
