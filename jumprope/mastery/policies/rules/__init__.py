"""How evidence becomes mastery: the calculation types, their settings, which policy holds, and how numbers
pass from one scale to another.
"""

from jumprope.mastery.policies.rules.calculation_types import CalculationType
from jumprope.mastery.policies.rules.calculations import Calculation
from jumprope.mastery.policies.rules.conversions import MOST_POINTS, Conversion, ConversionKind, Ends, Point
from jumprope.mastery.policies.rules.described import Described
from jumprope.mastery.policies.rules.inputs import InputRefused, number, plain
from jumprope.mastery.policies.rules.precedence import BUILT_IN, Scope, Scoped, scope_of, which_policy
from jumprope.mastery.policies.rules.rounding import rounded

__all__ = [
    "BUILT_IN",
    "MOST_POINTS",
    "Calculation",
    "CalculationType",
    "Conversion",
    "ConversionKind",
    "Described",
    "Ends",
    "InputRefused",
    "Point",
    "Scope",
    "Scoped",
    "number",
    "plain",
    "rounded",
    "scope_of",
    "which_policy",
]
