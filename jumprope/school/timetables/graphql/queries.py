"""What can be asked about timetables."""

from datetime import date

import graphene

import graphplan
from graphplan import Answer, Find, IdInput, ids
from jumprope.kit.graphql import Query, Structure
from jumprope.kit.viewer import Viewer
from jumprope.school.timetables import reads


class Lesson(Structure):
    """A meeting of a section on a day. The times are null where no bells are said for the day."""

    section_id = graphene.ID(required=True, description="The section.")
    class_period_id = graphene.ID(required=True, description="The class period.")
    period_name = graphene.String(required=True, description="What the class period is called.")
    room = graphene.String(required=True, description="Where; empty if that is not said.")
    starts_at = graphplan.Time(description="The time at which it begins, local to the school.")
    ends_at = graphplan.Time(description="The time at which it is over, local to the school.")


class DoubleBooking(Structure):
    """A teacher, or else a room, that several sections need in one class period on days of a type."""

    day_type_id = graphene.ID(required=True, description="The day type.")
    class_period_id = graphene.ID(required=True, description="The class period.")
    staff_member_id = graphene.ID(description="Who is to be in two places; null if it is a room.")
    room = graphene.String(required=True, description="The room, in small letters; empty if it is a teacher.")
    section_ids = graphene.List(
        graphene.NonNull(graphene.ID), required=True, description="The sections that need it."
    )


def _double_bookings(
    *, viewer: Viewer, school_id: int, school_year_id: int
) -> list[dict[str, object]] | None:
    found = reads.double_bookings(viewer=viewer, school_id=school_id, school_year_id=school_year_id)
    return None if found is None else [_encoded(booking) for booking in found]


def _encoded(booking: reads.DoubleBooking) -> dict[str, object]:
    teacher = booking.staff_member_id
    return {
        "day_type_id": ids.encode("DayType", booking.day_type_id),
        "class_period_id": ids.encode("ClassPeriod", booking.class_period_id),
        "staff_member_id": None if teacher is None else ids.encode("StaffMember", teacher),
        "room": booking.room,
        "section_ids": [ids.encode("Section", section) for section in booking.section_ids],
    }


def _schedule(*, viewer: Viewer, student_id: int, on: date) -> list[dict[str, object]]:
    return [
        {
            "section_id": ids.encode("Section", lesson.section_id),
            "class_period_id": ids.encode("ClassPeriod", lesson.class_period_id),
            "period_name": lesson.period_name,
            "room": lesson.room,
            "starts_at": lesson.starts_at,
            "ends_at": lesson.ends_at,
        }
        for lesson in reads.schedule(viewer=viewer, student_id=student_id, on=on)
    ]


class TimetableQueries(Query):
    """The days and bells of schools, a student's day, days of school, and what is booked twice."""

    calendar_day = Find("CalendarDay", "What one day is at a school.")
    bell_schedule = Find("BellSchedule", "One bell schedule.")
    class_period = Find("ClassPeriod", "One class period.")
    student_schedule = Answer(
        graphene.List(graphene.NonNull(Lesson)),
        "When and where a student is taught on a day, in order; of the sections that the viewer sees.",
        read=_schedule,
        arguments={
            "student_id": IdInput("Student", "The student.", required=True),
            "on": graphplan.Date(required=True, description="The day."),
        },
    )
    double_bookings = Answer(
        graphene.List(graphene.NonNull(DoubleBooking)),
        "Which teachers and rooms the timetable of a school for a year books twice, the first 500; null for "
        "those who do not make it. Linked sections and several teachers of one section are no such thing.",
        read=_double_bookings,
        arguments={
            "school_id": IdInput("School", "The school.", required=True),
            "school_year_id": IdInput("SchoolYear", "The school year.", required=True),
        },
    )
    instructional_days = Answer(
        graphene.Int,
        "On how many days students are taught at a school, from a first day to a last one.",
        read=reads.instructional_days,
        arguments={
            "school_id": IdInput("School", "The school.", required=True),
            "first": graphplan.Date(required=True, description="The first day."),
            "last": graphplan.Date(required=True, description="The last day."),
        },
    )
