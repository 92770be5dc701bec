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
    """The days and bells of schools, a student's day, and how many days of school there are."""

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
