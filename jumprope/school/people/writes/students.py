"""Adding students and correcting what is known of them; and, as parts of commands above that also see to
their rosters, where they go.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NotRequired

from django.utils.translation import gettext_lazy as _

from jumprope.kit import described, rows, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.courses import reads as courses
from jumprope.school.people import access
from jumprope.school.people.models import Student, StudentValue
from jumprope.school.people.writes import schools
from jumprope.school.people.writes.names import ChangedNames, Names

MOST_TAKEN_IN = 5000
"""How many rows a step takes in at once."""

PASSAGE = {"entered_on", "entry_code", "exit_code"}
"""What is said of a student's way to a school, and not of the student."""


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


class NewStudent(Names):
    """A student to be added, who is at the school from `entered_on` on; by default from today."""

    school_id: int
    given_name: str
    family_name: str
    grade_level_id: NotRequired[int]
    graduation_year: NotRequired[int | None]
    entered_on: NotRequired[date | None]
    entry_code: NotRequired[str]


class ChangedStudent(ChangedNames):
    """A student of whom something else is true; what is not said stays."""

    student_id: int
    grade_level_id: NotRequired[int]
    graduation_year: NotRequired[int | None]
    clear: NotRequired[Sequence[StudentValue]]


class SaidStudent(ChangedNames):
    """A student as another system knows one: with a key one of ours, who may be at another school from
    `entered_on` on, or at none from `left_on` on; else a new one.
    """

    student_id: NotRequired[int | None]
    grade_level_id: NotRequired[int | None]
    school_id: NotRequired[int]
    left_on: NotRequired[date | None]
    entered_on: NotRequired[date | None]
    entry_code: NotRequired[str]
    exit_code: NotRequired[str]


@dataclass(frozen=True, kw_only=True)
class StudentsAdded(Answer):
    """The new students, in the order in which they were given."""

    student_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class StudentsCorrected(Answer):
    """The students, in the order in which they were given."""

    student_ids: list[int]


@command(access.MANAGE_PEOPLE, event="students.added")
def add_students(*, viewer: Viewer, students: Sequence[NewStudent]) -> StudentsAdded:
    """Add students to schools.

    Raises `NotFound` for a school or a grade level, and what `kit.values` refuses.
    """
    values.check_size(students, field="students")
    return StudentsAdded(student_ids=take_in_students(viewer=viewer, students=students))


@command(access.MANAGE_PEOPLE, event="students.corrected")
def correct_students(*, viewer: Viewer, students: Sequence[ChangedStudent]) -> StudentsCorrected:
    """Correct names and grade levels.

    Raises `NotFound` for a student or a grade level, `DescribedTwice`, `GivenAndCleared`, and what
    `kit.values` refuses.
    """
    values.check_size(students, field="students")
    return StudentsCorrected(student_ids=take_in_students(viewer=viewer, students=students))


@step
def take_in_students(
    *, viewer: Viewer, students: Sequence[NewStudent | ChangedStudent | SaidStudent], at: str = "students"
) -> list[int]:
    """Write down students, those with a key as well as new ones; their keys in the order given.

    Whoever is at another school than before has a school enrolment there, and that at the former one ends;
    enrolments in sections are for rosters to end. At most 5,000 at once; thirteen statements at most.

    Raises `NotFound` for a student, a school or a grade level, `DescribedTwice`, `GivenAndCleared`, and what
    `kit.values` refuses.
    """
    values.check_size(students, field=at, at_most=MOST_TAKEN_IN)
    columns = [{name: said for name, said in one.items() if name not in PASSAGE} for one in students]
    found = described.read(Student, columns, key="student_id", rule=access.students_to_manage(viewer), at=at)
    passages = {place: _passage(one, viewer.today) for place, one in zip(found.rows, students, strict=True)}
    refuse_all([*found.refusals, *_faults_of(viewer, found.rows, passages)])
    keys = described.save(found)
    schools.follow({student: passages[place] for place, student in found.rows.items()})
    return keys


def _passage(said: Mapping[str, object], today: date) -> schools.Passage:
    on = said.get("entered_on")
    return schools.Passage(
        on=on if isinstance(on, date) else today,
        entry_code=str(said.get("entry_code") or ""),
        exit_code=str(said.get("exit_code") or ""),
    )


def _faults_of(
    viewer: Viewer, students: Mapping[str, Student], passages: Mapping[str, schools.Passage]
) -> Iterator[Refused]:
    schools_named = {student.school_id for student in students.values()}
    schools_known = tenancy.schools_among(schools_named, rule=access.schools_to_add_to(viewer))
    levels_named = {student.grade_level_id for student in students.values()}
    levels_known = courses.grade_levels_among(key for key in levels_named if key is not None)
    for place, student in students.items():
        if student.school_id not in schools_known:
            yield NotFound(field=f"{place}.school_id")
        if student.grade_level_id is not None and student.grade_level_id not in levels_known:
            yield NotFound(field=f"{place}.grade_level_id")
        yield from passages[place].faults(at=place)


@step
def hold_students(student_ids: Collection[int]) -> dict[int, date | None]:
    """Lock students for the rest of a command that changes where they are.

    Return those that there are, each with the day on which the student left, if so. After any lock on
    sections, before any on enrolments. One statement.
    """
    return {student.pk: student.left_on for student in rows.hold(Student, student_ids).values()}


@step
def change_school(
    *,
    viewer: Viewer,
    student_id: int,
    school_id: int,
    on: date,
    entry_code: str = "",
    exit_code: str = "",
) -> int:
    """Let a student attend another school from a day on, or one again after having left; return the school
    before.

    Both schools have to be the viewer's to manage. Raises `NotFound`, `AlreadyAtSchool`, and what
    `kit.values` refuses. Nine statements.
    """
    student = _locked(viewer, student_id)
    if not tenancy.schools_among([school_id], rule=access.schools_to_add_to(viewer)):
        raise NotFound(field="school_id")
    former = student.school_id
    if former == school_id and student.left_on is None:
        raise AlreadyAtSchool
    passage = schools.Passage(on, entry_code=entry_code, exit_code=exit_code)
    refuse_all(passage.faults())
    student.school_id, student.left_on = school_id, None
    student.save(update_fields=["school", "left_on"])
    schools.follow({student: passage})
    return former


@step
def leave(*, viewer: Viewer, student_id: int, left_on: date, exit_code: str = "") -> None:
    """Write down that a student is at no school of the tenant from a day on; a day that lies ahead can still
    be moved.

    Raises `NotFound`, `AlreadyLeft`, and what `kit.values` refuses. Five statements.
    """
    student = _locked(viewer, student_id)
    if student.left_on is not None and student.left_on <= viewer.today:
        raise AlreadyLeft(left_on=student.left_on)
    passage = schools.Passage(left_on, exit_code=exit_code)
    refuse_all(passage.faults())
    student.left_on = left_on
    student.save(update_fields=["left_on"])
    schools.follow({student: passage})


def _locked(viewer: Viewer, student_id: int) -> Student:
    return rows.locked_one(Student, access.students_to_manage(viewer), student_id, field="student_id")
