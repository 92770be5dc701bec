"""Everything that changes mastery: new evidence, another policy, and what teachers say instead."""

from jumprope.mastery.determinations.writes.evidence import (
    AssessmentChanged,
    CommonAssessmentChanged,
    ResultsRecorded,
    ScoresRecorded,
    change_assessment,
    change_common_assessment,
    record_results,
    record_scores,
    take_in_results,
)
from jumprope.mastery.determinations.writes.governing import (
    ConversionSet,
    LevelNoLongerGiven,
    MarkChanged,
    PolicySet,
    change_mark,
    retire_level,
    set_conversion,
    set_policy,
)
from jumprope.mastery.determinations.writes.overriding import (
    MasteryOverridden,
    OverrideCleared,
    OverridesExpired,
    clear_override,
    expire_overrides,
    override,
)
from jumprope.mastery.determinations.writes.taking_in import take_in_assessments

__all__ = [
    "AssessmentChanged",
    "CommonAssessmentChanged",
    "ConversionSet",
    "LevelNoLongerGiven",
    "MarkChanged",
    "MasteryOverridden",
    "OverrideCleared",
    "OverridesExpired",
    "PolicySet",
    "ResultsRecorded",
    "ScoresRecorded",
    "change_assessment",
    "change_common_assessment",
    "change_mark",
    "clear_override",
    "expire_overrides",
    "override",
    "record_results",
    "record_scores",
    "retire_level",
    "set_conversion",
    "set_policy",
    "take_in_assessments",
    "take_in_results",
]
