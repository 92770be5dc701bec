"""Determining course grades. What a teacher said instead stays."""

from collections.abc import Sequence
from dataclasses import dataclass

from jumprope.kit import rows
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound
from jumprope.kit.viewer import Viewer
from jumprope.mastery.schemes import access, reads
from jumprope.mastery.schemes.models import CourseGrade, CourseGradeChange, MasteryScheme
from jumprope.mastery.schemes.reads import RolledUp
from jumprope.school.courses import writes as courses

DETERMINED = ["value", "level_id", "explanation", "revision", "determined_at"]
"""The columns of a course grade that are written when it is determined anew."""

SAID = ["override_level_id", "override_reason", "override_expires_on"]
"""The columns of a course grade that say what a teacher said instead."""

KEPT = ["revision", "value", "level_id", "explanation", *SAID]
"""The columns of a course grade that its history keeps."""


@dataclass(frozen=True, kw_only=True)
class CourseGradesDetermined(Answer):
    """The course grades of a section's students by a scheme, in the order of the students."""

    course_grade_ids: list[int]


@command(access.GIVE_GRADES, event="course_grades.determined")
def determine_course_grades(*, viewer: Viewer, section_id: int, scheme_id: int) -> CourseGradesDetermined:
    """Determine what the mastery of each student of a section comes to by a scheme.

    A grade whose number, level or arithmetic is another gets a new revision, and its history a line; an
    override stays. Raises `NotFound` for a section that is absent or not the viewer's to grade, and for a
    scheme that is not for it; and `policies.ScaleMissing`. The number of statements is the same for any
    number of students.
    """
    scheme = locked_scheme(viewer=viewer, section_id=section_id, scheme_id=scheme_id)
    found = reads.rolled_up(viewer=viewer, section_id=section_id, scheme=scheme)
    grades = CourseGrade.objects.filter(section=section_id, scheme=scheme_id)
    kept = {grade.student_id: grade for grade in grades}
    changed = []
    for student_id, rolled in found.items():
        grade = kept.setdefault(
            student_id, CourseGrade(section_id=section_id, student_id=student_id, scheme=scheme, revision=0)
        )
        if grade.revision == 0 or not _says(grade, rolled):
            _determine(viewer, grade, rolled)
            changed.append(grade)
    rows.save(changed, changing=DETERMINED)
    record(viewer=viewer, grades=changed)
    return CourseGradesDetermined(course_grade_ids=[kept[student_id].pk for student_id in found])


@step
def locked_scheme(*, viewer: Viewer, section_id: int, scheme_id: int) -> MasteryScheme:
    """Lock a section that the viewer may grade; the scheme, which is for that section. Four statements.

    Raises `NotFound`.
    """
    allowed = courses.lock_sections(rule=access.sections_to_grade(viewer), section_ids=[section_id])
    scheme = reads.scheme_for(section_id, scheme_id)
    if section_id not in allowed:
        raise NotFound(field="section_id")
    if scheme is None:
        raise NotFound(field="scheme_id")
    return scheme


def _says(grade: CourseGrade, rolled: RolledUp) -> bool:
    kept = (grade.value, grade.level_id, grade.explanation)
    return kept == (rolled.value, rolled.level_id, rolled.explanation)


def _determine(viewer: Viewer, grade: CourseGrade, rolled: RolledUp) -> None:
    grade.value, grade.level_id, grade.explanation = rolled.value, rolled.level_id, dict(rolled.explanation)
    grade.revision += 1
    grade.determined_at = viewer.now


@step
def record(*, viewer: Viewer, grades: Sequence[CourseGrade]) -> None:
    """Add course grades, as they are now, to their history. One statement."""
    rows.keep(
        CourseGradeChange,
        grades,
        of="course_grade_id",
        columns=KEPT,
        changed_by_id=viewer.account_id,
        changed_at=viewer.now,
    )
