"""Assessments, scores, and whole classes with a gradebook, for tests and benchmarks; all invented."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.models import (
    AlignedStandard,
    Assessment,
    AssessmentType,
    CommonAssessment,
    Effect,
    Mark,
    Score,
    ScoreChange,
)
from jumprope.learning.assessments.writes import Cell
from jumprope.learning.assessments.writes.marks import BUILT_IN
from jumprope.learning.standards.factories import a_framework, a_standard
from jumprope.learning.standards.models import Standard
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.permissions.factories import a_viewer
from jumprope.school.courses.factories import a_section
from jumprope.school.courses.models import Section
from jumprope.school.people.factories import a_staff_member, a_student
from jumprope.school.people.models import Student
from jumprope.school.rosters.factories import a_section_teacher, an_enrolment

DUE_ON = date(2026, 10, 1)
RECORDED_AT = datetime(2026, 10, 2, 15, tzinfo=UTC)

_numbers = count(1)


def an_assessment(*, standards: Iterable[Standard] | None = None, **changes: Any) -> Assessment:
    """An assessment of a section on a standard, both made where they are not given."""
    values: dict[str, Any] = {"title": f"Assessment {next(_numbers)}", "due_on": DUE_ON}
    if "section" not in changes:
        values["section"] = a_section()
    assessment = Assessment.objects.create(**values | changes)
    AlignedStandard.objects.bulk_create(
        AlignedStandard(assessment=assessment, standard=standard)
        for standard in ([a_standard()] if standards is None else standards)
    )
    return assessment


def a_mark(code: str = "M", **changes: Any) -> Mark:
    """The mark of this code: one that every tenant begins with, or one that does not count."""
    name, effect, raises_alert = BUILT_IN.get(code, (code, Effect.NOT_COUNTED, False))
    values = {"name": str(name), "effect": effect, "raises_alert": raises_alert}
    return Mark.objects.get_or_create(code=code, defaults=values | changes)[0]


def an_assessment_type(**changes: Any) -> AssessmentType:
    """An assessment type with a name of its own."""
    return AssessmentType.objects.create(**{"name": f"Type {next(_numbers)}"} | changes)


def a_common_assessment(**changes: Any) -> CommonAssessment:
    """What assessments have in common; it is given nowhere yet."""
    return CommonAssessment.objects.create(**{"title": f"Common assessment {next(_numbers)}"} | changes)


def a_score(**changes: Any) -> Score:
    """A score of 3, saved once; assessment, student and standard have to be given."""
    values = {"value": None if "mark" in changes else Decimal(3), "recorded_at": RECORDED_AT}
    score = Score.objects.create(**values | changes)
    says = {name: getattr(score, name) for name in ("value", "mark", "comment", "recorded_at", "recorded_by")}
    ScoreChange.objects.create(score=score, revision=score.revision, **says)
    return score


def a_teacher_of(section: Section, role: Role = Role.TEACHER) -> Viewer:
    """The viewer of someone who teaches the section in this role."""
    account = an_account()
    a_section_teacher(section=section, staff_member=a_staff_member(account=account), role=role)
    return a_viewer(role, account=account)


def a_student_of(section: Section, **changes: Any) -> Student:
    """A student of the section's school who is enrolled in the section."""
    student = a_student(**{"school": section.course.school} | changes)
    an_enrolment(section=section, student=student)
    return student


@dataclass
class Class:
    """A section with a teacher and students, and one assessment on all of the standards."""

    section: Section
    teacher: Viewer
    students: list[Student]
    standards: list[Standard]
    assessment: Assessment

    def cell(self, value: Any, *, student: int = 0, standard: int = 0, **changes: Any) -> Cell:
        """A cell for one of the students on one of the standards, by their places."""
        cell = Cell(
            student_id=self.students[student].pk,
            standard_id=self.standards[standard].pk,
            value=None if value is None else Decimal(value),
        )
        cell.update(changes)  # type: ignore[typeddict-item]
        return cell

    def cells(self, *values: Any, **changes: Any) -> list[Cell]:
        """A cell for each value: of the first student on each standard, then of the next."""
        width = len(self.standards)
        return [
            self.cell(value, student=place // width, standard=place % width, **changes)
            for place, value in enumerate(values)
        ]

    def another_assessment(self, **changes: Any) -> Assessment:
        """One more assessment of the section, on all of the standards unless others are given."""
        values: dict[str, Any] = {"section": self.section, "standards": self.standards}
        return an_assessment(**values | changes)


def a_class(*, students: int = 2, standards: int = 2, section: Section | None = None) -> Class:
    """A class with so many students and standards; its section is made if none is given.

    The tenant has the marks that every tenant begins with.
    """
    for code in BUILT_IN:
        a_mark(code)
    section = section or a_section()
    framework = a_framework()
    bank = [a_standard(framework=framework, position=position) for position in range(standards)]
    return Class(
        section=section,
        teacher=a_teacher_of(section),
        students=[a_student_of(section) for _ in range(students)],
        standards=bank,
        assessment=an_assessment(section=section, standards=bank),
    )
