"""What a teacher says in place of a course grade. The calculated number stays beside it."""

from dataclasses import dataclass
from datetime import date, timedelta

from jumprope.kit import rows, values
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound
from jumprope.kit.viewer import Viewer
from jumprope.mastery.determinations import access as determinations
from jumprope.mastery.determinations.writes.overriding import (
    MOST_EXPIRED,
    LevelOfAnotherScale,
    MasteryChangedMeanwhile,
    NotOverridden,
    OverrideExpiresTooSoon,
)
from jumprope.mastery.policies import reads as policies
from jumprope.mastery.policies.writes import LevelRetired
from jumprope.mastery.schemes import access
from jumprope.mastery.schemes.models import LONGEST_REASON, CourseGrade, MasteryScheme
from jumprope.mastery.schemes.writes.grading import SAID, locked_scheme, record
from jumprope.school.courses import writes as courses

CHANGED = (*SAID, "overridden_by_id", "revision")
"""The columns of a course grade that are written when another thing is said."""


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
    level_id: int,
    reason: str,
    expected_revision: int,
    expires_on: date | None = None,
) -> CourseGradeOverridden:
    """Say a level in place of the calculated grade, with a reason; it stays until it expires, if it does.

    Raises `NotFound` for a section that is not the viewer's to grade, for a grade that was never determined,
    and for a level; `MasteryChangedMeanwhile`, `LevelRetired`, `LevelOfAnotherScale`,
    `OverrideExpiresTooSoon`, and what `kit.values` refuses of the reason.
    """
    scheme = locked_scheme(viewer=viewer, section_id=section_id, scheme_id=scheme_id)
    grade = _looked_at(section_id, student_id, scheme, expected_revision)
    _check_level(scheme, level_id)
    reason = values.clean_prose(reason, field="reason", at_most=LONGEST_REASON)
    if expires_on is not None and expires_on <= viewer.today:
        raise OverrideExpiresTooSoon(earliest=viewer.today + timedelta(days=1))
    if (level_id, reason, expires_on) != tuple(getattr(grade, name) for name in SAID):
        _say(viewer, grade, level_id, reason, expires_on)
    return CourseGradeOverridden(course_grade_id=grade.pk)


@command(access.GIVE_GRADES, event="course_grade.override_cleared")
def clear_course_grade_override(
    *, viewer: Viewer, section_id: int, student_id: int, scheme_id: int, expected_revision: int
) -> CourseGradeOverridden:
    """Let the calculated grade hold again. Raises `NotFound`, `MasteryChangedMeanwhile`, `NotOverridden`."""
    scheme = locked_scheme(viewer=viewer, section_id=section_id, scheme_id=scheme_id)
    grade = _looked_at(section_id, student_id, scheme, expected_revision)
    if grade.override_level_id is None:
        raise NotOverridden
    _say(viewer, grade, None, "", None)
    return CourseGradeOverridden(course_grade_id=grade.pk)


@command(determinations.EXPIRE_OVERRIDES, event="course_grade.overrides_expired")
def expire_course_grade_overrides(*, viewer: Viewer) -> CourseGradeOverridesExpired:
    """Clear the overrides of course grades that hold no longer, as their history then tells: for every night.

    At most 5,000 at once, the oldest grades first. Five statements.
    """
    courses.lock_all_sections()
    expired = CourseGrade.objects.filter(determinations.override_expired(viewer)).order_by("pk")
    cleared = list(expired[:MOST_EXPIRED])
    for grade in cleared:
        _set(viewer, grade, None, "", None)
    rows.save(cleared, changing=CHANGED)
    record(viewer=viewer, grades=cleared)
    return CourseGradeOverridesExpired(course_grade_ids=[grade.pk for grade in cleared])


def _looked_at(
    section_id: int, student_id: int, scheme: MasteryScheme, expected_revision: int
) -> CourseGrade:
    grade = CourseGrade.objects.filter(section=section_id, student=student_id, scheme=scheme).first()
    if grade is None:
        raise NotFound(field="student_id")
    if grade.revision != expected_revision:
        raise MasteryChangedMeanwhile(revision=grade.revision)
    return grade


def _check_level(scheme: MasteryScheme, level_id: int) -> None:
    level = policies.level(level_id)
    if level is None:
        raise NotFound(field="level_id")
    if level.retired_at is not None:
        raise LevelRetired(name=level.name)
    if level.scale_id != scheme.scale_id:
        raise LevelOfAnotherScale(its=level.scale.name, here=scheme.scale.name)


def _say(
    viewer: Viewer, grade: CourseGrade, level_id: int | None, reason: str, expires_on: date | None
) -> None:
    _set(viewer, grade, level_id, reason, expires_on)
    grade.save(update_fields=[name.removesuffix("_id") for name in CHANGED])
    record(viewer=viewer, grades=[grade])


def _set(
    viewer: Viewer, grade: CourseGrade, level_id: int | None, reason: str, expires_on: date | None
) -> None:
    grade.override_level_id, grade.override_reason = level_id, reason
    grade.override_expires_on = expires_on
    grade.overridden_by_id = None if level_id is None else viewer.account_id
    grade.revision += 1
