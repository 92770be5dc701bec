"""Enrolling students in sections, withdrawing them, and moving them from one section to another."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NotRequired, Self, TypedDict

from django.utils.translation import gettext_lazy as _

from jumprope.kit import described, rows, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.school.calendars.rules import Days
from jumprope.school.courses import reads as courses
from jumprope.school.courses import writes as courses_writes
from jumprope.school.people import reads as people
from jumprope.school.people import writes as people_writes
from jumprope.school.people.rules import Span
from jumprope.school.people.writes import EndsNotLater, NotInForce
from jumprope.school.rosters import access
from jumprope.school.rosters.models import Enrolment
from jumprope.school.rosters.writes.history import end, note

MOST_TAKEN_IN = 5000
"""How many enrolments a step takes in at once."""


class OutsideTerm(Refused):
    """Nobody is in a section while it is not taught."""

    code = "outside_term"
    message = _("The section is taught from {first_day} to {last_day}; this does not lie within.")


class AlreadyEnrolled(Refused):
    """A student is in a section once at a time."""

    code = "already_enrolled"
    message = _("The student is in this section already, in a part of this time.")


class StudentHasLeft(Refused):
    """Who is at no school is in no section."""

    code = "student_has_left"
    message = _("The student leaves on {left_on}, or has left: the enrolment has to end by then.")


class NotEnded(Refused):
    """There is nothing to take up again."""

    code = "enrolment_not_ended"
    message = _("This enrolment has not ended: there is nothing to reopen.")
    field = "student_id"


class NewEnrolment(TypedDict):
    """That a student is to be in a section from a day until before another, or with no end yet."""

    section_id: int
    student_id: int
    starts_on: date
    ends_on: NotRequired[date | None]
    is_primary: NotRequired[bool]


class ChangedEnrolment(NewEnrolment):
    """An enrolment that is there, of the same student in the same section, and how it is to be."""

    enrolment_id: int


@dataclass(frozen=True, kw_only=True)
class Enrolled(Answer):
    """The new enrolments, in the order in which they were given."""

    enrolment_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class Withdrawn(Answer):
    """The enrolments that were ended."""

    enrolment_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class Reopened(Answer):
    """The enrolment that has no end any more."""

    enrolment_id: int


@dataclass(frozen=True, kw_only=True)
class Moved(Answer):
    """The enrolment that was ended, and the new one."""

    ended_enrolment_id: int
    enrolment_id: int


@command(access.MANAGE_ROSTERS, event="students.enrolled")
def enrol(*, viewer: Viewer, enrolments: Sequence[NewEnrolment]) -> Enrolled:
    """Enrol students in sections.

    Raises `NotFound` for a section or a student, `OutsideTerm`, `EndsNotLater`, `StudentHasLeft`,
    `AlreadyEnrolled`, and what `kit.values` refuses.
    """
    values.check_size(enrolments, field="enrolments")
    return Enrolled(enrolment_ids=take_in_enrolments(viewer=viewer, enrolments=enrolments))


@step
def take_in_enrolments(
    *,
    viewer: Viewer,
    enrolments: Sequence[NewEnrolment | ChangedEnrolment],
    reason: str = "",
    at: str = "enrolments",
) -> list[int]:
    """Write down enrolments, those with a key as well as new ones; their keys in the order given.

    What stays within the days that it had is not looked at again. At most 5,000 at once; sixteen statements
    at most. Raises `NotFound` for an enrolment, a section or a student, `OutsideTerm`, `EndsNotLater`,
    `StudentHasLeft`, `AlreadyEnrolled`, `DescribedTwice`, and what `kit.values` refuses.
    """
    values.check_size(enrolments, field=at, at_most=MOST_TAKEN_IN)
    rosters = _Rosters.locked(
        viewer,
        section_ids={one["section_id"] for one in enrolments},
        student_ids={one["student_id"] for one in enrolments},
    )
    found = described.read(
        Enrolment, enrolments, key="enrolment_id", rule=access.rosters_to_manage(viewer), at=at
    )
    faults = (
        fault
        for place, enrolment in found.rows.items()
        for fault in rosters.faults_of(enrolment, at=f"{place}.{{}}".format)
    )
    refuse_all([*found.refusals, *faults])
    ended = [one for one in found.rows.values() if (was := rosters.was(one)) and was.ends_on != one.ends_on]
    keys = described.save(found)
    note(viewer=viewer, enrolments=ended, reason=reason)
    return keys


@command(access.MANAGE_ROSTERS, event="students.withdrawn")
def withdraw(*, viewer: Viewer, enrolment_ids: Sequence[int], ends_on: date, reason: str = "") -> Withdrawn:
    """End enrolments, from a day on. What was scored until then stays.

    On its first day an enrolment can be taken back: then it holds no day. Raises `NotFound`, `NotInForce`,
    and what `kit.values` refuses.
    """
    values.check_size(enrolment_ids, field="enrolment_ids")
    found = rows.lock(Enrolment, access.rosters_to_manage(viewer), enrolment_ids)
    refuse_all(_faults_of_ends(enrolment_ids, found, ends_on))
    end(viewer=viewer, enrolments=[*found.values()], on=ends_on, reason=reason)
    return Withdrawn(enrolment_ids=list(enrolment_ids))


def _faults_of_ends(
    enrolment_ids: Sequence[int], found: Mapping[int, Enrolment], ends_on: date
) -> Iterator[Refused]:
    for position, enrolment_id in enumerate(enrolment_ids):
        at = f"enrolment_ids.{position}"
        if enrolment_id not in found:
            yield NotFound(field=at)
        elif not Span.of(found[enrolment_id]).is_in_force_on(ends_on):
            yield NotInForce(day=ends_on, field=at)


@command(access.MANAGE_ROSTERS, event="enrolment.reopened")
def reopen_enrolment(*, viewer: Viewer, section_id: int, student_id: int, reason: str = "") -> Reopened:
    """Let a student's latest enrolment in a section go on from its first day without an end.

    It is as if the student had never left. Raises `NotFound` for the section or the student, or when the
    student was never in it, `NotEnded`, `StudentHasLeft`, and what `kit.values` refuses.
    """
    rosters = _Rosters.locked(viewer, section_ids={section_id}, student_ids={student_id})
    held = Enrolment.objects.select_for_update().filter(section=section_id, student=student_id)
    latest = max(held, key=lambda one: (one.starts_on, one.pk), default=None)
    if latest is None or section_id not in rosters.days or student_id not in rosters.students:
        raise NotFound(field="student_id" if section_id in rosters.days else "section_id")
    if latest.ends_on is None:
        raise NotEnded
    latest.ends_on = None
    names = {"section_id": "section_id", "student_id": "student_id", "starts_on": "section_id"}
    refuse_all(rosters.faults_of(latest, at=names.__getitem__))
    latest.save(update_fields=["ends_on"])
    note(viewer=viewer, enrolments=[latest], reason=reason)
    return Reopened(enrolment_id=latest.pk)


@command(access.MANAGE_ROSTERS, event="student.moved")
def move_between_sections(
    *,
    viewer: Viewer,
    student_id: int,
    from_section_id: int,
    to_section_id: int,
    on: date,
    reason: str = "",
) -> Moved:
    """End a student's enrolment in one section and begin one in another on the same day.

    The new enrolment says from which one it comes.

    Raises `NotFound` for the student or a section, `NotInForce` when the student is not in the first section
    on that day, for the second section what `enrol` raises, and what `kit.values` refuses.
    """
    rosters = _Rosters.locked(viewer, section_ids={from_section_id, to_section_id}, student_ids={student_id})
    if from_section_id not in rosters.days:
        raise NotFound(field="from_section_id")
    new = Enrolment(section_id=to_section_id, student_id=student_id, starts_on=on)
    names = {"section_id": "to_section_id", "student_id": "student_id", "starts_on": "on"}
    refuse_all(rosters.faults_of(new, at=names.__getitem__))
    held = Enrolment.objects.select_for_update().filter(section=from_section_id, student=student_id)
    current = next((enrolment for enrolment in held if Span.of(enrolment).is_in_force_on(on)), None)
    if current is None:
        raise NotInForce(day=on, field="on")
    end(viewer=viewer, enrolments=[current], on=on, reason=reason)
    new.moved_from, new.is_primary = current, current.is_primary
    new.save(force_insert=True)
    return Moved(ended_enrolment_id=current.pk, enrolment_id=new.pk)


@dataclass(frozen=True, slots=True)
class _Rosters:
    """What new enrolments are held against, under lock: nothing of it can change until they are written."""

    days: dict[int, Days]
    students: dict[int, date | None]
    spans: dict[tuple[int, int], dict[int, Span]]
    before: dict[int, Enrolment]

    @classmethod
    def locked(cls, viewer: Viewer, *, section_ids: Collection[int], student_ids: Collection[int]) -> Self:
        """Lock sections and students; know those where, and whom, the viewer may enrol. Six statements."""
        courses_writes.hold_sections(section_ids)
        held = people_writes.hold_students(student_ids)
        sections = courses.sections_among(section_ids, rule=access.sections_to_manage(viewer))
        students = people.students_among(student_ids, rule=access.students_to_enrol(viewer))
        found = list(Enrolment.objects.filter(section__in=sections, student__in=students))
        spans: dict[tuple[int, int], dict[int, Span]] = {}
        for enrolment in found:
            spans.setdefault(_pair(enrolment), {})[enrolment.pk] = Span.of(enrolment)
        before = {enrolment.pk: enrolment for enrolment in found}
        return cls(courses.days_taught(sections), {key: held[key] for key in students}, spans, before)

    def was(self, enrolment: Enrolment) -> Span | None:
        """The days of an enrolment as they were, if it was there, of this student in this section."""
        before = self.before.get(enrolment.pk)
        return Span.of(before) if before and _pair(before) == _pair(enrolment) else None

    def faults_of(self, enrolment: Enrolment, *, at: Callable[[str], str]) -> Iterator[Refused]:
        """What is wrong with an enrolment that is new, or has other days; the next ones are held against it
        too.

        `at` gives the paths of its fields in the input.
        """
        span, was = Span.of(enrolment), self.was(enrolment)
        yield from self._faults_of_place(enrolment, span, at=at)
        if not enrolment._state.adding and was is None and enrolment.section_id in self.days:
            yield NotFound(field=at("enrolment_id"))
        if span == was:
            return
        # One that is there can be taken back, and then holds no day; a new one has to hold one.
        shortest = timedelta(days=1 if was is None else 0)
        if span.ends_on is not None and span.ends_on < span.starts_on + shortest:
            yield EndsNotLater(field=at("ends_on"))
        others = self.spans.setdefault(_pair(enrolment), {})
        own = enrolment.pk or id(enrolment)
        if any(span.clashes_with(other) for key, other in others.items() if key != own):
            yield AlreadyEnrolled(field=at("student_id"))
        else:
            others[own] = span

    def _faults_of_place(
        self, enrolment: Enrolment, span: Span, *, at: Callable[[str], str]
    ) -> Iterator[Refused]:
        """What is wrong with the section and the student at the two ends of an enrolment."""
        section_id, student_id = _pair(enrolment)
        days, left_on = self.days.get(section_id), self.students.get(student_id)
        same = span == self.was(enrolment)
        if days is None:
            yield NotFound(field=at("section_id"))
        elif not same and not span.lies_within(days.first, days.last):
            yield OutsideTerm(first_day=days.first, last_day=days.last, field=at("starts_on"))
        if student_id not in self.students:
            yield NotFound(field=at("student_id"))
        elif not same and left_on is not None and not span.is_over_by(left_on):
            yield StudentHasLeft(left_on=left_on, field=at("student_id"))


def _pair(enrolment: Enrolment) -> tuple[int, int]:
    return enrolment.section_id, enrolment.student_id
