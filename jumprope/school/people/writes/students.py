"""Adding students; and, as parts of commands above that also see to their rosters, where they go."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NotRequired, TypedDict

from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.people import access
from jumprope.school.people.models import Student


class AlreadyAtSchool(Refused):
    """The student attends this school, and has not left."""

    code = "already_at_school"
    message = _("The student is at this school already.")
    field = "school_id"


class AlreadyLeft(Refused):
    """The student is at no school of the tenant any more."""

    code = "already_left"
    message = _("The student has left already, on {left_on}.")
    field = "student_id"


class NewStudent(TypedDict):
    """A student to be added."""

    school_id: int
    given_name: str
    family_name: str
    grade_level: NotRequired[str]


@dataclass(frozen=True, kw_only=True)
class StudentsAdded(Answer):
    """The new students, in the order in which they were given."""

    student_ids: list[int]


@command(access.MANAGE_PEOPLE, event="students.added")
def add_students(*, viewer: Viewer, students: Sequence[NewStudent]) -> StudentsAdded:
    """Add students to schools. Raises `NotFound` for a school, and what `kit.values` refuses."""
    values.check_size(students, field="students")
    new = [Student(**student) for student in students]
    schools = tenancy.schools_among(
        {student.school_id for student in new}, rule=access.schools_to_add_to(viewer)
    )
    refuse_all(_faults_of(new, schools))
    return StudentsAdded(student_ids=rows.insert(new))


def _faults_of(new: Sequence[Student], schools: set[int]) -> Iterator[Refused]:
    for position, student in enumerate(new):
        at = f"students.{position}"
        yield from values.clean(student, at=at)
        if student.school_id not in schools:
            yield NotFound(field=f"{at}.school_id")


@step
def hold_students(student_ids: Collection[int]) -> dict[int, date | None]:
    """Lock students for the rest of a command that changes where they are.

    Return those that there are, each with the day on which the student left, if so. After any lock on
    sections, before any on enrolments. One statement.
    """
    return {student.pk: student.left_on for student in rows.hold(Student, student_ids).values()}


@step
def change_school(*, viewer: Viewer, student_id: int, school_id: int) -> int:
    """Let a student attend another school, or one again after having left; return the school before.

    Both schools have to be the viewer's to manage. Raises `NotFound`, `AlreadyAtSchool`. Four statements.
    """
    student = _locked(viewer, student_id)
    if not tenancy.schools_among([school_id], rule=access.schools_to_add_to(viewer)):
        raise NotFound(field="school_id")
    former = student.school_id
    if former == school_id and student.left_on is None:
        raise AlreadyAtSchool
    student.school_id, student.left_on = school_id, None
    student.save(update_fields=["school", "left_on"])
    return former


@step
def leave(*, viewer: Viewer, student_id: int, left_on: date) -> None:
    """Write down that a student is at no school of the tenant from a day on; a day that lies ahead can still
    be moved.

    Raises `NotFound`, `AlreadyLeft`. Three statements.
    """
    student = _locked(viewer, student_id)
    if student.left_on is not None and student.left_on <= viewer.today:
        raise AlreadyLeft(left_on=student.left_on)
    student.left_on = left_on
    student.save(update_fields=["left_on"])


def _locked(viewer: Viewer, student_id: int) -> Student:
    return rows.locked_one(Student, access.students_to_manage(viewer), student_id, field="student_id")
