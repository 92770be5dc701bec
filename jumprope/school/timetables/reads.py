"""Questions about timetables: a student's day, and how many days of school there are."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from jumprope.kit.viewer import Viewer
from jumprope.school.rosters import reads as rosters
from jumprope.school.timetables.models import BellPeriod, CalendarDay, SectionMeeting
from jumprope.school.timetables.rules import Times


@dataclass(frozen=True, slots=True)
class Lesson:
    """A meeting of a section on a day. The times are none where no bells are said for the day."""

    section_id: int
    class_period_id: int
    period_name: str
    room: str
    starts_at: time | None
    ends_at: time | None


def schedule(*, viewer: Viewer, student_id: int, on: date) -> list[Lesson]:
    """When and where a student is taught on a day, in order; of the sections that the viewer sees the student
    in.

    Where the day has bells, what meets in a class period for which they do not ring is left out. At most five
    queries.
    """
    sections = rosters.sections_attended(viewer, student_id=student_id, on=on)
    of_that_day = CalendarDay.objects.filter(date=on)
    meetings = SectionMeeting.objects.filter(
        section__in=sections, day_type__in=of_that_day.values("day_type_id")
    )
    meetings = meetings.select_related("class_period").order_by("class_period__position", "pk")
    schools = {meeting.class_period.school_id for meeting in meetings}
    with_bells = of_that_day.filter(school__in=schools).exclude(bell_schedule=None)
    bells = dict(with_bells.values_list("school_id", "bell_schedule_id"))
    times = _times(bells.values())
    return [
        _lesson(meeting, times.get(meeting.class_period_id))
        for meeting in meetings
        if meeting.class_period_id in times or meeting.class_period.school_id not in bells
    ]


def _times(bell_schedule_ids: Collection[int | None]) -> dict[int, Times]:
    """When class periods are by these bell schedules, of each school at most one. One query."""
    periods = BellPeriod.objects.filter(bell_schedule__in=bell_schedule_ids)
    return {period.class_period_id: Times(period.starts_at, period.ends_at) for period in periods}


def _lesson(meeting: SectionMeeting, times: Times | None) -> Lesson:
    return Lesson(
        section_id=meeting.section_id,
        class_period_id=meeting.class_period_id,
        period_name=meeting.class_period.name,
        room=meeting.room,
        starts_at=times.starts_at if times else None,
        ends_at=times.ends_at if times else None,
    )


def instructional_days(*, viewer: Viewer, school_id: int, first: date, last: date) -> int:
    """On how many days students are taught at a school, from a first day to a last one. One query."""
    days = viewer.rows(CalendarDay).filter(school=school_id, date__range=(first, last))
    return days.filter(kind=CalendarDay.DayKind.INSTRUCTIONAL).count()
