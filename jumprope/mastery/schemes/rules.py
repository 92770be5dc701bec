"""Rolling up: from the mastery of standards through the parts of a scheme to one number, explained."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jumprope.mastery.determinations.rules import Evidence, Result, calculate
from jumprope.mastery.policies.rules import Calculation, CalculationType, plain

UNORDERED = frozenset(
    {
        CalculationType.WEIGHTED_AVERAGE,
        CalculationType.HIGHEST,
        CalculationType.LOWEST,
        CalculationType.MEDIAN,
        CalculationType.N_MASTERY,
        CalculationType.MEAN_OF_BEST,
    }
)
"""The calculation types that parts can have: standards stand side by side, and none is newer."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a scheme.

    key     the caller's own name for it, which the part above it calls it in its arithmetic
    parent  the key of the part that it counts in; None for the whole
    weight  how much it counts there, above 0
    """

    key: str
    parent: str | None
    name: str
    weight: Decimal
    calculation: Calculation


@dataclass(frozen=True, slots=True)
class Rolled:
    """What one part of a scheme comes to."""

    part: Part
    result: Result

    def as_json(self) -> dict[str, Any]:
        """The part and its arithmetic as plain JSON; decimals are strings."""
        part = self.part
        about = {"key": part.key, "parent": part.parent, "name": part.name, "weight": plain(part.weight)}
        return about | {"result": self.result.as_json()}


def roll_up(parts: Sequence[Part], mastery: Mapping[str, Sequence[Evidence]]) -> list[Rolled]:
    """What each part comes to, in the order of the parts; each stands after the one it counts in.

    `mastery` is the evidence of the parts that take standards, by the part's key. What has no number does not
    count, and says why; the weights of the others are relative, so that they take its place.
    """
    results: dict[str, Result] = {}
    for part in reversed(parts):
        below = [
            Evidence(key=each.key, value=results[each.key].value, weight=each.weight)
            for each in parts
            if each.parent == part.key
        ]
        results[part.key] = calculate([*below, *mastery.get(part.key, ())], part.calculation)
    return [Rolled(part, results[part.key]) for part in parts]
