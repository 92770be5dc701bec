"""What can be done about assessments. What changes evidence is commanded from the floor above."""

import graphene

import graphplan
from graphplan import IdInput, Written, enum_of
from jumprope.kit.graphql import Input, Mutation, several
from jumprope.learning.assessments import writes
from jumprope.learning.assessments.models import ScoreComment
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
            description="How much it counts beside others: by default as its category or else its type says, "
            "or 1; 0 is formative."
        )
        type_id = IdInput("AssessmentType", "Of which type it is.")
        unit_id = IdInput("Unit", "The unit of the section that it belongs to.")
        category_id = IdInput("AssessmentCategory", "The category of the section that it is kept in.")
        description = graphene.String(description="What it asks for.")
        assigned_on = graphplan.Date(description="The date it is given out, local to the school.")
        standard_ids = IdInput(
            "Standard", "The 1 to 50 standards it is aligned to.", required=True, many=True
        )

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
        places = several(PlaceToGive, "The 1 to 100 further sections.", required=True)

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

    assessment_type = Written("AssessmentType", key="assessment_type_id")


class ChangeAssessmentType(Mutation):
    """Change what is given of an assessment type. Assessments that there are keep their weights."""

    class Meta:
        command = writes.change_assessment_type

    class Input:
        assessment_type_id = IdInput("AssessmentType", "The type.", required=True)
        name = graphene.String(description="What such assessments are called from now on.")
        default_weight = graphplan.Decimal(description="What one counts unless it says so itself.")

    assessment_type = Written("AssessmentType", key="assessment_type_id")


class RetireAssessmentType(Mutation):
    """Let no new assessment be of a type."""

    class Meta:
        command = writes.retire_assessment_type

    class Input:
        assessment_type_id = IdInput("AssessmentType", "The type.", required=True)

    assessment_type = Written("AssessmentType", key="assessment_type_id")


class MakeAssessmentCategory(Mutation):
    """Make a category of a section's gradebook."""

    class Meta:
        command = writes.make_category

    class Input:
        section_id = IdInput("Section", "The section.", required=True)
        name = graphene.String(required=True, description="What the category is called.")
        default_weight = graphplan.Decimal(
            description="What an assessment in it counts unless it says so; by default as its type says."
        )
        position = graphene.Int(
            description="Its place among the categories of the section, the first is 1; by default the last."
        )

    category = Written("AssessmentCategory", key="category_id")


class ChangeAssessmentCategory(Mutation):
    """Change what is given of a category. Assessments in it keep their weights."""

    class Meta:
        command = writes.change_category

    class Input:
        category_id = IdInput("AssessmentCategory", "The category.", required=True)
        name = graphene.String(description="What it is called from now on.")
        default_weight = graphplan.Decimal(
            description="What an assessment in it counts unless it says so itself."
        )
        position = graphene.Int(description="Its place among the categories of the section; the first is 1.")
        clear = graphene.List(
            graphene.NonNull(enum_of(writes.CategoryDetail)),
            required=True,
            default_value=[],
            description="What the category is to be without.",
        )

    category = Written("AssessmentCategory", key="category_id")


class RetireAssessmentCategory(Mutation):
    """Let nothing new be put in a category."""

    class Meta:
        command = writes.retire_category

    class Input:
        category_id = IdInput("AssessmentCategory", "The category.", required=True)

    category = Written("AssessmentCategory", key="category_id")


class CommentOnScore(Mutation):
    """Write a comment on a score, for staff or for the family too. The score stays as it is."""

    class Meta:
        command = writes.comment_on_score

    class Input:
        score_id = IdInput("Score", "The score.", required=True)
        audience = enum_of(ScoreComment.CommentAudience)(required=True, description="Who is to read it.")
        text = graphene.String(required=True, description="What it says.")

    comment = Written("ScoreComment", key="score_comment_id")


class RetractScoreComment(Mutation):
    """Take back a comment: families see it no longer, and staff see that it was retracted."""

    class Meta:
        command = writes.retract_comment

    class Input:
        score_comment_id = IdInput("ScoreComment", "The comment.", required=True)

    comment = Written("ScoreComment", key="score_comment_id")


class MakeMark(Mutation):
    """Make a mark of the tenant's own."""

    class Meta:
        command = writes.make_mark

    class Input:
        code = graphene.String(required=True, description="What is put into the cell: `LATE`.")
        name = graphene.String(required=True, description="What the code stands for.")
        effect = enum_of(Effect)(required=True, description="What it does where a number would stand.")
        raises_alert = graphene.Boolean(description="Whether work with it is missing work; if not given, no.")

    mark = Written("Mark", key="mark_id")


class RetireMark(Mutation):
    """Give a mark no more. Where it stands it stays."""

    class Meta:
        command = writes.retire_mark

    class Input:
        mark_id = IdInput("Mark", "The mark.", required=True)

    mark = Written("Mark", key="mark_id")
