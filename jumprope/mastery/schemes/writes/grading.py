"""Determining course grades. What a teacher said instead stays."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows
from jumprope.kit.command import Answer, command, step
from jumprope.kit.conclusions import CONCLUDED, KEPT
from jumprope.kit.errors import NotFound, Refused
from jumprope.kit.viewer import Viewer
from jumprope.mastery.schemes import access, reads
from jumprope.mastery.schemes.models import CourseGrade, CourseGradeChange, MasteryScheme
from jumprope.mastery.schemes.reads import Grading, RolledUp
from jumprope.school.calendars import reads as calendars
from jumprope.school.courses import reads as courses_reads
from jumprope.school.courses import writes as courses


class SchemeRetired(Refused):
    """A retired scheme gives no grades."""

    code = "scheme_retired"
    message = _("The scheme “{name}” has been retired.")
    field = "scheme_id"


@dataclass(frozen=True, kw_only=True)
class CourseGradesDetermined(Answer):
    """The course grades of a section's students by a scheme, in the order of the students."""

    course_grade_ids: list[int]


@command(access.GIVE_GRADES, event="course_grades.determined")
def determine_course_grades(
    *, viewer: Viewer, section_id: int, scheme_id: int, grading_period_id: int | None = None
) -> CourseGradesDetermined:
    """Determine what the mastery of each student of a section comes to by a scheme as it stands: of what was
    due in a grading period, or of everything if none is named.

    A grade whose number, level or arithmetic is another gets a new revision, and its history a line; an
    override stays. Raises what `locked_grading` does, and `policies.ScaleMissing`. The number of statements
    is the same for any number of students.
    """
    grading = locked_grading(
        viewer=viewer, section_id=section_id, scheme_id=scheme_id, grading_period_id=grading_period_id
    )
    found = reads.rolled_up(viewer=viewer, grading=grading)
    kept = {grade.student_id: grade for grade in reads.grades_of(grading)}
    changed = []
    for student_id, rolled in found.items():
        if student_id not in kept:
            kept[student_id] = _new(grading, student_id)
        grade = kept[student_id]
        if grade.revision == 0 or not _says(grade, rolled):
            _determine(viewer, grade, grading, rolled)
            changed.append(grade)
    rows.save(changed, changing=[*CONCLUDED, "scheme_revision_id"])
    record(viewer=viewer, grades=changed)
    return CourseGradesDetermined(course_grade_ids=[kept[student_id].pk for student_id in found])


@step
def locked_grading(
    *, viewer: Viewer, section_id: int, scheme_id: int, grading_period_id: int | None
) -> Grading:
    """Lock a section that the viewer may grade, and the scheme, which nobody retires or changes meanwhile;
    what is graded by there. Six statements, and another for a grading period.

    Raises `NotFound` for a section that is absent or not the viewer's to grade, for a scheme that is not for
    it, and for a grading period that its school does not have in its year; `SchemeRetired`, and
    `GradingPeriodLocked`.
    """
    courses.hold_sections([section_id])
    rows.hold(MasteryScheme, [scheme_id])
    if not courses_reads.sections_among([section_id], rule=access.sections_to_grade(viewer)):
        raise NotFound(field="section_id")
    place = courses_reads.places([section_id])[section_id]
    scheme = reads.scheme_for(place, scheme_id)
    if scheme is None:
        raise NotFound(field="scheme_id")
    if scheme.retired_at is not None:
        raise SchemeRetired(name=scheme.name)
    period = None
    if grading_period_id is not None:
        period = calendars.open_period(
            viewer,
            grading_period_id=grading_period_id,
            school_id=place.school_id,
            school_year_id=place.school_year_id,
        )
    return Grading(section_id, scheme, reads.newest_revision(scheme_id), period)


def _new(grading: Grading, student_id: int) -> CourseGrade:
    return CourseGrade(
        section_id=grading.section_id,
        student_id=student_id,
        scheme_id=grading.scheme.pk,
        grading_period_id=grading.grading_period_id,
        revision=0,
    )


def _says(grade: CourseGrade, rolled: RolledUp) -> bool:
    kept = (grade.value, grade.level_id, grade.explanation)
    return kept == (rolled.value, rolled.level_id, rolled.explanation)


def _determine(viewer: Viewer, grade: CourseGrade, grading: Grading, rolled: RolledUp) -> None:
    grade.value, grade.level_id, grade.explanation = rolled.value, rolled.level_id, rolled.explanation
    grade.scheme_revision = grading.revision
    grade.revision += 1
    grade.determined_at = viewer.now


@step
def record(*, viewer: Viewer, grades: Sequence[CourseGrade]) -> None:
    """Add course grades, as they are now, to their history. One statement."""
    rows.keep(
        CourseGradeChange,
        grades,
        of="course_grade_id",
        columns=[*KEPT, "scheme_revision_id"],
        changed_by_id=viewer.account_id,
        changed_at=viewer.now,
    )
