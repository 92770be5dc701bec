"""Where students go: what changes at the school, and what follows for their sections and groups, in one
command.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import Refused
from jumprope.kit.viewer import Viewer
from jumprope.school.courses import reads as courses
from jumprope.school.groups import writes as groups
from jumprope.school.people import writes as people
from jumprope.school.people.access import MANAGE_PEOPLE
from jumprope.school.people.rules import Span
from jumprope.school.rosters.models import Enrolment
from jumprope.school.rosters.writes.history import end_by


class TransferAhead(Refused):
    """A student attends one school at a time, and the new one from this very moment on."""

    code = "transfer_ahead"
    message = _("A transfer is recorded on the day on which it happens or later: {day} lies ahead.")
    field = "on"


@dataclass(frozen=True, kw_only=True)
class Transferred(Answer):
    """The student, and the enrolments and the memberships in groups that were ended."""

    student_id: int
    ended_enrolment_ids: list[int]
    ended_membership_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class Departed(Answer):
    """The student, and the enrolments and the memberships in groups that were ended."""

    student_id: int
    ended_enrolment_ids: list[int]
    ended_membership_ids: list[int]


@step
def hold_all_students(
    *, section_id: int | None = None, course_id: int | None = None, school_id: int | None = None
) -> list[int]:
    """Lock the students who are or ever were in the sections that `courses.lock_all_sections` has locked;
    return their keys.

    One statement; nothing is read without a lock, so that their enrolments are locked along with them.
    """
    named = {"section": section_id, "section__course": course_id, "section__course__school": school_id}
    enrolments = Enrolment.objects.filter(**{path: key for path, key in named.items() if key is not None})
    locked = enrolments.select_for_update().select_related("student").order_by("student_id")
    return sorted({enrolment.student_id for enrolment in locked})


@command(MANAGE_PEOPLE, event="student.transferred")
def transfer_student(
    *,
    viewer: Viewer,
    student_id: int,
    school_id: int,
    on: date,
    entry_code: str = "",
    exit_code: str = "",
    reason: str = "",
) -> Transferred:
    """Let a student attend another school, and end enrolments and memberships in groups at the former one
    from that day on.

    It is recorded on that day or later: the student is at the new school at once. The former school goes on
    seeing what the student did there. The codes say why, for the history of the student's schools; the
    reason, for that of the enrolments.

    Raises `TransferAhead`, `NotFound`, `AlreadyAtSchool`, and what `kit.values` refuses.
    """
    if on > viewer.today:
        raise TransferAhead(day=on)
    former = people.change_school(
        viewer=viewer,
        student_id=student_id,
        school_id=school_id,
        on=on,
        entry_code=entry_code,
        exit_code=exit_code,
    )
    ended = _end_all(viewer, left={student_id: on}, school_id=former, reason=reason)
    return Transferred(
        student_id=student_id,
        ended_enrolment_ids=ended,
        ended_membership_ids=groups.follow(student_ids=[student_id], on=on),
    )


@command(MANAGE_PEOPLE, event="student.departed")
def record_departure(
    *, viewer: Viewer, student_id: int, left_on: date, exit_code: str = "", reason: str = ""
) -> Departed:
    """Write down that a student is at no school of the tenant from a day on, and end all enrolments and
    memberships in groups.

    A day that lies ahead can still be moved; what was to end on it and is to last longer, is entered anew.
    Raises `NotFound`, `AlreadyLeft`, and what `kit.values` refuses.
    """
    people.leave(viewer=viewer, student_id=student_id, left_on=left_on, exit_code=exit_code)
    return Departed(
        student_id=student_id,
        ended_enrolment_ids=follow_departures(viewer=viewer, left={student_id: left_on}, reason=reason),
        ended_membership_ids=groups.follow(student_ids=[student_id], on=left_on),
    )


@step
def follow_departures(*, viewer: Viewer, left: Mapping[int, date], reason: str) -> list[int]:
    """Let students who are locked be in no section from the day on which each leaves all schools.

    The keys of the enrolments that were ended. Six statements, whatever their number.
    """
    return _end_all(viewer, left=left, reason=reason)


def _end_all(
    viewer: Viewer, *, left: Mapping[int, date], reason: str, school_id: int | None = None
) -> list[int]:
    """End the enrolments of students, in sections of one school or all, that last beyond each student's day:
    on that day, or when the section was over before.
    """
    held = Enrolment.objects.select_for_update().filter(student__in=left).order_by("pk")
    lasting = [one for one in held if not Span.of(one).is_over_by(left[one.student_id])]
    if school_id is not None:
        places = courses.places(one.section_id for one in lasting)
        lasting = [one for one in lasting if places[one.section_id].school_id == school_id]
    return end_by(viewer=viewer, enrolments=lasting, on=lambda one: left[one.student_id], reason=reason)
