"""What is retired stays where it is, and comes to no further day or meeting."""

from datetime import time

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
    a_bell_period,
    a_bell_schedule,
    a_calendar_day,
    a_class_period,
    a_day_type,
    a_meeting,
)
from jumprope.school.timetables.models import BellPeriod, CalendarDay, SectionMeeting
from jumprope.school.timetables.writes import NewBellPeriod, NewMeeting, SaidDay, SectionTimes
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


def test_a_class_period_is_retired_and_used_again(oak: School, principal: Viewer) -> None:
    period = a_class_period(school=oak)
    with refused(("class_period_not_retired", "class_period_id")):
        writes.use_class_period_again(viewer=principal, class_period_id=period.pk)
    writes.retire_class_period(viewer=principal, class_period_id=period.pk)
    period.refresh_from_db()
    assert period.retired_at == principal.now
    with refused(("class_period_retired", "class_period_id")):
        writes.retire_class_period(viewer=principal, class_period_id=period.pk)
    writes.use_class_period_again(viewer=principal, class_period_id=period.pk)
    period.refresh_from_db()
    assert period.retired_at is None


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
    period = a_class_period(school=oak, retired_at=clock.now())
    with refused(("class_period_retired", "class_periods.0.class_period_id")):
        writes.record_class_periods(
            viewer=principal,
            school_id=oak.pk,
            class_periods=[{"class_period_id": period.pk, "name": "Period Z", "position": 1}],
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


def test_a_section_goes_on_meeting_in_a_period_that_is_retired_and_no_other_comes_to(
    oak: School, principal: Viewer
) -> None:
    period, kind = a_class_period(school=oak, retired_at=clock.now()), a_day_type(school=oak)
    section, another = (a_section(course=a_course(school=oak)) for _ in range(2))
    a_meeting(section=section, class_period=period)
    when = NewMeeting(day_type_id=kind.pk, class_period_id=period.pk)
    with refused(("class_period_retired", "sections.1.meetings.0.class_period_id")):
        writes.set_section_meetings(
            viewer=principal,
            sections=[SectionTimes(section_id=one.pk, meetings=[when]) for one in (section, another)],
        )
    writes.set_section_meetings(
        viewer=principal, sections=[SectionTimes(section_id=section.pk, meetings=[when])]
    )
    assert SectionMeeting.objects.get().day_type == kind


def test_bells_go_on_ringing_for_a_period_that_is_retired_and_no_others_come_to(
    oak: School, principal: Viewer
) -> None:
    period, bells = a_class_period(school=oak, retired_at=clock.now()), a_bell_schedule(school=oak)
    rung = NewBellPeriod(class_period_id=period.pk, starts_at=time(8), ends_at=time(9))
    retired = ("class_period_retired", "periods.0.class_period_id")
    with refused(retired):
        writes.make_bell_schedule(viewer=principal, school_id=oak.pk, name="Short", periods=[rung])
    with refused(retired):
        writes.change_bell_schedule(viewer=principal, bell_schedule_id=bells.pk, periods=[rung])
    a_bell_period(bell_schedule=bells, class_period=period)
    writes.change_bell_schedule(viewer=principal, bell_schedule_id=bells.pk, periods=[rung])
    assert BellPeriod.objects.get().ends_at == time(9)


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
    assert locked[:3] == ["courses_section", "timetables_daytype", "timetables_classperiod"]
    rung = NewBellPeriod(class_period_id=when["class_period_id"], starts_at=time(8), ends_at=time(9))
    locked = locked_first(
        lambda: writes.change_bell_schedule(viewer=principal, bell_schedule_id=bells, periods=[rung])
    )
    assert locked == ["timetables_classperiod", "timetables_bellschedule"]


@pytest.mark.parametrize("role", [Role.TEACHER, Role.STUDENT, Role.SCHOOL_ADMIN])
def test_others_retire_nothing(oak: School, role: Role) -> None:
    kind, bells, period = a_day_type(school=oak), a_bell_schedule(school=oak), a_class_period(school=oak)
    viewer = a_viewer(role, school=a_school())
    manages = role is Role.SCHOOL_ADMIN
    with refused(("not_found", "day_type_id" if manages else None)):
        writes.retire_day_type(viewer=viewer, day_type_id=kind.pk)
    with refused(("not_found", "bell_schedule_id" if manages else None)):
        writes.retire_bell_schedule(viewer=viewer, bell_schedule_id=bells.pk)
    with refused(("not_found", "class_period_id" if manages else None)):
        writes.retire_class_period(viewer=viewer, class_period_id=period.pk)
