"""Timetables through the API: who sees them, and a school's days from the first day type to a student's
lessons.
"""

from typing import Any

from graphplan import ids
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.calendars.factories import a_school_year
from jumprope.school.courses.factories import a_course, a_section
from jumprope.school.people.factories import a_staff_member, a_student
from jumprope.school.rosters.factories import a_section_teacher, an_enrolment
from jumprope.school.timetables.factories import a_bell_period, a_calendar_day, a_meeting
from tests.fixtures import Ask
from tests.visibility import seen_by

DAY = """query ($student: ID!, $school: ID!, $day: Date!) {
  studentSchedule(studentId: $student, on: $day) {
    sectionId classPeriodId periodName room startsAt endsAt
  }
  instructionalDays(schoolId: $school, first: $day, last: $day)
}"""
OF_ALL = ("DayType", "ClassPeriod", "BellSchedule", "BellPeriod", "CalendarDay")


def test_everyone_knows_the_days_and_bells_and_meetings_are_seen_with_their_sections(
    oak: School, other_tenant: Tenant
) -> None:
    own, elsewhere = a_meeting(section=a_section(course=a_course(school=oak))), a_meeting()
    bell, day = a_bell_period(), a_calendar_day()
    with tenant_scope(other_tenant.pk):
        a_meeting()
        a_bell_period()
        a_calendar_day()
    account, learner = an_account(), an_account()
    a_section_teacher(section=own.section, staff_member=a_staff_member(account=account))
    an_enrolment(section=own.section, student=a_student(school=oak, account=learner))
    everything = {
        "DayType": {own.day_type_id, elsewhere.day_type_id},
        "ClassPeriod": {own.class_period_id, elsewhere.class_period_id, bell.class_period_id},
        "BellSchedule": {bell.bell_schedule_id},
        "BellPeriod": {bell.pk},
        "CalendarDay": {day.pk},
    }
    for viewer, meetings in (
        (a_viewer(Role.TENANT_ADMIN), {own.pk, elsewhere.pk}),
        (a_viewer(Role.SCHOOL_ADMIN, school=oak), {own.pk}),
        (a_viewer(Role.COUNSELLOR, school=oak), {own.pk}),
        (a_viewer(Role.TEACHER, account=account), {own.pk}),
        (a_viewer(Role.STUDENT, account=learner), {own.pk}),
        (a_viewer(Role.TEACHER), set()),
        (a_viewer(Role.GUARDIAN), set()),
    ):
        assert seen_by(viewer, *OF_ALL, "SectionMeeting") == {**everything, "SectionMeeting": meetings}


def test_a_timetable_is_made_and_read_through_the_api(oak: School, principal: Viewer, ask: Ask) -> None:
    a_school_year()
    section = a_section(course=a_course(school=oak))
    student = an_enrolment(section=section, student=a_student(school=oak)).student
    school, today = ids.encode("School", oak.pk), principal.today.isoformat()

    def do(mutation: str, selection: str, **given: Any) -> Any:
        kind = mutation[0].upper() + mutation[1:]
        document = f"""mutation ($input: {kind}Input!) {{
          {mutation}(input: $input) {{ made: {selection} errors {{ code field }} }}
        }}"""
        payload = ask(principal, document, input={"idempotencyKey": mutation, **given})[mutation]
        assert payload["errors"] == []
        return payload["made"]

    day_type, period, bells = _parts(do, school)
    set_days = do(
        "setCalendarDays",
        "calendarDays { date kind note dayType { code } bellSchedule { name } school { id } }",
        schoolId=school,
        days=[{"date": today, "kind": "INSTRUCTIONAL", "dayTypeId": day_type, "bellScheduleId": bells}],
    )
    assert set_days == [
        {
            "date": today,
            "kind": "INSTRUCTIONAL",
            "note": "",
            "dayType": {"code": "A"},
            "bellSchedule": {"name": "Regular"},
            "school": {"id": school},
        }
    ]
    meeting = {"dayTypeId": day_type, "classPeriodId": period, "room": "12"}
    meets = do(
        "setSectionMeetings",
        "sections { meetings { room dayType { code } classPeriod { name } } }",
        sections=[{"sectionId": ids.encode("Section", section.pk), "meetings": [meeting]}],
    )
    assert meets == [
        {"meetings": [{"room": "12", "dayType": {"code": "A"}, "classPeriod": {"name": "Period 1"}}]}
    ]
    lesson = {
        "sectionId": ids.encode("Section", section.pk),
        "classPeriodId": period,
        "periodName": "Period 1",
        "room": "12",
        "startsAt": "08:00:00",
        "endsAt": "08:45:00",
    }
    asked = {"student": ids.encode("Student", student.pk), "school": school, "day": today}
    assert ask(principal, DAY, **asked) == {"studentSchedule": [lesson], "instructionalDays": 1}


def _parts(do: Any, school: str) -> tuple[str, str, str]:
    """The identifiers of a new day type, a new class period, and new bells that were changed once."""
    (day_type,) = do(
        "recordDayTypes",
        "dayTypes { id code }",
        schoolId=school,
        dayTypes=[{"code": "A", "name": "Gold", "position": 1}],
    )
    (period,) = do(
        "recordClassPeriods",
        "classPeriods { id name }",
        schoolId=school,
        classPeriods=[{"name": "Period 1", "position": 1}],
    )
    rings = {"classPeriodId": period["id"], "startsAt": "08:00:00", "endsAt": "09:00:00"}
    shown = "bellSchedule { id periods { startsAt endsAt classPeriod { id } } }"
    made = do("makeBellSchedule", shown, schoolId=school, name="Regular", periods=[rings])
    changed = do(
        "changeBellSchedule", shown, bellScheduleId=made["id"], periods=[{**rings, "endsAt": "08:45:00"}]
    )
    for schedule, ends_at in ((made, "09:00:00"), (changed, "08:45:00")):
        (bell,) = schedule["periods"]
        assert bell == {"startsAt": "08:00:00", "endsAt": ends_at, "classPeriod": {"id": period["id"]}}
    return day_type["id"], period["id"], made["id"]
