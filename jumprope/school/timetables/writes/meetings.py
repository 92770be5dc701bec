"""Saying when sections meet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NotRequired, TypedDict

from jumprope.kit import rows, values
from jumprope.kit.command import Answer, command
from jumprope.kit.described import DescribedTwice
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.school.courses import reads as courses
from jumprope.school.courses import writes as courses_writes
from jumprope.school.timetables import access, reads
from jumprope.school.timetables.models import ClassPeriod, DayType, SectionMeeting
from jumprope.school.timetables.writes.retiring import ClassPeriodRetired, DayTypeRetired

MOST_SECTIONS = 200
"""Of how many sections it is said at once when they meet."""

MOST_MEETINGS = 100
"""How many meetings a section has."""


class NewMeeting(TypedDict):
    """When and where a section is to meet."""

    day_type_id: int
    class_period_id: int
    room: NotRequired[str | None]


class SectionTimes(TypedDict):
    """All meetings that a section is to have; none take those away that it has."""

    section_id: int
    meetings: Sequence[NewMeeting]


@dataclass(frozen=True, kw_only=True)
class SectionMeetingsSet(Answer):
    """The sections, in the order in which they were given; and those of them that are taught now while their
    teacher or their room is taken by another section.
    """

    section_ids: list[int]
    double_booked_ids: list[int]


@command(access.MANAGE_TIMETABLES, event="section_meetings.set")
def set_section_meetings(*, viewer: Viewer, sections: Sequence[SectionTimes]) -> SectionMeetingsSet:
    """Say when up to 200 sections meet, each at most 100 times; their meetings until now are no more.

    The meetings of a section are a plan for days to come, and no record: what took place, they do not say. A
    teacher or a room that is booked twice is told and not refused: schools combine sections for a while, and
    a timetable is made in an order in which not every step fits.

    Raises `NotFound` for a section, or for a day type or a class period that its school does not have,
    `DayTypeRetired` where a section did not meet on such days before, `ClassPeriodRetired` where it did not
    meet in that period, `DescribedTwice`, and what `kit.values` refuses.
    """
    values.check_size(sections, field="sections", at_most=MOST_SECTIONS)
    for position, section in enumerate(sections):
        if len(section["meetings"]) > MOST_MEETINGS:
            values.check_size(
                section["meetings"], field=f"sections.{position}.meetings", at_most=MOST_MEETINGS
            )
    named = [section["section_id"] for section in sections]
    courses_writes.hold_sections(set(named))
    meetings = [meeting for section in sections for meeting in section["meetings"]]
    day_types = rows.hold(DayType, {meeting["day_type_id"] for meeting in meetings})
    class_periods = rows.hold(ClassPeriod, {meeting["class_period_id"] for meeting in meetings})
    allowed = courses_writes.lock_sections(rule=access.sections_to_time(viewer), section_ids=set(named))
    new = {
        f"sections.{position}.meetings.{place}": SectionMeeting(section_id=section["section_id"], **meeting)
        for position, section in enumerate(sections)
        for place, meeting in enumerate(section["meetings"])
    }
    refuse_all(
        [*_faults_of_sections(named, allowed), *_faults_of_meetings(new, allowed, day_types, class_periods)]
    )
    SectionMeeting.objects.filter(section__in=allowed).delete()
    rows.append(new.values())
    return SectionMeetingsSet(section_ids=named, double_booked_ids=reads.double_booked(named))


def _faults_of_sections(named: Sequence[int], allowed: set[int]) -> Iterator[Refused]:
    for position, section in enumerate(named):
        if section not in allowed:
            yield NotFound(field=f"sections.{position}.section_id")
        elif section in named[:position]:
            yield DescribedTwice(field=f"sections.{position}.section_id")


def _faults_of_meetings(
    new: Mapping[str, SectionMeeting],
    allowed: set[int],
    day_types: Mapping[int, DayType],
    class_periods: Mapping[int, ClassPeriod],
) -> Iterator[Refused]:
    """What is wrong with meetings, by their paths in the input. Three statements.

    Of sections that are not allowed, not even their school is told.
    """
    places = courses.places(allowed)
    held = SectionMeeting.objects.filter(section__in=allowed)
    met_on = set(held.values_list("section_id", "day_type_id"))
    met_in = set(held.values_list("section_id", "class_period_id"))
    seen: set[tuple[int, int, int]] = set()
    for at, meeting in new.items():
        yield from values.clean(meeting, at=at)
        place = places.get(meeting.section_id)
        day_type = day_types.get(meeting.day_type_id)
        class_period = class_periods.get(meeting.class_period_id)
        if place and (day_type is None or day_type.school_id != place.school_id):
            yield NotFound(field=f"{at}.day_type_id")
        elif day_type and day_type.retired_at and (meeting.section_id, day_type.pk) not in met_on:
            yield DayTypeRetired(code=day_type.code, field=f"{at}.day_type_id")
        if place and (class_period is None or class_period.school_id != place.school_id):
            yield NotFound(field=f"{at}.class_period_id")
        elif class_period and class_period.retired_at and (meeting.section_id, class_period.pk) not in met_in:
            yield ClassPeriodRetired(name=class_period.name, field=f"{at}.class_period_id")
        when = (meeting.section_id, meeting.day_type_id, meeting.class_period_id)
        if when in seen:
            yield DescribedTwice(field=at)
        seen.add(when)
