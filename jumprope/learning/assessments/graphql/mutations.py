"""What can be done about assessments. What changes evidence is commanded from the floor above."""

import graphene

import graphplan
from graphplan import IdInput, Written
from jumprope.kit.graphql import Mutation, once
from jumprope.learning.assessments import writes


class PlanAssessment(Mutation):
    """Plan an assessment of a section."""

    class Meta:
        command = writes.plan_assessment

    class Input:
        section_id = IdInput("Section", "The section to be assessed.", required=True)
        title = graphene.String(required=True, description="What it is called.")
        due_on = graphplan.Date(required=True, description="The date it is due, local to the school.")
        weight = graphplan.Decimal(
            description="How much it counts beside others: 1 if not given; 0 is formative."
        )
        standard_ids = IdInput(
            "Standard", "The 1 to 50 standards it is aligned to.", required=True, many=True
        )
        idempotency_key = once()

    assessment = Written("Assessment", key="assessment_id")
