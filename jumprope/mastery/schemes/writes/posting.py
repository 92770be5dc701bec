"""Posting course grades: a copy for families, which nothing changes any more."""

from dataclasses import dataclass

from jumprope.kit import rows
from jumprope.kit.command import Answer, command
from jumprope.kit.viewer import Viewer
from jumprope.mastery.determinations import access as determinations
from jumprope.mastery.schemes import access, reads
from jumprope.mastery.schemes.models import CourseGrade, PostedGrade
from jumprope.mastery.schemes.writes.grading import locked_grading


@dataclass(frozen=True, kw_only=True)
class CourseGradesPosted(Answer):
    """The grades that were posted, in the order of the students."""

    posted_grade_ids: list[int]


@command(access.GIVE_GRADES, event="course_grades.posted")
def post_course_grades(
    *, viewer: Viewer, section_id: int, scheme_id: int, grading_period_id: int | None = None
) -> CourseGradesPosted:
    """Post the course grades of a section as they hold today, for a grading period or for everything; those
    without number and level are not.

    Raises what `locked_grading` does. The number of statements is the same for any number of students.
    """
    grading = locked_grading(
        viewer=viewer, section_id=section_id, scheme_id=scheme_id, grading_period_id=grading_period_id
    )
    posted = [_posted(viewer, grade) for grade in reads.grades_of(grading).defer("explanation")]
    given = [each for each in posted if each.value is not None or each.level_id is not None]
    return CourseGradesPosted(posted_grade_ids=rows.insert(given))


def _posted(viewer: Viewer, grade: CourseGrade) -> PostedGrade:
    """What is to be posted of a course grade: the level said instead while that holds, else its number."""
    said = grade.override_level_id
    if said is not None and not determinations.holds(viewer, grade.override_expires_on):
        said = None
    return PostedGrade(
        section_id=grade.section_id,
        student_id=grade.student_id,
        scheme_id=grade.scheme_id,
        grading_period_id=grade.grading_period_id,
        value=grade.value if said is None else None,
        level_id=said or grade.level_id,
        posted_at=viewer.now,
        posted_by_id=viewer.account_id,
    )
