"""What can be done about assessments. What changes evidence is commanded from the floor above."""

import graphene

import graphplan
from graphplan import IdInput, Written, enum_of
from jumprope.kit.graphql import Input, Mutation, once
from jumprope.learning.assessments import writes
from jumprope.learning.assessments.reads import Effect


class PlanAssessment(Mutation):
    """Plan an assessment of a section."""

    class Meta:
        command = writes.plan_assessment

    class Input:
        section_id = IdInput("Section", "The section to be assessed.", required=True)
        title = graphene.String(required=True, description="What it is called.")
        due_on = graphplan.Date(required=True, description="The date it is due, local to the school.")
        weight = graphplan.Decimal(
            description="How much it counts beside others: by default as its type says, or 1; 0 is formative."
        )
        type_id = IdInput("AssessmentType", "Of which type it is.")
        unit_id = IdInput("Unit", "The unit of the section that it belongs to.")
        description = graphene.String(description="What it asks for.")
        assigned_on = graphplan.Date(description="The date it is given out, local to the school.")
        standard_ids = IdInput(
            "Standard", "The 1 to 50 standards it is aligned to.", required=True, many=True
        )
        idempotency_key = once()

    assessment = Written("Assessment", key="assessment_id")


class PlaceToGive(Input):
    """A section to give an assessment in, and when it is due there."""

    section_id = IdInput("Section", "The section.", required=True)
    due_on = graphplan.Date(required=True, description="The date it is due, local to the school.")


class GiveInSections(Mutation):
    """Give an assessment in more sections. From then on it is a common assessment."""

    class Meta:
        command = writes.give_in_sections

    class Input:
        assessment_id = IdInput("Assessment", "The assessment to be given.", required=True)
        places = graphene.List(
            graphene.NonNull(PlaceToGive), required=True, description="The 1 to 100 further sections."
        )
        idempotency_key = once()

    common_assessment = Written("CommonAssessment", key="common_assessment_id")
    assessments = Written("Assessment", "The new assessments, in the order given.", keys="assessment_ids")


class CopyUnit(Mutation):
    """Copy a unit to another section, its days moved as the sections' terms are apart."""

    class Meta:
        command = writes.copy_unit

    class Input:
        unit_id = IdInput("Unit", "The unit.", required=True)
        section_id = IdInput("Section", "The section to copy it to.", required=True)
        with_assessments = graphene.Boolean(
            description="Whether its assessments come along; if not given, no."
        )
        idempotency_key = once()

    unit = Written("Unit", key="unit_id")
    assessments = Written("Assessment", "The new assessments, by due date.", keys="assessment_ids")


class MakeAssessmentType(Mutation):
    """Make an assessment type."""

    class Meta:
        command = writes.make_assessment_type

    class Input:
        name = graphene.String(required=True, description="What such assessments are called.")
        default_weight = graphplan.Decimal(
            description="What one counts unless it says so itself: 1 if not given."
        )
        idempotency_key = once()

    assessment_type = Written("AssessmentType", key="assessment_type_id")


class ChangeAssessmentType(Mutation):
    """Change what is given of an assessment type. Assessments that there are keep their weights."""

    class Meta:
        command = writes.change_assessment_type

    class Input:
        assessment_type_id = IdInput("AssessmentType", "The type.", required=True)
        name = graphene.String(description="What such assessments are called from now on.")
        default_weight = graphplan.Decimal(description="What one counts unless it says so itself.")
        idempotency_key = once()

    assessment_type = Written("AssessmentType", key="assessment_type_id")


class RetireAssessmentType(Mutation):
    """Let no new assessment be of a type."""

    class Meta:
        command = writes.retire_assessment_type

    class Input:
        assessment_type_id = IdInput("AssessmentType", "The type.", required=True)
        idempotency_key = once()

    assessment_type = Written("AssessmentType", key="assessment_type_id")


class MakeMark(Mutation):
    """Make a mark of the tenant's own."""

    class Meta:
        command = writes.make_mark

    class Input:
        code = graphene.String(required=True, description="What is put into the cell: `LATE`.")
        name = graphene.String(required=True, description="What the code stands for.")
        effect = enum_of(Effect)(required=True, description="What it does where a number would stand.")
        raises_alert = graphene.Boolean(description="Whether work with it is missing work; if not given, no.")
        idempotency_key = once()

    mark = Written("Mark", key="mark_id")


class RetireMark(Mutation):
    """Give a mark no more. Where it stands it stays."""

    class Meta:
        command = writes.retire_mark

    class Input:
        mark_id = IdInput("Mark", "The mark.", required=True)
        idempotency_key = once()

    mark = Written("Mark", key="mark_id")
