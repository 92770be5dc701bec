"""The story itself, week by week: what is planned, what students show, and what else happens at a school."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from random import Random

from django.db import transaction

from jumprope.interfaces.cli.demo.beginnings import begin
from jumprope.interfaces.cli.demo.days import FRIDAY, WEEKS_SO_FAR, Days
from jumprope.interfaces.cli.demo.districts import District, Task
from jumprope.interfaces.cli.demo.learning import GREATEST, MISSING, Learner, reason_for_nothing, shown
from jumprope.interfaces.cli.demo.place import Place, Room
from jumprope.kit.tenancy import tenant_scope
from jumprope.learning.assessments import writes as assessments
from jumprope.learning.assessments.writes import Cell
from jumprope.mastery.determinations import reads as mastery
from jumprope.mastery.determinations import writes as determinations
from jumprope.school.rosters import writes as rosters

FIRST_TASK = 2
"""The week, counted from 0, in which the first task is due; then one is due each Friday."""

MOVE_AFTER = 5
"""After how many tasks a student changes sections."""

WEEK_OF_LATE_WORK = 16
WEEK_OF_THE_OVERRIDE = 17

OVERRIDDEN = "6.R.3"

MOVES = 3
"""Which student of the first room moves."""

PRAISE = ("Clearly explained.", "You found a way of your own.", "Every step can be followed.")
REMINDER = "Please hand it in by Friday."

LATE = "Handed in late."


def tell(district: District, today: date, told: Callable[[int], None]) -> None:
    """Write a district's year until today, whole or not at all; `told` is called with 1 after each sheet of
    scores.
    """
    with transaction.atomic():
        place = begin(district, Days.around(today))
        with tenant_scope(place.tenant_id):
            Story(place, told).tell()


class Story:
    """What happens at one place. Chance is drawn in the order of the story, and so falls the same each
    time.
    """

    def __init__(self, place: Place, told: Callable[[int], None]) -> None:
        self._place, self._told = place, told
        self._random = Random(place.district.slug)  # noqa: S311 - a story is told, no secret is kept
        self._learners = {
            student_id: Learner.any(self._random) for room in place.rooms for student_id in room.student_ids
        }
        self._difficulty = {code: 0.6 * self._random.random() - 0.3 for code in place.standards}
        self._missing: dict[int, list[Cell]] = {}

    def tell(self) -> None:
        """From the first lesson to today."""
        so_far = self._place.district.so_far
        for number in range(so_far):
            week = FIRST_TASK + number
            planned = self._plan(number, week=week, due_week=week)
            for each, (room, assessment_id) in enumerate(zip(self._rooms, planned, strict=True)):
                self._record(room, number, assessment_id, minute=each)
                self._told(1)
            if number == MOVE_AFTER:
                self._move(week=week + 1)
        self._take_late_work()
        self._override()
        self._plan(so_far, week=WEEK_OF_THE_OVERRIDE, due_week=WEEKS_SO_FAR + 1)

    @property
    def _rooms(self) -> tuple[Room, ...]:
        return self._place.rooms

    def _plan(self, number: int, *, week: int, due_week: int) -> list[int]:
        """On a Monday, in every room, what is due on a Friday; return the assessments."""
        days, planned = self._place.days, []
        for each, room in enumerate(self._rooms):
            task = room.subject.tasks[number]
            with self._place.at(days.of_week(week), minute=10 + each):
                plan = assessments.plan_assessment(
                    viewer=self._place.viewer(room.teacher),
                    section_id=room.section_id,
                    title=task.title,
                    due_on=days.of_week(due_week, FRIDAY),
                    standard_ids=[self._place.standards[code] for code in task.codes],
                    weight=task.weight,
                )
            planned.append(plan.assessment_id)
        return planned

    def _record(self, room: Room, number: int, assessment_id: int, *, minute: int) -> None:
        """On the Friday, what everyone in the room has shown."""
        task = room.subject.tasks[number]
        progress = number / len(room.subject.tasks)
        cells = [cell for student_id in room.student_ids for cell in self._cells(student_id, task, progress)]
        if room is self._rooms[0]:
            self._missing[assessment_id] = [cell for cell in cells if cell["mark"] == MISSING]
        with self._place.at(self._place.days.of_week(FIRST_TASK + number, FRIDAY), minute):
            determinations.record_scores(
                viewer=self._place.viewer(room.teacher), assessment_id=assessment_id, cells=cells
            )

    def _cells(self, student_id: int, task: Task, progress: float) -> Iterator[Cell]:
        learner = self._learners[student_id]
        nothing = reason_for_nothing(learner, self._random)
        for code in task.codes:
            value = shown(learner, progress=progress, difficulty=self._difficulty[code], random=self._random)
            yield Cell(
                student_id=student_id,
                standard_id=self._place.standards[code],
                value=None if nothing else value,
                mark=nothing,
                comment=self._comment(value, nothing),
            )

    def _comment(self, value: Decimal, nothing: str | None) -> str:
        """Few scores come with one, most of them the best."""
        said = PRAISE[int(self._random.random() * len(PRAISE))]
        if nothing:
            return REMINDER if nothing == MISSING else ""
        return said if value == GREATEST and self._random.random() < 0.2 else ""

    def _move(self, *, week: int) -> None:
        """A student goes to another section of the course, if there is one. What was scored stays where it
        was.
        """
        here, *others = self._rooms
        there = next((room for room in others if room.subject is here.subject), None)
        if there is None:
            return
        student_id, monday = here.student_ids[MOVES], self._place.days.of_week(week)
        with self._place.at(monday):
            rosters.move_between_sections(
                viewer=self._place.admin(),
                student_id=student_id,
                from_section_id=here.section_id,
                to_section_id=there.section_id,
                on=monday,
            )
        here.student_ids.remove(student_id)
        there.student_ids.append(student_id)

    def _take_late_work(self) -> None:
        """What was missing in the first room is handed in after all; it counts by when it was due."""
        teacher, day = self._rooms[0].teacher, self._place.days.of_week(WEEK_OF_LATE_WORK)
        late = {assessment_id: cells for assessment_id, cells in self._missing.items() if cells}
        for minute, (assessment_id, missing) in enumerate(late.items()):
            with self._place.at(day, minute):
                determinations.record_scores(
                    viewer=self._place.viewer(teacher),
                    assessment_id=assessment_id,
                    cells=[self._handed_in_late(cell) for cell in missing],
                )

    def _handed_in_late(self, cell: Cell) -> Cell:
        return Cell(
            student_id=cell["student_id"],
            standard_id=cell["standard_id"],
            value=Decimal("2.5"),
            mark=None,
            comment=LATE,
            expected_revision=1,
        )

    def _override(self) -> None:
        """The teacher knows more of one student than the scores say, and says so."""
        room = self._rooms[0]
        needs_time = min(room.student_ids, key=lambda student_id: self._learners[student_id].start)
        with self._place.at(self._place.days.of_week(WEEK_OF_THE_OVERRIDE)):
            judged = mastery.Key(room.section_id, needs_time, self._place.standards[OVERRIDDEN])
            determinations.override(
                viewer=self._place.viewer(room.teacher),
                **judged._asdict(),
                expected_revision=mastery.revision(judged),
                level_id=self._place.levels["Meeting"],
                reason="Explained two problems of this kind to the class at the board, without help.",
            )
