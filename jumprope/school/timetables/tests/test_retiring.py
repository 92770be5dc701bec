"""What is retired stays where it is, and comes to no further day or meeting."""

import pytest

from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School
from jumprope.school.calendars.factories import a_school_year
from jumprope.school.courses.factories import a_course, a_section
from jumprope.school.timetables import writes
from jumprope.school.timetables.factories import (
    a_bell_schedule,
    a_calendar_day,
    a_class_period,
    a_day_type,
    a_meeting,
)
from jumprope.school.timetables.models import CalendarDay, SectionMeeting
from jumprope.school.timetables.writes import NewMeeting, SaidDay, SectionTimes
from tests.outcomes import locked_first, refused


def test_a_day_type_is_retired_and_used_again(oak: School, principal: Viewer) -> None:
    kind = a_day_type(school=oak)
    with refused(("day_type_not_retired", "day_type_id")):
        writes.use_day_type_again(viewer=principal, day_type_id=kind.pk)
    writes.retire_day_type(viewer=principal, day_type_id=kind.pk)
    kind.refresh_from_db()
    assert kind.retired_at == principal.now
    with refused(("day_type_retired", "day_type_id")):
        writes.retire_day_type(viewer=principal, day_type_id=kind.pk)
    writes.use_day_type_again(viewer=principal, day_type_id=kind.pk)
    kind.refresh_from_db()
    assert kind.retired_at is None


def test_a_bell_schedule_is_retired_and_used_again(oak: School, principal: Viewer) -> None:
    bells = a_bell_schedule(school=oak)
    with refused(("bell_schedule_not_retired", "bell_schedule_id")):
        writes.use_bell_schedule_again(viewer=principal, bell_schedule_id=bells.pk)
    writes.retire_bell_schedule(viewer=principal, bell_schedule_id=bells.pk)
    bells.refresh_from_db()
    assert bells.retired_at == principal.now
    with refused(("bell_schedule_retired", "bell_schedule_id")):
        writes.retire_bell_schedule(viewer=principal, bell_schedule_id=bells.pk)
    writes.use_bell_schedule_again(viewer=principal, bell_schedule_id=bells.pk)
    bells.refresh_from_db()
    assert bells.retired_at is None


def test_what_is_retired_stays_as_it_is(oak: School, principal: Viewer) -> None:
    kind = a_day_type(school=oak, retired_at=clock.now())
    bells = a_bell_schedule(school=oak, retired_at=clock.now())
    with refused(("day_type_retired", "day_types.0.day_type_id")):
        writes.record_day_types(
            viewer=principal,
            school_id=oak.pk,
            day_types=[{"day_type_id": kind.pk, "code": "Z", "name": "Day Z", "position": 1}],
        )
    with refused(("bell_schedule_retired", "bell_schedule_id")):
        writes.change_bell_schedule(viewer=principal, bell_schedule_id=bells.pk, name="Others")
    kind.refresh_from_db()
    bells.refresh_from_db()
    assert kind.code != "Z"
    assert bells.name != "Others"


def test_a_day_keeps_what_is_retired_and_no_other_day_gets_it(oak: School, principal: Viewer) -> None:
    year = a_school_year()
    had, other = year.starts_on, year.ends_on
    kind = a_day_type(school=oak, retired_at=clock.now())
    bells = a_bell_schedule(school=oak, retired_at=clock.now())
    a_calendar_day(school=oak, date=had, day_type=kind, bell_schedule=bells)
    new = SaidDay(date=other, kind="instructional", day_type_id=kind.pk, bell_schedule_id=bells.pk)
    with refused(
        ("day_type_retired", "days.0.day_type_id"), ("bell_schedule_retired", "days.0.bell_schedule_id")
    ):
        writes.set_calendar_days(viewer=principal, school_id=oak.pk, days=[new])
    writes.set_calendar_days(
        viewer=principal, school_id=oak.pk, days=[{**new, "date": had, "note": "Photographs"}]
    )
    days = CalendarDay.objects.values_list("date", "note", "day_type", "bell_schedule")
    assert list(days) == [(had, "Photographs", kind.pk, bells.pk)]


def test_a_section_goes_on_meeting_on_days_that_are_retired_and_no_other_comes_to(
    oak: School, principal: Viewer
) -> None:
    kind, period = a_day_type(school=oak, retired_at=clock.now()), a_class_period(school=oak)
    section, another = (a_section(course=a_course(school=oak)) for _ in range(2))
    a_meeting(section=section, day_type=kind)
    when = NewMeeting(day_type_id=kind.pk, class_period_id=period.pk)
    with refused(("day_type_retired", "sections.1.meetings.0.day_type_id")):
        writes.set_section_meetings(
            viewer=principal,
            sections=[SectionTimes(section_id=one.pk, meetings=[when]) for one in (section, another)],
        )
    assert not SectionMeeting.objects.filter(class_period=period).exists()
    writes.set_section_meetings(
        viewer=principal, sections=[SectionTimes(section_id=section.pk, meetings=[when])]
    )
    assert SectionMeeting.objects.get().class_period == period


def test_nobody_retires_what_a_day_or_a_meeting_is_just_getting(oak: School, principal: Viewer) -> None:
    kind, bells = a_day_type(school=oak).pk, a_bell_schedule(school=oak).pk
    day = SaidDay(
        date=a_school_year().starts_on, kind="instructional", day_type_id=kind, bell_schedule_id=bells
    )
    assert locked_first(lambda: writes.set_calendar_days(viewer=principal, school_id=oak.pk, days=[day])) == [
        "timetables_daytype",
        "timetables_bellschedule",
        "timetables_calendarday",
    ]
    when = NewMeeting(day_type_id=kind, class_period_id=a_class_period(school=oak).pk)
    times = SectionTimes(section_id=a_section(course=a_course(school=oak)).pk, meetings=[when])
    locked = locked_first(lambda: writes.set_section_meetings(viewer=principal, sections=[times]))
    assert locked[:2] == ["courses_section", "timetables_daytype"]


@pytest.mark.parametrize("role", [Role.TEACHER, Role.STUDENT, Role.SCHOOL_ADMIN])
def test_others_retire_nothing(oak: School, role: Role) -> None:
    kind, bells = a_day_type(school=oak), a_bell_schedule(school=oak)
    viewer = a_viewer(role, school=a_school())
    manages = role is Role.SCHOOL_ADMIN
    with refused(("not_found", "day_type_id" if manages else None)):
        writes.retire_day_type(viewer=viewer, day_type_id=kind.pk)
    with refused(("not_found", "bell_schedule_id" if manages else None)):
        writes.retire_bell_schedule(viewer=viewer, bell_schedule_id=bells.pk)
    kind.refresh_from_db()
    bells.refresh_from_db()
    assert (kind.retired_at, bells.retired_at) == (None, None)
