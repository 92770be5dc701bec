"""When and where sections meet, and the district's catalogue of courses."""

from collections.abc import Sequence
from datetime import time, timedelta
from itertools import groupby

from jumprope.interfaces.cli.demo.days import FRIDAY
from jumprope.interfaces.cli.demo.place import Place, Room
from jumprope.kit.viewer import Viewer
from jumprope.school.courses import writes as courses
from jumprope.school.timetables import writes as timetables

BELLS = tuple((time(hour), time(hour, 50)) for hour in range(8, 15))
"""From when until when each class period lasts."""

FALL_BREAK = 8
"""The week, counted from 0, on whose Friday there is no school."""


def arrange(place: Place) -> None:
    """The catalogue, and the timetable of every school."""
    admin = place.admin()
    _offer(admin, place)
    for school_id, rooms in groupby(place.rooms, key=lambda room: room.school_id):
        _time(admin, place, school_id, list(rooms))


def _offer(admin: Viewer, place: Place) -> None:
    """Each course follows one of the district's catalogue."""
    offered = {room.course_id: room.subject for room in place.rooms}
    titles = {subject.title: subject for subject in offered.values()}
    catalogue = courses.record_catalogue_courses(
        viewer=admin,
        catalogue_courses=[
            courses.SaidCatalogueCourse(code=subject.code, title=title) for title, subject in titles.items()
        ],
    ).catalogue_course_ids
    followed = dict(zip(titles, catalogue, strict=True))
    for course_id, subject in offered.items():
        courses.change_course(viewer=admin, course_id=course_id, catalogue_course_id=followed[subject.title])


def _time(admin: Viewer, place: Place, school_id: int, rooms: Sequence[Room]) -> None:
    """Two types of days in turn, bells that ring alike on all, and a meeting of every section on each."""
    day_types = timetables.record_day_types(
        viewer=admin,
        school_id=school_id,
        day_types=[
            timetables.SaidDayType(code=code, name=f"{code} day", position=number)
            for number, code in enumerate("AB", start=1)
        ],
    ).day_type_ids
    periods = timetables.record_class_periods(
        viewer=admin,
        school_id=school_id,
        class_periods=[
            timetables.SaidClassPeriod(name=f"Period {number}", position=number)
            for number in range(1, len(BELLS) + 1)
        ],
    ).class_period_ids
    bells = timetables.make_bell_schedule(
        viewer=admin,
        school_id=school_id,
        name="Every day",
        periods=[
            timetables.NewBellPeriod(class_period_id=period, starts_at=starts_at, ends_at=ends_at)
            for period, (starts_at, ends_at) in zip(periods, BELLS, strict=True)
        ],
    ).bell_schedule_id
    timetables.set_calendar_days(
        viewer=admin, school_id=school_id, days=_days(place, day_types=day_types, bell_schedule_id=bells)
    )
    meetings = [
        timetables.SectionTimes(
            section_id=room.section_id,
            meetings=[
                timetables.NewMeeting(
                    day_type_id=day_type,
                    class_period_id=periods[number % len(periods)],
                    room=f"Room {101 + number}",
                )
                for day_type in day_types
            ],
        )
        for number, room in enumerate(rooms)
    ]
    timetables.set_section_meetings(viewer=admin, sections=meetings)
    if len(rooms) > 1:
        together = [room.section_id for room in rooms[-2:]]
        courses.link_sections(viewer=admin, name="Project afternoon", section_ids=together)


def _days(place: Place, *, day_types: Sequence[int], bell_schedule_id: int) -> list[timetables.SaidDay]:
    """The first ten weeks, Mondays to Fridays; a Friday in between is free."""
    free = place.days.of_week(FALL_BREAK, FRIDAY)
    dates = [place.days.first + timedelta(weeks=week, days=day) for week in range(10) for day in range(5)]
    return [
        timetables.SaidDay(date=date, kind="holiday", note="Fall break")
        if date == free
        else timetables.SaidDay(
            date=date,
            kind="instructional",
            day_type_id=day_types[number % len(day_types)],
            bell_schedule_id=bell_schedule_id,
        )
        for number, date in enumerate(dates)
    ]
