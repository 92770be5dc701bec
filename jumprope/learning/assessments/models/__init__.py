"""Assessments and scores, and what a tenant and its teachers say about both."""

from jumprope.learning.assessments.models.planning import (
    AlignedStandard,
    Assessment,
    AssessmentCategory,
    AssessmentType,
    CommonAssessment,
)
from jumprope.learning.assessments.models.scoring import Effect, Mark, Score, ScoreChange, ScoreComment

__all__ = [
    "AlignedStandard",
    "Assessment",
    "AssessmentCategory",
    "AssessmentType",
    "CommonAssessment",
    "Effect",
    "Mark",
    "Score",
    "ScoreChange",
    "ScoreComment",
]
