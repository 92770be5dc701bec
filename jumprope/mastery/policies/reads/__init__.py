"""Which policy holds where, the scales, and why a calculation is not taken."""

from jumprope.mastery.policies.reads.holding import Holding, InForce, ScaleMissing, in_force, level
from jumprope.mastery.policies.reads.refusals import calculation_refused

__all__ = ["Holding", "InForce", "ScaleMissing", "calculation_refused", "in_force", "level"]
