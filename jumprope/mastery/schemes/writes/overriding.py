"""What a teacher says in place of a course grade. The calculated number stays beside it."""

from dataclasses import dataclass
from datetime import date

from jumprope.kit import rows
from jumprope.kit.command import Answer, command
from jumprope.kit.conclusions import NOTHING_SAID, OVERRIDE, Said
from jumprope.kit.errors import NotFound
from jumprope.kit.viewer import Viewer
from jumprope.mastery.determinations import access as determinations_access
from jumprope.mastery.determinations import reads as determinations_reads
from jumprope.mastery.determinations import writes as determinations
from jumprope.mastery.schemes import access, reads
from jumprope.mastery.schemes.models import CourseGrade
from jumprope.mastery.schemes.reads import Grading
from jumprope.mastery.schemes.writes.grading import locked_grading, record
from jumprope.school.courses import writes as courses


@dataclass(frozen=True, kw_only=True)
class CourseGradeOverridden(Answer):
    """The course grade of which another thing is said now."""

    course_grade_id: int


@dataclass(frozen=True, kw_only=True)
class CourseGradeOverridesExpired(Answer):
    """The course grades whose overrides had expired, and are cleared now."""

    course_grade_ids: list[int]


@command(access.GIVE_GRADES, event="course_grade.overridden")
def override_course_grade(
    *,
    viewer: Viewer,
    section_id: int,
    student_id: int,
    scheme_id: int,
    grading_period_id: int | None = None,
    level_id: int,
    reason: str,
    expected_revision: int,
    expires_on: date | None = None,
) -> CourseGradeOverridden:
    """Say a level in place of the calculated grade, with a reason; it stays until it expires, if it does.

    Raises what `locked_grading` does, `NotFound` for a grade that was never determined,
    `MasteryChangedMeanwhile`, and what `determinations.reads.to_be_said` refuses.
    """
    grading = locked_grading(
        viewer=viewer, section_id=section_id, scheme_id=scheme_id, grading_period_id=grading_period_id
    )
    grade = _looked_at(grading, student_id, expected_revision)
    said = determinations_reads.to_be_said(
        viewer=viewer, level_id=level_id, reason=reason, expires_on=expires_on, scale=grading.scheme.scale
    )
    if said != grade.said:
        _say(viewer, grade, said)
    return CourseGradeOverridden(course_grade_id=grade.pk)


@command(access.GIVE_GRADES, event="course_grade.override_cleared")
def clear_course_grade_override(
    *,
    viewer: Viewer,
    section_id: int,
    student_id: int,
    scheme_id: int,
    grading_period_id: int | None = None,
    expected_revision: int,
) -> CourseGradeOverridden:
    """Let the calculated grade hold again.

    Raises what `locked_grading` does, `NotFound` for a grade that was never determined,
    `MasteryChangedMeanwhile`, and `NotOverridden`.
    """
    grading = locked_grading(
        viewer=viewer, section_id=section_id, scheme_id=scheme_id, grading_period_id=grading_period_id
    )
    grade = _looked_at(grading, student_id, expected_revision)
    if grade.override_level_id is None:
        raise determinations.NotOverridden
    _say(viewer, grade, NOTHING_SAID)
    return CourseGradeOverridden(course_grade_id=grade.pk)


@command(determinations_access.EXPIRE_OVERRIDES, event="course_grade.overrides_expired")
def expire_course_grade_overrides(*, viewer: Viewer) -> CourseGradeOverridesExpired:
    """Clear the overrides of course grades that hold no longer, as their history then tells: for every night.

    Those of locked grading periods too: they hold no longer there either. What was posted stays. At most
    5,000 at once, the oldest grades first. Five statements.
    """
    courses.lock_all_sections()
    expired = CourseGrade.objects.filter(determinations_access.override_expired(viewer)).order_by("pk")
    cleared = list(expired[: determinations.MOST_EXPIRED])
    for grade in cleared:
        grade.say(NOTHING_SAID, viewer=viewer)
    rows.save(cleared, changing=[*OVERRIDE, "revision"])
    record(viewer=viewer, grades=cleared)
    return CourseGradeOverridesExpired(course_grade_ids=[grade.pk for grade in cleared])


def _looked_at(grading: Grading, student_id: int, expected_revision: int) -> CourseGrade:
    grade = reads.grades_of(grading).filter(student=student_id).first()
    if grade is None:
        raise NotFound(field="student_id")
    if grade.revision != expected_revision:
        raise determinations.MasteryChangedMeanwhile(revision=grade.revision)
    return grade


def _say(viewer: Viewer, grade: CourseGrade, said: Said) -> None:
    grade.say(said, viewer=viewer)
    grade.save(update_fields=[name.removesuffix("_id") for name in (*OVERRIDE, "revision")])
    record(viewer=viewer, grades=[grade])
