"""The history of students' schools: it is written whenever it changes where a student is, and only then."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jumprope.kit import rows
from jumprope.kit.command import step
from jumprope.kit.errors import Refused
from jumprope.kit.values import clean
from jumprope.school.people.models import SchoolEnrolment, Student
from jumprope.school.people.rules import Stay, followed


@dataclass(frozen=True, slots=True)
class Passage:
    """From when on a student is where the row of the student says, and why, as codes of the district."""

    on: date
    entry_code: str = ""
    exit_code: str = ""

    def faults(self, *, at: str = "") -> list[Refused]:
        """What its columns cannot hold; `at` is its place in the input."""
        codes = {"entry_code": self.entry_code, "exit_code": self.exit_code}
        return clean(SchoolEnrolment(starts_on=self.on, **codes), at=at)


@step
def follow(passages: Mapping[Student, Passage]) -> None:
    """Let the history follow students who are locked and saved. Five statements, whatever their number."""
    latest = _latest(passages)
    changed: list[SchoolEnrolment] = []
    for student, passage in passages.items():
        current = latest.get(student.pk)
        then = followed(
            Stay(current.school_id, current.starts_on, current.ends_on) if current else None,
            school_id=student.school_id,
            left_on=student.left_on,
            on=passage.on,
        )
        if current is not None and current.ends_on != then.ends_on:
            current.ends_on = then.ends_on
            current.exit_code = "" if then.ends_on is None else passage.exit_code
            changed.append(current)
        if then.begins:
            changed.append(_begun(student, passage))
    rows.save(changed, changing=["ends_on", "exit_code"])


def _latest(students: Mapping[Student, Passage]) -> dict[int, SchoolEnrolment]:
    found = SchoolEnrolment.objects.filter(student__in=list(students)).order_by("starts_on", "pk")
    return {enrolment.student_id: enrolment for enrolment in found}


def _begun(student: Student, passage: Passage) -> SchoolEnrolment:
    return SchoolEnrolment(
        student=student,
        school_id=student.school_id,
        grade_level_id=student.grade_level_id,
        starts_on=passage.on,
        entry_code=passage.entry_code,
    )
