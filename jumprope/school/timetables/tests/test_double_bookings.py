"""Teachers and rooms that are needed in two places at once are told, and not refused."""

from datetime import timedelta
from typing import Any

import pytest

from graphplan import ids
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.calendars.factories import a_school_year, a_term
from jumprope.school.calendars.models import SchoolYear
from jumprope.school.courses.factories import a_course, a_section, linked_sections
from jumprope.school.courses.models import Section
from jumprope.school.people.factories import a_staff_member
from jumprope.school.rosters.factories import a_section_teacher
from jumprope.school.timetables import reads, writes
from jumprope.school.timetables.factories import a_class_period, a_day_type, a_meeting
from jumprope.school.timetables.models import SectionMeeting
from jumprope.school.timetables.reads import DoubleBooking
from tests.fixtures import Ask
from tests.outcomes import statements

A_DAY = timedelta(days=1)
ASKED = """query ($school: ID!, $year: ID!) {
  doubleBookings(schoolId: $school, schoolYearId: $year) {
    dayTypeId classPeriodId staffMemberId room sectionIds
  }
}"""


@pytest.fixture
def year(oak: School) -> SchoolYear:  # noqa: ARG001 - it has to be in scope
    """The school year of the sections."""
    return a_school_year()


class Slot:
    """A class period on days of a type at a school, in which sections are put."""

    def __init__(self, oak: School, year: SchoolYear) -> None:
        self._oak, self._term = oak, a_term(school_year=year)
        self.day_type, self.class_period = a_day_type(school=oak), a_class_period(school=oak)

    def section(self, **changes: Any) -> Section:
        """A section that meets then."""
        terms = changes.pop("terms", [self._term])
        section = a_section(course=a_course(school=self._oak), terms=terms)
        when = {"day_type": self.day_type, "class_period": self.class_period, **changes}
        a_meeting(section=section, **when)
        return section

    def booked(self, *sections: Section, room: str = "", staff_member_id: int | None = None) -> DoubleBooking:
        """That these need the same at that time."""
        return DoubleBooking(
            day_type_id=self.day_type.pk,
            class_period_id=self.class_period.pk,
            staff_member_id=staff_member_id,
            room=room,
            section_ids=[section.pk for section in sections],
        )


@pytest.fixture
def slot(oak: School, year: SchoolYear) -> Slot:
    """Some time of the week."""
    return Slot(oak, year)


def found(viewer: Viewer, school: School, year: SchoolYear) -> list[DoubleBooking] | None:
    return reads.double_bookings(viewer=viewer, school_id=school.pk, school_year_id=year.pk)


def test_a_room_and_a_teacher_of_two_sections_at_one_time_are_told(
    oak: School, principal: Viewer, year: SchoolYear, slot: Slot
) -> None:
    first, second = slot.section(room="Lab"), slot.section(room="lab")
    slot.section(room="Gym")
    teacher = a_staff_member(school=oak)
    third = slot.section()
    for section in (first, third):
        a_section_teacher(section=section, staff_member=teacher)
    assert found(principal, oak, year) == [
        slot.booked(first, second, room="Lab"),
        slot.booked(first, third, staff_member_id=teacher.pk),
    ]


def test_another_time_day_or_year_is_no_double_booking(
    oak: School, principal: Viewer, year: SchoolYear, slot: Slot
) -> None:
    slot.section(room="Lab")
    slot.section(room="Lab", class_period=a_class_period(school=oak))
    slot.section(room="Lab", day_type=a_day_type(school=oak))
    later = a_school_year(starts_on=year.ends_on + A_DAY, ends_on=year.ends_on + 300 * A_DAY)
    slot.section(room="Lab", terms=[a_term(school_year=later, starts_on=later.starts_on)])
    slot.section(room="")
    slot.section(room="")
    assert found(principal, oak, year) == []


def test_linked_sections_and_several_teachers_of_one_are_no_double_booking(
    oak: School, principal: Viewer, year: SchoolYear, slot: Slot
) -> None:
    first, second = slot.section(room="Lab"), slot.section(room="Lab")
    teacher = a_staff_member(school=oak)
    for section in (first, second):
        a_section_teacher(section=section, staff_member=teacher)
        a_section_teacher(section=section, role="co_teacher")
    linked_sections(first, second)
    assert found(principal, oak, year) == []


def test_sections_of_different_terms_and_teachers_of_different_days_share_nothing(
    oak: School, principal: Viewer
) -> None:
    today = principal.today
    year = a_school_year()
    slot = Slot(oak, year)
    fall = a_term(school_year=year, starts_on=today - 20 * A_DAY, ends_on=today)
    spring = a_term(school_year=year, starts_on=today + A_DAY, ends_on=today + 20 * A_DAY)
    slot.section(room="Lab", terms=[fall])
    slot.section(room="Lab", terms=[spring])
    one, other = slot.section(terms=[fall]), slot.section(terms=[fall, spring])
    teacher = a_staff_member(school=oak)
    early = a_section_teacher(section=one, staff_member=teacher, starts_on=fall.starts_on, ends_on=today)
    a_section_teacher(section=other, staff_member=teacher, starts_on=today)
    assert found(principal, oak, year) == []
    early.ends_on = today + A_DAY
    early.save()
    assert found(principal, oak, year) == [slot.booked(one, other, staff_member_id=teacher.pk)]


def test_who_says_when_sections_meet_learns_which_of_them_are_double_booked(
    principal: Viewer, slot: Slot
) -> None:
    there, free, new = slot.section(room="Lab"), slot.section(), slot.section()
    when = writes.NewMeeting(day_type_id=slot.day_type.pk, class_period_id=slot.class_period.pk, room="Lab")
    answer = writes.set_section_meetings(
        viewer=principal,
        sections=[
            writes.SectionTimes(section_id=new.pk, meetings=[when]),
            writes.SectionTimes(section_id=free.pk, meetings=[]),
        ],
    )
    assert answer.double_booked_ids == [new.pk]
    assert set(SectionMeeting.objects.values_list("section", flat=True)) == {there.pk, new.pk}


def test_only_who_makes_a_timetable_is_told(
    ask: Ask, oak: School, principal: Viewer, year: SchoolYear, slot: Slot, other_tenant: Tenant
) -> None:
    first, second = slot.section(room="Lab"), slot.section(room="Lab")
    with tenant_scope(other_tenant.pk):
        stranger = a_viewer(Role.TENANT_ADMIN)
        assert found(stranger, oak, year) is None
    asked = {"school": ids.encode("School", oak.pk), "year": ids.encode("SchoolYear", year.pk)}
    elsewhere = a_viewer(Role.SCHOOL_ADMIN, school=a_school())
    for viewer in (a_viewer(Role.TEACHER), a_viewer(Role.STUDENT), elsewhere):
        assert ask(viewer, ASKED, **asked)["doubleBookings"] is None
    assert ask(principal, ASKED, **asked)["doubleBookings"] == [
        {
            "dayTypeId": ids.encode("DayType", slot.day_type.pk),
            "classPeriodId": ids.encode("ClassPeriod", slot.class_period.pk),
            "staffMemberId": None,
            "room": "Lab",
            "sectionIds": [ids.encode("Section", section.pk) for section in (first, second)],
        }
    ]


def test_the_queries_do_not_grow_with_the_timetable(
    oak: School, principal: Viewer, year: SchoolYear, slot: Slot
) -> None:
    teacher = a_staff_member(school=oak)

    def asked(sections: int) -> int:
        for _ in range(sections):
            a_section_teacher(section=slot.section(room="Lab"), staff_member=teacher)
        return statements(lambda: found(principal, oak, year))

    assert asked(2) == asked(5) == 5
