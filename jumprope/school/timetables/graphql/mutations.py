"""What can be done about timetables."""

import graphene

import graphplan
from graphplan import IdInput, Written, enum_of
from jumprope.kit.graphql import Input, Mutation, several
from jumprope.school.timetables import models, writes


class SaidDayType(Input):
    """A type of days."""

    day_type_id = IdInput("DayType", "The day type that is changed; a new one if none is given.")
    code = graphene.String(required=True, description="Its short name, for example `A`.")
    name = graphene.String(required=True, description="What it is called.")
    position = graphene.Int(required=True, description="Its place, from 1.")


class RecordDayTypes(Mutation):
    """Make up to 100 types of days of a school, and change those that are named."""

    class Meta:
        command = writes.record_day_types

    class Input:
        school_id = IdInput("School", "The school.", required=True)
        day_types = several(SaidDayType, "The day types.", required=True)

    day_types = Written("DayType", keys="day_type_ids")


class RetireDayType(Mutation):
    """Let no further day be of a type. What has it keeps it."""

    class Meta:
        command = writes.retire_day_type

    class Input:
        day_type_id = IdInput("DayType", "The day type.", required=True)

    day_type = Written("DayType", key="day_type_id")


class UseDayTypeAgain(Mutation):
    """Use a day type that was retired."""

    class Meta:
        command = writes.use_day_type_again

    class Input:
        day_type_id = IdInput("DayType", "The day type.", required=True)

    day_type = Written("DayType", key="day_type_id")


class SaidClassPeriod(Input):
    """A class period."""

    class_period_id = IdInput("ClassPeriod", "The class period that is changed; a new one if none is given.")
    name = graphene.String(required=True, description="What it is called, for example `Period 1`.")
    position = graphene.Int(required=True, description="Its place in the day, from 1.")


class RecordClassPeriods(Mutation):
    """Make up to 100 class periods of a school, and change those that are named."""

    class Meta:
        command = writes.record_class_periods

    class Input:
        school_id = IdInput("School", "The school.", required=True)
        class_periods = several(SaidClassPeriod, "The class periods.", required=True)

    class_periods = Written("ClassPeriod", keys="class_period_ids")


class RetireClassPeriod(Mutation):
    """Let no further section meet in a class period, and no bells ring for it. What has it keeps it."""

    class Meta:
        command = writes.retire_class_period

    class Input:
        class_period_id = IdInput("ClassPeriod", "The class period.", required=True)

    class_period = Written("ClassPeriod", key="class_period_id")


class UseClassPeriodAgain(Mutation):
    """Use a class period that was retired."""

    class Meta:
        command = writes.use_class_period_again

    class Input:
        class_period_id = IdInput("ClassPeriod", "The class period.", required=True)

    class_period = Written("ClassPeriod", key="class_period_id")


class NewBellPeriod(Input):
    """From when until when a class period lasts."""

    class_period_id = IdInput("ClassPeriod", "The class period.", required=True)
    starts_at = graphplan.Time(required=True, description="The time at which it begins.")
    ends_at = graphplan.Time(required=True, description="The time at which it is over.")


class MakeBellSchedule(Mutation):
    """Make a bell schedule of a school."""

    class Meta:
        command = writes.make_bell_schedule

    class Input:
        school_id = IdInput("School", "The school.", required=True)
        name = graphene.String(required=True, description="What it is called.")
        periods = several(NewBellPeriod, "When its bells ring; 1 to 100.", required=True)

    bell_schedule = Written("BellSchedule", key="bell_schedule_id")


class ChangeBellSchedule(Mutation):
    """Change what is given of a bell schedule, for all days that have it."""

    class Meta:
        command = writes.change_bell_schedule

    class Input:
        bell_schedule_id = IdInput("BellSchedule", "The bell schedule.", required=True)
        name = graphene.String(description="What it is called from now on.")
        periods = several(NewBellPeriod, "All times at which its bells ring; 1 to 100.")

    bell_schedule = Written("BellSchedule", key="bell_schedule_id")


class RetireBellSchedule(Mutation):
    """Let no further day have a bell schedule. What has it keeps it."""

    class Meta:
        command = writes.retire_bell_schedule

    class Input:
        bell_schedule_id = IdInput("BellSchedule", "The bell schedule.", required=True)

    bell_schedule = Written("BellSchedule", key="bell_schedule_id")


class UseBellScheduleAgain(Mutation):
    """Use a bell schedule that was retired."""

    class Meta:
        command = writes.use_bell_schedule_again

    class Input:
        bell_schedule_id = IdInput("BellSchedule", "The bell schedule.", required=True)

    bell_schedule = Written("BellSchedule", key="bell_schedule_id")


class SaidDay(Input):
    """What a day is; what is not said of it is none."""

    date = graphplan.Date(required=True, description="The date.")
    kind = enum_of(models.CalendarDay.DayKind)(required=True, description="What it is.")
    day_type_id = IdInput("DayType", "Its type, if students are taught.")
    bell_schedule_id = IdInput("BellSchedule", "The bells that ring, if students are taught.")
    note = graphene.String(description="What is to be known about it.")


class SetCalendarDays(Mutation):
    """Say what up to 400 days are at a school, whatever they were before."""

    class Meta:
        command = writes.set_calendar_days

    class Input:
        school_id = IdInput("School", "The school.", required=True)
        days = several(SaidDay, "The days.", required=True)

    calendar_days = Written("CalendarDay", keys="calendar_day_ids")


class NewMeeting(Input):
    """When and where a section is to meet."""

    day_type_id = IdInput("DayType", "On days of which type.", required=True)
    class_period_id = IdInput("ClassPeriod", "In which class period.", required=True)
    room = graphene.String(description="Where.")


class SectionTimes(Input):
    """All meetings that a section is to have."""

    section_id = IdInput("Section", "The section.", required=True)
    meetings = several(
        NewMeeting, "When it meets; an empty list takes its meetings away. At most 100.", required=True
    )


class SetSectionMeetings(Mutation):
    """Say when up to 200 sections meet, whenever they met before."""

    class Meta:
        command = writes.set_section_meetings

    class Input:
        sections = several(SectionTimes, "The sections.", required=True)

    sections = Written("Section", keys="section_ids")
    double_booked = Written(
        "Section", "Those of which a teacher or the room is taken by another.", keys="double_booked_ids"
    )
