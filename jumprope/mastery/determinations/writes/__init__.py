"""Everything that changes mastery: new evidence, another policy, and what teachers say instead."""

from jumprope.mastery.determinations.writes.evidence import (
    AssessmentChanged,
    CommonAssessmentChanged,
    ScoresRecorded,
    change_assessment,
    change_common_assessment,
    record_scores,
)
from jumprope.mastery.determinations.writes.governing import (
    LevelNoLongerGiven,
    MarkChanged,
    PolicySet,
    change_mark,
    retire_level,
    set_policy,
)
from jumprope.mastery.determinations.writes.overriding import (
    MasteryOverridden,
    OverrideCleared,
    clear_override,
    override,
)

__all__ = [
    "AssessmentChanged",
    "CommonAssessmentChanged",
    "LevelNoLongerGiven",
    "MarkChanged",
    "MasteryOverridden",
    "OverrideCleared",
    "PolicySet",
    "ScoresRecorded",
    "change_assessment",
    "change_common_assessment",
    "change_mark",
    "clear_override",
    "override",
    "record_scores",
    "retire_level",
    "set_policy",
]
