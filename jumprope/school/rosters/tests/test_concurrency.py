"""Many change the same rosters at the same moment: nobody waits for ever, and rosters stay whole."""

import random
from collections.abc import Callable
from datetime import timedelta
from itertools import combinations

import pytest

from jumprope.kit.errors import Refused
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.school.calendars.factories import a_term
from jumprope.school.courses.factories import a_course, a_section
from jumprope.school.people.factories import a_student
from jumprope.school.people.models import Student
from jumprope.school.people.rules import Span
from jumprope.school.rosters import writes
from jumprope.school.rosters.models import Enrolment
from jumprope.school.rosters.writes import NewEnrolment
from tests.threads import Together

pytestmark = pytest.mark.usefixtures("tenant")

WRITERS, ROUNDS = 4, 12


class Office:
    """Someone who does one thing after another to the same few students and sections, by a seed."""

    def __init__(
        self, viewer: Viewer, seed: int, schools: list[int], sections: list[int], students: list[int]
    ):
        self._viewer, self._chance = viewer, random.Random(seed)  # noqa: S311 - a story, not a secret
        self._schools, self._sections, self._students = schools, sections, students
        self.done = 0

    def work(self) -> int:
        """How many of the rounds were not refused."""
        for _ in range(ROUNDS):
            act = self._chance.choice([self._enrol, self._enrol, self._move, self._withdraw, self._transfer])
            try:
                act()
            except Refused:
                continue
            self.done += 1
        return self.done

    def _enrol(self) -> None:
        day = self._viewer.today + timedelta(days=self._chance.randrange(9))
        some = self._chance.sample(self._students, 2)
        new = [
            NewEnrolment(section_id=section_id, student_id=student_id, starts_on=day)
            for student_id in some
            for section_id in self._chance.sample(self._sections, 2)
        ]
        writes.enrol(viewer=self._viewer, enrolments=new)

    def _move(self) -> None:
        source, target = self._chance.sample(self._sections, 2)
        writes.move_between_sections(
            viewer=self._viewer,
            student_id=self._chance.choice(self._students),
            from_section_id=source,
            to_section_id=target,
            on=self._viewer.today + timedelta(days=self._chance.randrange(9)),
        )

    def _withdraw(self) -> None:
        keys = list(Enrolment.objects.filter(ends_on=None).values_list("pk", flat=True)[:3])
        day = self._viewer.today + timedelta(days=9)
        writes.withdraw(viewer=self._viewer, enrolment_ids=keys, ends_on=day)

    def _transfer(self) -> None:
        student_id, day = self._chance.choice(self._students), self._viewer.today + timedelta(days=4)
        if self._chance.random() < 0.5:
            writes.record_departure(viewer=self._viewer, student_id=student_id, left_on=day)
        else:
            school_id = self._chance.choice(self._schools)
            writes.transfer_student(
                viewer=self._viewer, student_id=student_id, school_id=school_id, on=self._viewer.today
            )


def test_rosters_stay_whole_whatever_happens_at_the_same_moment(together: Together, operator: Viewer) -> None:
    schools, term = [a_school(), a_school()], a_term()
    courses = [a_course(school=school) for school in schools]
    sections = [a_section(course=course, terms=[term]).pk for course in courses for _ in range(2)]
    students = [a_student(school=schools[0]).pk for _ in range(5)]
    school_ids = [school.pk for school in schools]

    def office(seed: int) -> Callable[[], int]:
        return Office(operator, seed, school_ids, sections, students).work

    answers = together(*(office(seed) for seed in range(WRITERS)))
    assert [type(answer) for answer in answers] == [int] * WRITERS, answers
    assert sum(answer for answer in answers if isinstance(answer, int)) > WRITERS
    assert clashes() == []
    assert lingering() == []


def clashes() -> list[tuple[Enrolment, Enrolment]]:
    """Enrolments of the same student in the same section that cannot stand beside each other."""
    return [
        (one, other)
        for one, other in combinations(Enrolment.objects.all(), 2)
        if (one.section_id, one.student_id) == (other.section_id, other.student_id)
        and Span(one.starts_on, one.ends_on).clashes_with(Span(other.starts_on, other.ends_on))
    ]


def lingering() -> list[Enrolment]:
    """Enrolments that last beyond the day on which their student left."""
    left = {student.pk: student.left_on for student in Student.objects.all()}
    return [
        enrolment
        for enrolment in Enrolment.objects.all()
        if (day := left[enrolment.student_id])
        and not Span(enrolment.starts_on, enrolment.ends_on).is_over_by(day)
    ]
