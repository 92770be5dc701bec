"""Which policy holds where, the scales, and why a calculation or a level is not taken."""

from jumprope.mastery.policies.models import Scale
from jumprope.mastery.policies.reads.holding import (
    Holding,
    InForce,
    ScaleMissing,
    conversions,
    in_force,
    level,
    levels_of,
)
from jumprope.mastery.policies.reads.refusals import LevelRetired, calculation_refused, conversion_refused

__all__ = [
    "Holding",
    "InForce",
    "LevelRetired",
    "Scale",
    "ScaleMissing",
    "calculation_refused",
    "conversion_refused",
    "conversions",
    "in_force",
    "level",
    "levels_of",
]
