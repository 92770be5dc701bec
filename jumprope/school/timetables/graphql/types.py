"""The days and bells of schools, which everyone who signs in sees, and when sections meet."""

from graphplan import ALL, Column, Connection, Id, Many, One, Rule
from jumprope.kit.graphql import Type
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy.graphql.types import SchoolType
from jumprope.school.courses.graphql.types import SectionType
from jumprope.school.timetables import access, models


class DayTypeType(Type):
    """A sort of school day at a school, on which the same sections meet."""

    class Meta:
        model = models.DayType

    id = Id()
    code = Column()
    name = Column()
    position = Column()
    retired_at = Column()
    school = One("School", null=False)

    @staticmethod
    def visible(_: Viewer) -> Rule:
        return ALL


class ClassPeriodType(Type):
    """A part of a school's day in which sections meet, whenever the bells ring for it."""

    class Meta:
        model = models.ClassPeriod

    id = Id()
    name = Column()
    position = Column()
    retired_at = Column()
    school = One("School", null=False)

    @staticmethod
    def visible(_: Viewer) -> Rule:
        return ALL


class BellScheduleType(Type):
    """At which times the class periods of a school begin and end on some of its days."""

    class Meta:
        model = models.BellSchedule

    id = Id()
    name = Column()
    retired_at = Column()
    school = One("School", null=False)
    periods = Many("BellPeriod", "When its bells ring, in order.", order_by="id", at_most=100)

    @staticmethod
    def visible(_: Viewer) -> Rule:
        return ALL


class BellPeriodType(Type):
    """From when until when a class period lasts by a bell schedule, in times local to the school."""

    class Meta:
        model = models.BellPeriod

    id = Id()
    bell_schedule = One("BellSchedule", null=False)
    class_period = One("ClassPeriod", null=False)
    starts_at = Column()
    ends_at = Column()

    @staticmethod
    def visible(_: Viewer) -> Rule:
        return ALL


class CalendarDayType(Type):
    """What a date is at a school. A date without one is no school day."""

    class Meta:
        model = models.CalendarDay

    id = Id()
    date = Column()
    kind = Column(enum=models.CalendarDay.DayKind)
    day_type = One("DayType")
    bell_schedule = One("BellSchedule")
    note = Column()
    school = One("School", null=False)

    @staticmethod
    def visible(_: Viewer) -> Rule:
        return ALL


class SectionMeetingType(Type):
    """That a section meets in a class period on days of a type."""

    class Meta:
        model = models.SectionMeeting

    id = Id()
    section = One("Section", null=False)
    day_type = One("DayType", null=False)
    class_period = One("ClassPeriod", null=False)
    room = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_meetings(viewer)


SchoolType.extend(
    day_types=Connection("DayType", "The types of its days, in order.", order_by=("position", "code")),
    class_periods=Connection(
        "ClassPeriod", "The periods of its day, in order.", order_by=("position", "name")
    ),
    bell_schedules=Connection("BellSchedule", "Its bell schedules.", order_by="name"),
    calendar_days=Connection("CalendarDay", "What its days are, in order.", order_by="date"),
)
SectionType.extend(
    meetings=Many("SectionMeeting", "When it meets, as it was planned.", order_by="id", at_most=100)
)
