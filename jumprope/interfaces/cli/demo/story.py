"""The story itself, week by week: what is planned, what students show, and what else happens at a school."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.db import transaction

from jumprope.interfaces.cli.demo import curriculum
from jumprope.interfaces.cli.demo.beginnings import QUARTERS, begin
from jumprope.interfaces.cli.demo.closing import close_quarter, look_after, move_away
from jumprope.interfaces.cli.demo.days import FRIDAY, WEEKS_SO_FAR, Days
from jumprope.interfaces.cli.demo.district import District, Task
from jumprope.interfaces.cli.demo.learning import GREATEST, MISSING, Learner, reason_for_nothing, shown
from jumprope.interfaces.cli.demo.place import Place, Room
from jumprope.kit.tenancy import tenant_scope
from jumprope.learning.assessments import writes as assessments
from jumprope.learning.assessments.writes import Cell, Result
from jumprope.learning.units import writes as units
from jumprope.mastery.determinations import reads as mastery
from jumprope.mastery.determinations import writes as determinations
from jumprope.school.rosters import writes as rosters

FIRST_TASK = 2
"""The week, counted from 0, in which the first task is due; then one is due each Friday."""

OF_THE_FIRST_QUARTER = QUARTERS[1] - FIRST_TASK
"""How many tasks are due in the first quarter."""

MOVE_AFTER = 5
"""After how many tasks a student changes sections."""

WEEK_OF_LATE_WORK = 16
WEEK_OF_THE_OVERRIDE = 17

MOVES = 3
"""Which student of the first room moves."""

PRAISE = ("Clearly explained.", "You found a way of your own.", "Every step can be followed.")
REMINDER = "Please hand it in by Friday."

LATE = "Handed in late."
AMONG_STAFF = "Was ill that week; please ask before you count it against anyone."


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
        self._learners = {student_id: Learner.any(self._random) for student_id in place.student_ids}
        self._difficulty = {
            code: 0.6 * self._random.random() - 0.3 for code in place.district.framework.targets
        }
        self._missing: list[Result] = []

    def tell(self) -> None:
        """From the first lesson to today."""
        so_far, at_once = self._place.district.so_far, self._place.district.weeks_at_once
        units_of = self._plan_units()
        for start in range(0, so_far, at_once):
            numbers = range(start, min(start + at_once, so_far))
            planned = [
                self._plan(room, numbers, units_of[room.section_id], minute=10 + each)
                for each, room in enumerate(self._rooms)
            ]
            for each, (room, assessment_ids) in enumerate(zip(self._rooms, planned, strict=True)):
                self._record(room, numbers, assessment_ids, minute=each)
                self._told(1)
            if MOVE_AFTER in numbers:
                self._move(week=FIRST_TASK + numbers.stop)
            if numbers.stop == OF_THE_FIRST_QUARTER:
                self._end_the_quarter()
        self._take_late_work(self._place.days.of_week(WEEK_OF_LATE_WORK))
        self._override()
        self._give_in_common(so_far)
        with self._place.at(self._place.days.of_week(WEEK_OF_THE_OVERRIDE, FRIDAY)):
            look_after(self._place)
            move_away(self._place)

    @property
    def _rooms(self) -> Sequence[Room]:
        return self._place.rooms

    def _plan_units(self) -> dict[int, list[int]]:
        """Before the first task, every teacher plans a unit on each half of what is to come, by section."""
        planned: dict[int, list[int]] = {}
        with self._place.at(self._place.days.of_week(1)):
            for room in self._rooms:
                assessments.make_category(
                    viewer=self._place.viewer(room.teacher),
                    section_id=room.section_id,
                    name="Tasks of the week",
                )
                headings = room.subject.headings
                half = (len(headings) + 1) // 2
                planned[room.section_id] = [
                    self._plan_unit(room, number, part)
                    for number, part in enumerate((headings[:half], headings[half:]), start=1)
                ]
        return planned

    def _plan_unit(self, room: Room, number: int, headings: Sequence[str]) -> int:
        codes = [
            target.code
            for strand in self._place.district.framework.strands
            if strand.code in headings
            for target in strand.targets
        ]
        return units.plan_unit(
            viewer=self._place.viewer(room.teacher),
            section_id=room.section_id,
            title=f"Unit {number}",
            standard_ids=[self._place.standards[code] for code in codes],
        ).unit_id

    def _plan(self, room: Room, numbers: range, unit_ids: Sequence[int], *, minute: int) -> list[int]:
        """On a Monday, what is due on the Fridays to come; return the assessments."""
        days = self._place.days
        with self._place.at(days.of_week(FIRST_TASK + numbers.start), minute):
            return assessments.plan_assessments(
                viewer=self._place.viewer(room.teacher),
                assessments=[
                    self._assessment(
                        room,
                        room.subject.tasks[number],
                        due_on=days.of_week(FIRST_TASK + number, FRIDAY),
                        unit_id=unit_ids[number >= OF_THE_FIRST_QUARTER],
                    )
                    for number in numbers
                ],
            ).assessment_ids

    def _assessment(
        self, room: Room, task: Task, *, due_on: date, unit_id: int | None = None
    ) -> assessments.NewAssessment:
        everyday, check = self._place.type_ids
        return assessments.NewAssessment(
            section_id=room.section_id,
            title=task.title,
            due_on=due_on,
            standard_ids=[self._place.standards[code] for code in task.codes],
            weight=task.weight,
            type_id=check if task.weight > 1 else everyday,
            unit_id=unit_id,
        )

    def _record(self, room: Room, numbers: range, assessment_ids: Sequence[int], *, minute: int) -> None:
        """On the last Friday, what everyone in the room has shown."""
        cells = [
            cell
            for number, assessment_id in zip(numbers, assessment_ids, strict=True)
            for student_id in room.student_ids
            for cell in self._cells(student_id, room, number, assessment_id)
        ]
        if room is self._rooms[0]:
            self._missing += [cell for cell in cells if cell["mark"] == MISSING]
        with self._place.at(self._place.days.of_week(FIRST_TASK + numbers.stop - 1, FRIDAY), minute):
            determinations.record_results(
                viewer=self._place.viewer(room.teacher), section_id=room.section_id, cells=cells
            )

    def _cells(self, student_id: int, room: Room, number: int, assessment_id: int) -> Iterator[Result]:
        learner, tasks = self._learners[student_id], room.subject.tasks
        nothing = reason_for_nothing(learner, self._random)
        progress = number / len(tasks)
        for code in tasks[number].codes:
            value = shown(learner, progress=progress, difficulty=self._difficulty[code], random=self._random)
            yield Result(
                assessment_id=assessment_id,
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

    def _end_the_quarter(self) -> None:
        """Late work is taken on the Saturday; on the Sunday grades are posted and standards put right."""
        end = self._place.days.of_week(QUARTERS[1] - 1, FRIDAY)
        self._take_late_work(end + timedelta(days=1))
        with self._place.at(end + timedelta(days=2)):
            close_quarter(self._place)
            curriculum.renew(self._place)

    def _take_late_work(self, day: date) -> None:
        """What was missing in the first room is handed in after all; it counts by when it was due.

        The teacher tells the other staff why the first of it was late.
        """
        room, missing = self._rooms[0], self._missing
        self._missing = []
        if not missing:
            return
        first, *rest = missing
        with self._place.at(day):
            teacher = self._place.viewer(room.teacher)
            recorded = determinations.record_scores(
                viewer=teacher, assessment_id=first["assessment_id"], cells=[_handed_in_late(first)]
            )
            assessments.comment_on_score(
                viewer=teacher, score_id=recorded.score_ids[0], audience="staff", text=AMONG_STAFF
            )
            late = [Result(assessment_id=each["assessment_id"], **_handed_in_late(each)) for each in rest]
            if late:
                determinations.record_results(viewer=teacher, section_id=room.section_id, cells=late)

    def _override(self) -> None:
        """The teacher knows more of one student than the scores say, and says so."""
        room = self._rooms[0]
        needs_time = min(room.student_ids, key=lambda student_id: self._learners[student_id].start)
        with self._place.at(self._place.days.of_week(WEEK_OF_THE_OVERRIDE)):
            standard_id = self._place.standards[self._place.district.overridden]
            judged = mastery.Key(room.section_id, needs_time, standard_id)
            determinations.override(
                viewer=self._place.viewer(room.teacher),
                **judged._asdict(),
                expected_revision=mastery.revision(judged),
                level_id=self._place.levels["Meeting"],
                reason="Explained two problems of this kind to the class at the board, without help.",
                expires_on=self._place.days.of_week(WEEK_OF_THE_OVERRIDE + 9),
            )

    def _give_in_common(self, number: int) -> None:
        """What is next is planned once for each course, and given in all its sections."""
        due_on = self._place.days.of_week(WEEKS_SO_FAR + 1, FRIDAY)
        courses: dict[int, list[Room]] = {}
        for room in self._rooms:
            courses.setdefault(room.course_id, []).append(room)
        with self._place.at(self._place.days.of_week(WEEK_OF_THE_OVERRIDE), 10):
            for first, *others in courses.values():
                new = self._assessment(first, first.subject.tasks[number], due_on=due_on)
                planned = assessments.plan_assessment(viewer=self._place.viewer(first.teacher), **new)
                if others:
                    assessments.give_in_sections(
                        viewer=self._place.admin(),
                        assessment_id=planned.assessment_id,
                        places=[
                            assessments.PlaceToGive(section_id=room.section_id, due_on=due_on)
                            for room in others
                        ],
                    )


def _handed_in_late(cell: Result) -> Cell:
    return Cell(
        student_id=cell["student_id"],
        standard_id=cell["standard_id"],
        value=Decimal("2.5"),
        mark=None,
        comment=LATE,
        expected_revision=1,
    )
