"""What can be done to the calendar."""

import graphene

import graphplan
from graphplan import IdInput, Written
from jumprope.kit.graphql import Input, Mutation, several
from jumprope.school.calendars import writes


class NewTerm(Input):
    """A term to be made."""

    name = graphene.String(required=True, description="What it is called.")
    starts_on = graphplan.Date(required=True, description="Its first day.")
    ends_on = graphplan.Date(required=True, description="Its last day.")


class MakeSchoolYear(Mutation):
    """Make a school year for all schools, with its terms."""

    class Meta:
        command = writes.make_school_year

    class Input:
        name = graphene.String(required=True, description="What the year is called.")
        starts_on = graphplan.Date(required=True, description="The first day.")
        ends_on = graphplan.Date(required=True, description="The last day.")
        terms = several(NewTerm, "Its terms; at least one.", required=True)

    school_year = Written("SchoolYear", key="school_year_id")


class NewGradingPeriod(Input):
    """A grading period to be made."""

    school_id = IdInput("School", "The school whose period it is; by default all schools.")
    name = graphene.String(required=True, description="What it is called.")
    starts_on = graphplan.Date(required=True, description="Its first day.")
    ends_on = graphplan.Date(required=True, description="Its last day.")
    locks_on = graphplan.Date(description="The first day on which what is due in it is closed.")


class MakeGradingPeriods(Mutation):
    """Make up to 500 grading periods of a school year."""

    class Meta:
        command = writes.make_grading_periods

    class Input:
        school_year_id = IdInput("SchoolYear", "The school year.", required=True)
        periods = several(NewGradingPeriod, "The grading periods.", required=True)

    grading_periods = Written("GradingPeriod", keys="grading_period_ids")


class ChangeGradingPeriod(Mutation):
    """Change what is given of a grading period. The days of one that is locked stay as they are."""

    class Meta:
        command = writes.change_grading_period

    class Input:
        grading_period_id = IdInput("GradingPeriod", "The grading period.", required=True)
        name = graphene.String(description="What it is called from now on.")
        starts_on = graphplan.Date(description="Its first day.")
        ends_on = graphplan.Date(description="Its last day.")

    grading_period = Written("GradingPeriod", key="grading_period_id")


class LockGradingPeriod(Mutation):
    """Close what is due in a grading period."""

    class Meta:
        command = writes.lock_grading_period

    class Input:
        grading_period_id = IdInput("GradingPeriod", "The grading period.", required=True)
        reason = graphene.String(required=True, description="Why.")
        locks_on = graphplan.Date(description="The first day on which it is closed; by default today.")

    grading_period = Written("GradingPeriod", key="grading_period_id")
    lock_change = Written("LockChange", key="lock_change_id")


class UnlockGradingPeriod(Mutation):
    """Open a locked grading period."""

    class Meta:
        command = writes.unlock_grading_period

    class Input:
        grading_period_id = IdInput("GradingPeriod", "The grading period.", required=True)
        reason = graphene.String(required=True, description="Why.")
        locks_on = graphplan.Date(description="The day on which it locks again; by default none.")

    grading_period = Written("GradingPeriod", key="grading_period_id")
    lock_change = Written("LockChange", key="lock_change_id")
