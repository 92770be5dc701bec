"""What can be done to the calendar."""

import graphene

import graphplan
from graphplan import Written
from jumprope.kit.graphql import Input, Mutation, once
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
        terms = graphene.List(
            graphene.NonNull(NewTerm), required=True, description="Its terms; at least one."
        )
        idempotency_key = once()

    school_year = Written("SchoolYear", key="school_year_id")
