"""How evidence becomes mastery: the calculation types, their settings, and which policy holds."""

from jumprope.mastery.policies.rules.calculation_types import CalculationType
from jumprope.mastery.policies.rules.calculations import Calculation
from jumprope.mastery.policies.rules.described import Described
from jumprope.mastery.policies.rules.inputs import InputRefused, number, plain
from jumprope.mastery.policies.rules.precedence import BUILT_IN, Scope, Scoped, scope_of, which_policy

__all__ = [
    "BUILT_IN",
    "Calculation",
    "CalculationType",
    "Described",
    "InputRefused",
    "Scope",
    "Scoped",
    "number",
    "plain",
    "scope_of",
    "which_policy",
]
