"""Which level of a scale a number reaches."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Protocol, TypeVar


class Level(Protocol):
    """A level of a scale, as far as reaching it goes: the least number that reaches it.

    A level without a threshold is the floor of its scale: whatever reaches no other is in it.
    """

    @property
    def threshold(self) -> Decimal | None: ...


L = TypeVar("L", bound=Level)

_BELOW_ALL = Decimal("-Infinity")


def level_for(value: Decimal | None, levels: Iterable[L]) -> L | None:
    """The level with the greatest threshold that the value reaches; of equal thresholds, the first.

    The value is the number as it is shown, rounded: who is shown 90 is judged by 90, not by 89.66. Without a
    value there is no level, and below every threshold none either, unless the scale has a floor.
    """
    if value is None:
        return None
    thresholds = ((_BELOW_ALL if level.threshold is None else level.threshold, level) for level in levels)
    reached = [each for each in thresholds if each[0] <= value]
    return max(reached, key=lambda each: each[0])[1] if reached else None
