"""What evidence says, as pure arithmetic: thirteen calculations that explain themselves, and the levels."""

from jumprope.mastery.determinations.rules.calculating import calculate
from jumprope.mastery.determinations.rules.evidence import Evidence, in_order
from jumprope.mastery.determinations.rules.levels import Level, level_for
from jumprope.mastery.determinations.rules.results import Line, Part, Result, Why
from jumprope.mastery.determinations.rules.workings import Reason, WhyNot

__all__ = [
    "Evidence",
    "Level",
    "Line",
    "Part",
    "Reason",
    "Result",
    "Why",
    "WhyNot",
    "calculate",
    "in_order",
    "level_for",
]
