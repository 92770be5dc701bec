"""What the evidence says, beside what is kept of it; and what another calculation would say."""

from jumprope.mastery.determinations.reads.counting import Reached, students_who_reached
from jumprope.mastery.determinations.reads.drifting import (
    STUDENTS_AT_ONCE,
    Drift,
    agrees,
    drift,
    drift_across,
    drift_anywhere,
    overridden_off_scale,
    says,
)
from jumprope.mastery.determinations.reads.findings import (
    Across,
    Finding,
    Findings,
    FindingsAcross,
    Key,
    findings_across,
    findings_in,
    findings_on,
    in_force_for,
    in_portions,
    key_across,
    key_of,
    revision,
)
from jumprope.mastery.determinations.reads.previews import preview
from jumprope.mastery.determinations.reads.saying import to_be_said
from jumprope.mastery.determinations.reads.summaries import Holds, what_held_in, what_holds
from jumprope.mastery.determinations.reads.years import mastery_of_year

__all__ = [
    "STUDENTS_AT_ONCE",
    "Across",
    "Drift",
    "Finding",
    "Findings",
    "FindingsAcross",
    "Holds",
    "Key",
    "Reached",
    "agrees",
    "drift",
    "drift_across",
    "drift_anywhere",
    "findings_across",
    "findings_in",
    "findings_on",
    "in_force_for",
    "in_portions",
    "key_across",
    "key_of",
    "mastery_of_year",
    "overridden_off_scale",
    "preview",
    "revision",
    "says",
    "students_who_reached",
    "to_be_said",
    "what_held_in",
    "what_holds",
]
