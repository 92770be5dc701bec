"""What evidence says, as pure arithmetic: thirteen calculations that explain themselves, and the levels."""

from jumprope.mastery.determinations.rules.calculating import calculate
from jumprope.mastery.determinations.rules.evidence import DateBasis, Evidence, date_of, in_order
from jumprope.mastery.determinations.rules.levels import Level, level_for
from jumprope.mastery.determinations.rules.results import Line, Part, Result, Why
from jumprope.mastery.determinations.rules.workings import Reason, WhyNot

__all__ = [
    "DateBasis",
    "Evidence",
    "Level",
    "Line",
    "Part",
    "Reason",
    "Result",
    "Why",
    "WhyNot",
    "calculate",
    "date_of",
    "in_order",
    "level_for",
]
