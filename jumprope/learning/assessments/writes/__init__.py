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
from jumprope.learning.assessments.writes.scoring import (
    MOST_RESULTS,
    Cell,
    Result,
    lock_gradebook,
    lock_section,
    lock_whole_gradebook,
    save_results,
    save_scores,
)

__all__ = [
    "MOST_RESULTS",
    "AssessmentPlanned",
    "AssessmentsPlanned",
    "Cell",
    "NewAssessment",
    "Range",
    "Result",
    "change",
    "lock_gradebook",
    "lock_section",
    "lock_whole_gradebook",
    "plan_assessment",
    "plan_assessments",
    "save_results",
    "save_scores",
]
