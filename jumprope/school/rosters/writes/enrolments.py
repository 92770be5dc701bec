"""Enrolling students in sections, withdrawing them, and moving them from one section to another."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NotRequired, Self, TypedDict

from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, values
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.school.calendars.rules import Days
from jumprope.school.courses import reads as courses
from jumprope.school.courses import writes as courses_writes
from jumprope.school.people import reads as people
from jumprope.school.people import writes as people_writes
from jumprope.school.rosters import access
from jumprope.school.rosters.models import Enrolment
from jumprope.school.rosters.rules import Span
from jumprope.school.rosters.writes.refusals import EndsNotLater, NotInForce


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


class NewEnrolment(TypedDict):
    """That a student is to be in a section from a day until before another, or with no end yet."""

    section_id: int
    student_id: int
    starts_on: date
    ends_on: NotRequired[date | None]


@dataclass(frozen=True, kw_only=True)
class Enrolled(Answer):
    """The new enrolments, in the order in which they were given."""

    enrolment_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class Withdrawn(Answer):
    """The enrolments that were ended."""

    enrolment_ids: list[int]


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
    new = [Enrolment(**enrolment) for enrolment in enrolments]
    rosters = _Rosters.locked(
        viewer,
        section_ids={enrolment.section_id for enrolment in new},
        student_ids={enrolment.student_id for enrolment in new},
    )
    refuse_all(
        fault
        for position, enrolment in enumerate(new)
        for fault in rosters.faults_of(enrolment, at=f"enrolments.{position}.{{}}".format)
    )
    return Enrolled(enrolment_ids=rows.insert(new))


@command(access.MANAGE_ROSTERS, event="students.withdrawn")
def withdraw(*, viewer: Viewer, enrolment_ids: Sequence[int], ends_on: date) -> Withdrawn:
    """End enrolments, from a day on. What was scored until then stays.

    On its first day an enrolment can be taken back: then it holds no day. Raises `NotFound`, `NotInForce`.
    """
    values.check_size(enrolment_ids, field="enrolment_ids")
    found = rows.lock(Enrolment, access.rosters_to_manage(viewer), enrolment_ids)
    refuse_all(_faults_of_ends(enrolment_ids, found, ends_on))
    Enrolment.objects.filter(pk__in=enrolment_ids).update(ends_on=ends_on)
    return Withdrawn(enrolment_ids=list(enrolment_ids))


def _faults_of_ends(
    enrolment_ids: Sequence[int], found: Mapping[int, Enrolment], ends_on: date
) -> Iterator[Refused]:
    for position, enrolment_id in enumerate(enrolment_ids):
        at = f"enrolment_ids.{position}"
        if enrolment_id not in found:
            yield NotFound(field=at)
        elif not _span(found[enrolment_id]).is_in_force_on(ends_on):
            yield NotInForce(day=ends_on, field=at)


@command(access.MANAGE_ROSTERS, event="student.moved")
def move_between_sections(
    *, viewer: Viewer, student_id: int, from_section_id: int, to_section_id: int, on: date
) -> Moved:
    """End a student's enrolment in one section and begin one in another on the same day.

    Raises `NotFound` for the student or a section, `NotInForce` when the student is not in the first section
    on that day, and for the second section what `enrol` raises.
    """
    rosters = _Rosters.locked(viewer, section_ids={from_section_id, to_section_id}, student_ids={student_id})
    if from_section_id not in rosters.days:
        raise NotFound(field="from_section_id")
    new = Enrolment(section_id=to_section_id, student_id=student_id, starts_on=on)
    names = {"section_id": "to_section_id", "student_id": "student_id", "starts_on": "on"}
    refuse_all(rosters.faults_of(new, at=names.__getitem__))
    held = Enrolment.objects.select_for_update().filter(section=from_section_id, student=student_id)
    current = next((enrolment for enrolment in held if _span(enrolment).is_in_force_on(on)), None)
    if current is None:
        raise NotInForce(day=on, field="on")
    current.ends_on = on
    current.save(update_fields=["ends_on"])
    new.save(force_insert=True)
    return Moved(ended_enrolment_id=current.pk, enrolment_id=new.pk)


@dataclass(frozen=True, slots=True)
class _Rosters:
    """What new enrolments are held against, under lock: nothing of it can change until they are written."""

    days: dict[int, Days]
    students: dict[int, date | None]
    spans: dict[tuple[int, int], list[Span]]

    @classmethod
    def locked(cls, viewer: Viewer, *, section_ids: Collection[int], student_ids: Collection[int]) -> Self:
        """Lock sections and students; know those where, and whom, the viewer may enrol. Six statements."""
        courses_writes.hold_sections(section_ids)
        held = people_writes.hold_students(student_ids)
        sections = courses.sections_among(section_ids, rule=access.sections_to_manage(viewer))
        students = people.students_among(student_ids, rule=access.students_to_enrol(viewer))
        spans: dict[tuple[int, int], list[Span]] = {}
        for enrolment in Enrolment.objects.filter(section__in=sections, student__in=students):
            spans.setdefault((enrolment.section_id, enrolment.student_id), []).append(_span(enrolment))
        return cls(courses.days_taught(sections), {key: held[key] for key in students}, spans)

    def faults_of(self, enrolment: Enrolment, *, at: Callable[[str], str]) -> Iterator[Refused]:
        """What is wrong with a new enrolment; the next ones are held against it too.

        `at` gives the paths of its fields in the input.
        """
        section_id, student_id, span = enrolment.section_id, enrolment.student_id, _span(enrolment)
        days, left_on = self.days.get(section_id), self.students.get(student_id)
        if days is None:
            yield NotFound(field=at("section_id"))
        elif not span.lies_within(days.first, days.last):
            yield OutsideTerm(first_day=days.first, last_day=days.last, field=at("starts_on"))
        if student_id not in self.students:
            yield NotFound(field=at("student_id"))
        elif left_on is not None and not span.is_over_by(left_on):
            yield StudentHasLeft(left_on=left_on, field=at("student_id"))
        if span.ends_on is not None and span.ends_on <= span.starts_on:
            yield EndsNotLater(field=at("ends_on"))
        others = self.spans.setdefault((section_id, student_id), [])
        if any(span.clashes_with(other) for other in others):
            yield AlreadyEnrolled(field=at("student_id"))
        else:
            others.append(span)


def _span(enrolment: Enrolment) -> Span:
    return Span(enrolment.starts_on, enrolment.ends_on)
