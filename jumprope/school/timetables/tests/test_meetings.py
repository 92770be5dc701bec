"""When sections meet, and what that makes of a student's day."""

from datetime import date, time, timedelta
from functools import partial

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.calendars.factories import a_school_year, a_term
from jumprope.school.courses.factories import a_course, a_section
from jumprope.school.courses.models import Section
from jumprope.school.people.factories import a_staff_member, a_student
from jumprope.school.rosters.factories import a_section_teacher, an_enrolment
from jumprope.school.timetables import reads, writes
from jumprope.school.timetables.factories import (
    a_bell_period,
    a_bell_schedule,
    a_calendar_day,
    a_class_period,
    a_day_type,
    a_meeting,
)
from jumprope.school.timetables.models import SectionMeeting
from jumprope.school.timetables.writes import NewMeeting, SectionTimes
from tests.outcomes import refused, statements

A_DAY = timedelta(days=1)


@pytest.fixture
def section(oak: School) -> Section:
    """A section of the school."""
    return a_section(course=a_course(school=oak))


def meetings_of(section: Section) -> set[tuple[int, int, str]]:
    found = SectionMeeting.objects.filter(section=section)
    return set(found.values_list("day_type_id", "class_period_id", "room"))


def test_the_meetings_that_are_set_take_the_place_of_those_before(
    oak: School, principal: Viewer, section: Section
) -> None:
    a_meeting(section=section)
    other, kept = a_meeting(section=a_section(course=section.course)), a_meeting()
    day, period = a_day_type(school=oak), a_class_period(school=oak)
    meeting = NewMeeting(day_type_id=day.pk, class_period_id=period.pk, room=" 12 ")
    answer = writes.set_section_meetings(
        viewer=principal,
        sections=[
            SectionTimes(section_id=section.pk, meetings=[meeting]),
            SectionTimes(section_id=other.section_id, meetings=[]),
        ],
    )
    assert answer.section_ids == [section.pk, other.section_id]
    assert meetings_of(section) == {(day.pk, period.pk, "12")}
    assert meetings_of(other.section) == set()
    assert len(meetings_of(kept.section)) == 1


def test_meetings_that_cannot_be_are_refused(
    oak: School, principal: Viewer, section: Section, other_tenant: Tenant
) -> None:
    a_meeting(section=section)
    day, period = a_day_type(school=oak).pk, a_class_period(school=oak).pk
    elsewhere = a_meeting()
    with tenant_scope(other_tenant.pk):
        foreign = a_meeting()
    lunch = a_class_period(school=oak).pk
    fits = NewMeeting(day_type_id=day, class_period_id=period)
    with refused(
        ("not_found", "sections.0.meetings.0.day_type_id"),
        ("not_found", "sections.0.meetings.1.class_period_id"),
        ("described_twice", "sections.0.meetings.3"),
        ("value_too_long", "sections.0.meetings.4.room"),
        ("not_found", "sections.1.section_id"),
        ("not_found", "sections.2.section_id"),
        ("described_twice", "sections.3.section_id"),
    ):
        writes.set_section_meetings(
            viewer=principal,
            sections=[
                SectionTimes(
                    section_id=section.pk,
                    meetings=[
                        NewMeeting(day_type_id=elsewhere.day_type_id, class_period_id=period),
                        NewMeeting(day_type_id=day, class_period_id=foreign.class_period_id),
                        fits,
                        fits,
                        NewMeeting(day_type_id=day, class_period_id=lunch, room="x" * 41),
                    ],
                ),
                SectionTimes(section_id=elsewhere.section_id, meetings=[]),
                SectionTimes(section_id=foreign.section_id, meetings=[fits]),
                SectionTimes(section_id=section.pk, meetings=[]),
            ],
        )


def test_the_sections_and_their_meetings_are_bounded(principal: Viewer, section: Section) -> None:
    say = partial(writes.set_section_meetings, viewer=principal)
    none = SectionTimes(section_id=section.pk, meetings=[])
    with refused(("nothing_given", "sections")):
        say(sections=[])
    with refused(("too_many_given", "sections")):
        say(sections=[none] * 201)
    many = [NewMeeting(day_type_id=1, class_period_id=1)] * 101
    with refused(("too_many_given", "sections.1.meetings")):
        say(sections=[none, SectionTimes(section_id=section.pk, meetings=many)])


@pytest.mark.parametrize("role", [Role.TEACHER, Role.CO_TEACHER, Role.COUNSELLOR, Role.STUDENT])
def test_who_does_not_make_the_timetable_sets_no_meetings(section: Section, role: Role) -> None:
    a_meeting(section=section)
    viewer = a_viewer(role, school=section.course.school)
    with refused(("not_found", None)):
        writes.set_section_meetings(
            viewer=viewer,
            sections=[SectionTimes(section_id=section.pk, meetings=[])],
        )


def test_the_number_of_meetings_does_not_matter_to_the_database(
    oak: School, principal: Viewer, section: Section
) -> None:
    day = a_day_type(school=oak).pk

    def say(sections: int, meetings: int) -> int:
        new = [
            SectionTimes(
                section_id=a_section(course=section.course).pk,
                meetings=[
                    NewMeeting(day_type_id=day, class_period_id=a_class_period(school=oak).pk)
                    for _ in range(meetings)
                ],
            )
            for _ in range(sections)
        ]
        return statements(lambda: writes.set_section_meetings(viewer=principal, sections=new))

    say(1, 1)
    assert say(1, 1) == say(5, 6)


# ---- a student's day ----


def lessons(viewer: Viewer, student_id: int, on: date) -> list[tuple[str, str, time | None, time | None]]:
    found = reads.schedule(viewer=viewer, student_id=student_id, on=on)
    return [(lesson.period_name, lesson.room, lesson.starts_at, lesson.ends_at) for lesson in found]


def test_a_students_day_is_what_meets_on_days_of_its_type_by_its_bells(
    oak: School, principal: Viewer
) -> None:
    today = principal.today
    student, bells = a_student(school=oak), a_bell_schedule(school=oak)
    gold, blue = a_day_type(school=oak), a_day_type(school=oak)
    late, early, silent = (
        a_class_period(school=oak, name=name, position=position)
        for name, position in (("Late", 3), ("Early", 1), ("Silent", 2))
    )
    a_bell_period(bell_schedule=bells, class_period=early)
    a_bell_period(bell_schedule=bells, class_period=late, starts_at=time(9), ends_at=time(10))
    a_bell_period(class_period=late)  # other bells ring for it on other days
    for period, day_type in ((late, gold), (early, gold), (silent, gold), (early, blue)):
        section = a_section(course=a_course(school=oak))
        an_enrolment(section=section, student=student)
        a_meeting(section=section, class_period=period, day_type=day_type, room=f"{period.name} room")
    a_meeting(class_period=early, day_type=gold, section=a_section(course=a_course(school=oak)))
    a_calendar_day(school=oak, date=today, day_type=gold, bell_schedule=bells)
    a_calendar_day(school=oak, date=today + A_DAY, day_type=gold)
    a_calendar_day(school=oak, date=today + 2 * A_DAY, kind="holiday")
    assert lessons(principal, student.pk, today) == [
        ("Early", "Early room", time(8), time(9)),
        ("Late", "Late room", time(9), time(10)),
    ]
    assert lessons(principal, student.pk, today + A_DAY) == [
        ("Early", "Early room", None, None),
        ("Silent", "Silent room", None, None),
        ("Late", "Late room", None, None),
    ]
    assert lessons(principal, student.pk, today + 2 * A_DAY) == []
    assert lessons(principal, student.pk, today + 3 * A_DAY) == []


def test_a_student_is_taught_while_enrolled_and_in_the_terms_of_the_section(
    oak: School, principal: Viewer
) -> None:
    today, year = principal.today, a_school_year()
    fall = a_term(school_year=year, ends_on=today + 5 * A_DAY)
    spring = a_term(school_year=year, starts_on=today + 10 * A_DAY)
    section = a_section(course=a_course(school=oak), terms=[fall, spring])
    enrolment = an_enrolment(
        section=section, starts_on=today, ends_on=today + 12 * A_DAY, student=a_student(school=oak)
    )
    day_type = a_day_type(school=oak)
    a_meeting(section=section, day_type=day_type)
    for number in range(-1, 14):
        a_calendar_day(school=oak, date=today + number * A_DAY, day_type=day_type)
    taught = [
        number for number in range(-1, 14) if lessons(principal, enrolment.student_id, today + number * A_DAY)
    ]
    assert taught == [0, 1, 2, 3, 4, 5, 10, 11]


def test_a_day_is_shown_so_far_as_its_sections_are(oak: School, other_tenant: Tenant) -> None:
    account, own = an_account(), an_account()
    teacher = a_viewer(Role.TEACHER, account=account)
    today = teacher.today
    student, day_type = a_student(school=oak, account=own), a_day_type(school=oak)
    a_calendar_day(school=oak, date=today, day_type=day_type)
    sections = [a_section(course=a_course(school=oak)) for _ in range(2)]
    for section in sections:
        an_enrolment(section=section, student=student)
        a_meeting(section=section, day_type=day_type)
    a_section_teacher(section=sections[0], staff_member=a_staff_member(account=account))
    both, mine = {section.pk for section in sections}, {sections[0].pk}
    with tenant_scope(other_tenant.pk):
        stranger = a_viewer(Role.TENANT_ADMIN)
    for viewer, seen in (
        (a_viewer(Role.TENANT_ADMIN), both),
        (a_viewer(Role.COUNSELLOR, school=oak), both),
        (a_viewer(Role.STUDENT, account=own), both),
        (teacher, mine),
        (a_viewer(Role.TEACHER), set()),
        (a_viewer(Role.STUDENT), set()),
        (a_viewer(Role.GUARDIAN), set()),
        (stranger, set()),
    ):
        found = reads.schedule(viewer=viewer, student_id=student.pk, on=today)
        assert {lesson.section_id for lesson in found} == seen


def test_a_students_day_takes_five_queries_whatever_it_holds(oak: School, principal: Viewer) -> None:
    today, student = principal.today, a_student(school=oak)
    bells, day_type = a_bell_schedule(school=oak), a_day_type(school=oak)
    a_calendar_day(school=oak, date=today, day_type=day_type, bell_schedule=bells)

    def taught_in(sections: int) -> int:
        for _ in range(sections):
            section = a_section(course=a_course(school=oak))
            an_enrolment(section=section, student=student)
            meeting = a_meeting(section=section, day_type=day_type)
            a_bell_period(bell_schedule=bells, class_period=meeting.class_period)
        return statements(lambda: reads.schedule(viewer=principal, student_id=student.pk, on=today))

    assert taught_in(1) == taught_in(6) == 5
