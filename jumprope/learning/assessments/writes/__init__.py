"""Planning assessments, giving them in several sections, types, categories and marks, saving scores, and
commenting on them.
"""

from jumprope.learning.assessments.rules import Range
from jumprope.learning.assessments.writes.categories import (
    CategoryDetail,
    CategoryWritten,
    KnownCategory,
    NewCategory,
    change_category,
    make_category,
    retire_category,
    take_in_categories,
)
from jumprope.learning.assessments.writes.comments import CommentWritten, comment_on_score, retract_comment
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
    AssessmentDetail,
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
    CommonAssessmentDetail,
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
    "AssessmentDetail",
    "AssessmentGiven",
    "AssessmentPlanned",
    "AssessmentsPlanned",
    "CategoryDetail",
    "CategoryWritten",
    "Cell",
    "Changes",
    "CommentWritten",
    "CommonAssessmentDetail",
    "CommonChanges",
    "KnownCategory",
    "MarkMade",
    "MarkNoLongerGiven",
    "MarksMade",
    "NewAssessment",
    "NewCategory",
    "PlaceToGive",
    "Range",
    "Result",
    "Shared",
    "TypeWritten",
    "UnitCopied",
    "begin_marks",
    "change",
    "change_assessment_type",
    "change_category",
    "change_common",
    "change_mark",
    "comment_on_score",
    "copy_unit",
    "give_in_sections",
    "lock_common",
    "lock_gradebook",
    "lock_section",
    "lock_whole_gradebook",
    "make_assessment_type",
    "make_category",
    "make_mark",
    "plan_assessment",
    "plan_assessments",
    "retire_assessment_type",
    "retire_category",
    "retire_mark",
    "retract_comment",
    "save_results",
    "save_scores",
    "take_in_categories",
]
