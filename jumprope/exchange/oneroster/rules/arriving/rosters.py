"""Who is in which section, and who teaches it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.arriving.context import Arrival, Context
from jumprope.exchange.oneroster.rules.problems import Code, Place, shown
from jumprope.exchange.oneroster.rules.records import STUDENT, Class, Enrollment, User
from jumprope.exchange.oneroster.rules.roles import teaching_role
from jumprope.exchange.oneroster.rules.tables import Row

FILE = "enrollments.csv"


def enrolments(context: Context) -> Iterator[Arrival]:
    """The students of sections."""
    known = context.background.known(kept.Enrolment.KIND)
    for row, said in _said(context, known, lambda role: role == STUDENT):
        if said is None:
            yield Arrival(Place(FILE, row.line), row.sourced_id, None)
        elif _is(context.is_student(said.user_sourced_id), "student", row, context):
            there = _until(said, context.left_on(said.user_sourced_id))
            yield from _lasting(context, row.line, there, kept.Enrolment, student_id=said.user_sourced_id)


def section_teachers(context: Context) -> Iterator[Arrival]:
    """The teachers of sections, and those who help them."""
    known = context.background.known(kept.SectionTeacher.KIND)
    for row, said in _said(context, known, teaching_role):
        if said is None:
            yield Arrival(Place(FILE, row.line), row.sourced_id, None)
        elif _is(context.is_staff(said.user_sourced_id), "member of staff", row, context):
            whose = {"staff_member_id": said.user_sourced_id, "role": teaching_role(said.role)}
            yield from _lasting(context, row.line, said, kept.SectionTeacher, **whose)


def _said(
    context: Context, known: frozenset[str], is_meant: Callable[[str], object]
) -> Iterator[tuple[Row[Enrollment], Enrollment | None]]:
    """The rows of the roles that are meant, with what they say; of those that leave, the known ones.

    One of a user or a class of which a bulk file says nothing more is left aside: with them it ends.
    """
    for row in context.delivery.records(Enrollment):
        if row.record is None:
            if row.sourced_id in known:
                yield row, None
        elif is_meant(row.record.role) and not _leaves(context, row, row.record):
            yield row, row.record


def _leaves(context: Context, row: Row[Enrollment], said: Enrollment) -> bool:
    for file, sourced_id, column in (
        (User, said.user_sourced_id, "userSourcedId"),
        (Class, said.class_sourced_id, "classSourcedId"),
    ):
        if not context.is_told(file, sourced_id):
            message = f"{file.FILE}.csv says nothing more of {shown(sourced_id)}. This row is left aside."
            place = Place(FILE, row.line)
            context.leave_aside(place, row.sourced_id, Code.REFERENCE_TO_LEAVING, message, column)
            return True
    return False


def _is(found: bool, what: str, row: Row[Enrollment], context: Context) -> bool:
    if not found and row.record:
        message = f"{shown(row.record.user_sourced_id)} is no {what}, as their roles say; left aside."
        place = Place(FILE, row.line)
        context.leave_aside(place, row.sourced_id, Code.WRONG_KIND, message, "userSourcedId")
    return found


def _until(said: Enrollment, left_on: date | None) -> Enrollment:
    """What is said, for no longer than the student is at a school."""
    ends = [day for day in (said.end_date, left_on) if day]
    return replace(said, end_date=min(ends, default=None))


def _lasting(
    context: Context,
    line: int,
    said: Enrollment,
    kind: type[kept.Enrolment | kept.SectionTeacher],
    **whose: Any,
) -> Iterator[Arrival]:
    """What lasts from a day until before another, cut to the days on which the section is taught.

    Where nothing is left, it is as good as deleted: a student who went before the class began.
    """
    taught = context.days_of_sections.get(said.class_sourced_id)
    if taught is None:
        # The class was refused, or refers to terms that were.
        return
    record = kind(
        sourced_id=said.sourced_id,
        section_id=said.class_sourced_id,
        is_primary=bool(said.primary),
        starts_on=said.begin_date or taught.first,
        ends_on=said.end_date,
        **whose,
    )
    yield Arrival(Place(FILE, line), said.sourced_id, kept.while_taught(record, taught))
