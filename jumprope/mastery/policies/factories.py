"""Scales and policies for tests and benchmarks."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import count
from typing import Any

from jumprope.mastery.policies.models import Level, Policy, Scale, ScaleConversion

FOUR_LEVELS = (
    ("Beginning", 0, "#b3261e"),
    ("Developing", 2, "#b26a00"),
    ("Proficient", 3, "#1b6e3c"),
    ("Extending", "3.5", "#0b57a4"),
)
"""Names, thresholds and colours of the levels that a scale is made with."""

_numbers = count(1)


def a_scale(**changes: Any) -> Scale:
    """A scale from 0 to 4 with four levels."""
    values = {"name": f"Scale {next(_numbers)}", "lowest": Decimal(0), "highest": Decimal(4)}
    scale = Scale.objects.create(**values | changes)
    for name, threshold, colour in FOUR_LEVELS:
        Level.objects.create(scale=scale, name=name, threshold=Decimal(threshold), colour=colour)
    return scale


def the_level(scale: Scale, name: str) -> Level:
    """The level of a scale with this name."""
    return Level.objects.get(scale=scale, name=name)


def a_policy(**changes: Any) -> Policy:
    """A policy of the highest score, for the tenant if nothing narrower is given; the scale has to be."""
    values = {"calculation_type": "highest", "settings": {}}
    return Policy.objects.create(**values | changes)


def a_conversion(*, points: Iterable[tuple[object, object]], **changes: Any) -> ScaleConversion:
    """A linear conversion through these points, each a number given and shown; scales have to be given."""
    written = [{"given": str(number), "shown": str(shown)} for number, shown in points]
    return ScaleConversion.objects.create(**{"kind": "linear", "points": written} | changes)
