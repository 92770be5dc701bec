"""Questions about timetables: a student's day, days of school, and what is booked twice."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Q, QuerySet

from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.calendars import reads as calendars
from jumprope.school.calendars.rules import Days
from jumprope.school.courses import reads as courses
from jumprope.school.rosters import reads as rosters
from jumprope.school.timetables import access, rules
from jumprope.school.timetables.models import BellPeriod, CalendarDay, SectionMeeting
from jumprope.school.timetables.rules import Booking, Times

MOST_DOUBLE_BOOKINGS = 500
"""How many are told at once: whoever made so many will not look at more."""


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


@dataclass(frozen=True, slots=True)
class DoubleBooking:
    """A teacher, or else a room, that several sections need in one class period on days of a type.

    Capitals do not tell rooms apart: a room goes by the spelling that is met first.
    """

    day_type_id: int
    class_period_id: int
    staff_member_id: int | None
    room: str
    section_ids: list[int]


def double_bookings(*, viewer: Viewer, school_id: int, school_year_id: int) -> list[DoubleBooking] | None:
    """Whatever is booked twice in the timetable of a school for a year; the first 500.

    Several teachers of one section are no double booking, nor are sections that are linked, or that are
    taught in terms which have no day in common. None for those who do not make the school's timetable. Five
    queries.
    """
    if not tenancy.schools_among([school_id], rule=access.schools_to_time(viewer)):
        return None
    of_the_year = Q(section__course__school=school_id, section__school_year=school_year_id)
    return _double_bookings(viewer.rows(SectionMeeting).filter(of_the_year))[:MOST_DOUBLE_BOOKINGS]


def double_booked(section_ids: Collection[int]) -> list[int]:
    """Those of these sections of which a teacher or a room is booked twice. Five queries."""
    own = SectionMeeting.objects.filter(section__in=section_ids)
    slots = list(own.values_list("day_type_id", "class_period_id", "section__school_year_id"))
    meetings = SectionMeeting.objects.filter(
        day_type__in={day_type for day_type, _, _ in slots},
        class_period__in={period for _, period, _ in slots},
        section__school_year__in={year for _, _, year in slots},
    )
    found = {section for booking in _double_bookings(meetings) for section in booking.section_ids}
    return [section for section in section_ids if section in found]


def _double_bookings(meetings: "QuerySet[SectionMeeting]") -> list[DoubleBooking]:
    """What these meetings book twice, in the order of the day types and of the day. Four queries."""
    ordered = list(
        meetings.select_related("section").order_by("day_type_id", "class_period_id", "section_id")
    )
    sections = {meeting.section_id for meeting in ordered}
    taught = _days_taught(sections)
    teachers = rosters.spans_of_teachers(sections)
    bookings: dict[tuple[int, int, int | None, str], list[Booking]] = defaultdict(list)
    spellings: dict[str, str] = {}
    for meeting in ordered:
        section, linked = meeting.section_id, meeting.section.linked_with_id
        slot = (meeting.day_type_id, meeting.class_period_id)
        if meeting.room:
            room = spellings.setdefault(meeting.room.casefold(), meeting.room)
            bookings[*slot, None, room].append(Booking(section, linked, taught[section]))
        for teacher, days in teachers.get(section, ()):
            spans = tuple(both for term in taught[section] if (both := term.shared_with(days)))
            bookings[*slot, teacher, ""].append(Booking(section, linked, spans))
    return [
        DoubleBooking(*what, section_ids=sections_)
        for what, of_it in bookings.items()
        if (sections_ := rules.double_booked(of_it))
    ]


def _days_taught(section_ids: Collection[int]) -> dict[int, tuple[Days, ...]]:
    """The days of the terms of each of these sections. Two queries."""
    terms = courses.terms_of_sections(section_ids)
    days = {
        term: Days(of_term["starts_on"], of_term["ends_on"])
        for term, of_term in calendars.TERMS.of(
            {term for named in terms.values() for term in named["term_ids"]}
        ).items()
    }
    return {section: tuple(days[term] for term in named["term_ids"]) for section, named in terms.items()}
