"""Planning assessments, and saving scores."""

from jumprope.learning.assessments.rules import Range
from jumprope.learning.assessments.writes.planning import (
    AssessmentPlanned,
    AssessmentsPlanned,
    NewAssessment,
    change,
    plan_assessment,
    plan_assessments,
)
from jumprope.learning.assessments.writes.scoring import Cell, lock_gradebook, save_scores

__all__ = [
    "AssessmentPlanned",
    "AssessmentsPlanned",
    "Cell",
    "NewAssessment",
    "Range",
    "change",
    "lock_gradebook",
    "plan_assessment",
    "plan_assessments",
    "save_scores",
]
