"""Coverage of places: by the standards that are assessed, and by those that they stand for."""

from jumprope.mastery.coverage.reads.frameworks import FrameworkCoverage, framework_coverage
from jumprope.mastery.coverage.reads.places import Over, StandardCoverage
from jumprope.mastery.coverage.reads.standards import Coverage, Measure, coverage

__all__ = [
    "Coverage",
    "FrameworkCoverage",
    "Measure",
    "Over",
    "StandardCoverage",
    "coverage",
    "framework_coverage",
]
