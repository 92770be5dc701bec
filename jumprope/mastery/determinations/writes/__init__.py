"""Everything that changes mastery: new evidence, another policy, and what teachers say instead."""

from jumprope.mastery.determinations.writes.evidence import (
    AssessmentChanged,
    ScoresRecorded,
    change_assessment,
    record_scores,
)
from jumprope.mastery.determinations.writes.governing import (
    LevelNoLongerGiven,
    PolicySet,
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
    "LevelNoLongerGiven",
    "MasteryOverridden",
    "OverrideCleared",
    "PolicySet",
    "ScoresRecorded",
    "change_assessment",
    "clear_override",
    "override",
    "record_scores",
    "retire_level",
    "set_policy",
]
