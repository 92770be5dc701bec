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
]
