"""Planning assessments, giving them in several sections, marks and types, and saving scores."""

from jumprope.learning.assessments.rules import Range
from jumprope.learning.assessments.writes.copying import UnitCopied, copy_unit
from jumprope.learning.assessments.writes.marks import (
    MarkMade,
    MarkNoLongerGiven,
    MarksMade,
    begin_marks,
    change_mark,
    make_mark,
    retire_mark,
)
from jumprope.learning.assessments.writes.planning import (
    AssessmentPlanned,
    AssessmentsPlanned,
    Changes,
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
from jumprope.learning.assessments.writes.sharing import (
    AssessmentGiven,
    CommonChanges,
    PlaceToGive,
    Shared,
    change_common,
    give_in_sections,
    lock_common,
)
from jumprope.learning.assessments.writes.types import (
    TypeWritten,
    change_assessment_type,
    make_assessment_type,
    retire_assessment_type,
)

__all__ = [
    "MOST_RESULTS",
    "AssessmentGiven",
    "AssessmentPlanned",
    "AssessmentsPlanned",
    "Cell",
    "Changes",
    "CommonChanges",
    "MarkMade",
    "MarkNoLongerGiven",
    "MarksMade",
    "NewAssessment",
    "PlaceToGive",
    "Range",
    "Result",
    "Shared",
    "TypeWritten",
    "UnitCopied",
    "begin_marks",
    "change",
    "change_assessment_type",
    "change_common",
    "change_mark",
    "copy_unit",
    "give_in_sections",
    "lock_common",
    "lock_gradebook",
    "lock_section",
    "lock_whole_gradebook",
    "make_assessment_type",
    "make_mark",
    "plan_assessment",
    "plan_assessments",
    "retire_assessment_type",
    "retire_mark",
    "save_results",
    "save_scores",
]
