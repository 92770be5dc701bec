"""What can be done about units. Copying one is among the assessments, which may come along."""

import graphene

import graphplan
from graphplan import IdInput, Written, enum_of
from jumprope.kit.graphql import Mutation
from jumprope.learning.units import writes


class PlanUnit(Mutation):
    """Plan a unit of a section, after those that there are."""

    class Meta:
        command = writes.plan_unit

    class Input:
        section_id = IdInput("Section", "The section it is taught in.", required=True)
        title = graphene.String(required=True, description="What it is called.")
        description = graphene.String(description="What it is about.")
        starts_on = graphplan.Date(description="The first day, if that is planned.")
        ends_on = graphplan.Date(description="The last day, if that is planned.")
        standard_ids = IdInput("Standard", "Up to 200 standards, in the order of teaching.", many=True)

    unit = Written("Unit", key="unit_id")


class ChangeUnit(Mutation):
    """Change what is given of a unit."""

    class Meta:
        command = writes.change_unit

    class Input:
        unit_id = IdInput("Unit", "The unit.", required=True)
        title = graphene.String(description="What it is called from now on.")
        description = graphene.String(description="What it is about.")
        position = graphene.Int(description="Its place among the units of the section; the first is 1.")
        starts_on = graphplan.Date(description="The first day.")
        ends_on = graphplan.Date(description="The last day.")
        clear = graphene.List(
            graphene.NonNull(enum_of(writes.UnitDetail)),
            required=True,
            default_value=[],
            description="What the unit is to be without.",
        )

    unit = Written("Unit", key="unit_id")


class ArchiveUnit(Mutation):
    """Put a unit away; nothing in it is lost."""

    class Meta:
        command = writes.archive_unit

    class Input:
        unit_id = IdInput("Unit", "The unit.", required=True)

    unit = Written("Unit", key="unit_id")


class TakeBackUnit(Mutation):
    """Take a unit that was put away back among the others."""

    class Meta:
        command = writes.take_back_unit

    class Input:
        unit_id = IdInput("Unit", "The unit.", required=True)

    unit = Written("Unit", key="unit_id")


class SetUnitStandards(Mutation):
    """Say which standards are taught in a unit, and in which order; all others are taken out."""

    class Meta:
        command = writes.set_unit_standards

    class Input:
        unit_id = IdInput("Unit", "The unit.", required=True)
        standard_ids = IdInput(
            "Standard", "The up to 200 standards, in the order of teaching.", required=True, many=True
        )

    unit = Written("Unit", key="unit_id")
