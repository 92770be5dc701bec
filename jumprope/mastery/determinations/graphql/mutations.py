"""What changes mastery: scores, assessments, policies, and what teachers say instead."""

import graphene

import graphplan
from graphplan import IdInput, Written, enum_of
from jumprope.kit.graphql import Input, Mutation, several
from jumprope.learning.assessments import writes as assessments
from jumprope.learning.assessments.reads import Effect
from jumprope.mastery.determinations import writes
from jumprope.mastery.determinations.graphql.conclusions import AsLookedAt, Overridden
from jumprope.mastery.policies.graphql.inputs import CalculationSettingsInput
from jumprope.mastery.policies.rules import CalculationType, ConversionKind


class ScoreCell(Input):
    """What one student showed on one standard. With neither value nor mark, the cell is emptied."""

    student_id = IdInput("Student", "The student.", required=True)
    standard_id = IdInput("Standard", "The standard; the assessment has to be aligned to it.", required=True)
    value = graphplan.Decimal(
        description='The number, on the scale, with at most two decimal places: `"3.5"`.'
    )
    mark = graphene.String(description="The code of the mark that stands in a number's place: `EX`.")
    comment = graphene.String(description="What the teacher says to it; null leaves the comment as it is.")
    expected_revision = graphene.Int(
        description="The revision that this is a change of; null if nothing was saved here before."
    )


class SaveScores(Mutation):
    """Save up to 500 cells of one assessment, all or none; the mastery that rests on them follows."""

    class Meta:
        command = writes.record_scores

    class Input:
        assessment_id = IdInput("Assessment", "The assessment.", required=True)
        cells = several(ScoreCell, "The 1 to 500 cells.", required=True)

    scores = Written("Score", "The scores of the cells, in their order.", keys="score_ids")
    determinations = Written("Determination", "The mastery that rests on them.", keys="determination_ids")


class ChangeAssessment(Mutation):
    """Change what is given of an assessment; mastery follows."""

    class Meta:
        command = writes.change_assessment

    class Input:
        assessment_id = IdInput("Assessment", "The assessment.", required=True)
        title = graphene.String(description="What it is called from now on.")
        description = graphene.String(description="What it asks for.")
        assigned_on = graphplan.Date(description="The date it is given out, local to the school.")
        due_on = graphplan.Date(description="The date it is due, local to the school.")
        weight = graphplan.Decimal(description="How much it counts beside others; 0 is formative.")
        type_id = IdInput("AssessmentType", "Of which type it is.")
        unit_id = IdInput("Unit", "The unit of the section that it belongs to.")
        category_id = IdInput("AssessmentCategory", "The category of the section that it is kept in.")
        clear = graphene.List(
            graphene.NonNull(enum_of(assessments.AssessmentDetail)),
            required=True,
            default_value=[],
            description="What the assessment is to be without.",
        )

    assessment = Written("Assessment", key="assessment_id")


class ChangeCommonAssessment(Mutation):
    """Change what an assessment is in all the sections where it is given; mastery follows."""

    class Meta:
        command = writes.change_common_assessment

    class Input:
        common_assessment_id = IdInput("CommonAssessment", "The common assessment.", required=True)
        title = graphene.String(description="What it is called from now on.")
        description = graphene.String(description="What it asks for.")
        weight = graphplan.Decimal(description="How much it counts beside others; 0 is formative.")
        type_id = IdInput("AssessmentType", "Of which type it is.")
        clear = graphene.List(
            graphene.NonNull(enum_of(assessments.CommonAssessmentDetail)),
            required=True,
            default_value=[],
            description="What the assessment is to be without.",
        )

    common_assessment = Written("CommonAssessment", key="common_assessment_id")


class ChangeMark(Mutation):
    """Change what is given of a mark; where it has another effect now, mastery follows."""

    class Meta:
        command = writes.change_mark

    class Input:
        mark_id = IdInput("Mark", "The mark; its code stays.", required=True)
        name = graphene.String(description="What the code stands for from now on.")
        effect = enum_of(Effect)(description="What it does where a number would stand.")
        raises_alert = graphene.Boolean(description="Whether work with it is missing work.")

    mark = Written("Mark", key="mark_id")


class OverrideMastery(Mutation):
    """Say a level in place of the calculated one. Both are kept."""

    class Meta:
        command = writes.override

    class Input(Overridden):
        standard_id = IdInput("Standard", "The standard.", required=True)

    determination = Written("Determination", key="determination_id")


class ClearOverride(Mutation):
    """Let the calculated level hold again."""

    class Meta:
        command = writes.clear_override

    class Input(AsLookedAt):
        standard_id = IdInput("Standard", "The standard.", required=True)

    determination = Written("Determination", key="determination_id")


class ExpireOverrides(Mutation):
    """Clear the overrides of the tenant that have expired: for every night."""

    class Meta:
        command = writes.expire_overrides

    determinations = Written("Determination", "Those whose override is cleared.", keys="determination_ids")


class SetPolicy(Mutation):
    """Say how evidence becomes mastery in a section, a course, a school, or the tenant if none is named."""

    class Meta:
        command = writes.set_policy

    class Input:
        section_id = IdInput("Section", "For this section only.")
        course_id = IdInput("Course", "For this course only.")
        school_id = IdInput("School", "For this school only.")
        standard_id = IdInput("Standard", "For this standard only.")
        scale_id = IdInput("Scale", "The scale that scores and levels are on.", required=True)
        calculation_type = enum_of(CalculationType)(required=True, description="The calculation type.")
        settings = graphene.Argument(CalculationSettingsInput, description="Its settings.")

    policy = Written("Policy", key="policy_id")


class RetireLevel(Mutation):
    """Give a level no more; what was said with it can still be read."""

    class Meta:
        command = writes.retire_level

    class Input:
        level_id = IdInput("Level", "The level.", required=True)

    level = Written("Level", key="level_id")


class ConversionPointInput(Input):
    """A number on the scale that is converted, and what it is on the other."""

    given = graphplan.Decimal(required=True, description="The number on the scale that is converted.")
    shown = graphplan.Decimal(required=True, description="What it is on the other scale.")


class SetConversion(Mutation):
    """Say how numbers on one scale are shown on another; mastery across sections follows."""

    class Meta:
        command = writes.set_conversion

    class Input:
        origin_id = IdInput("Scale", "The scale that is converted.", required=True)
        destination_id = IdInput("Scale", "The scale that it is shown on.", required=True)
        kind = enum_of(ConversionKind)(required=True, description="What holds between two points.")
        points = several(
            ConversionPointInput,
            "The 1 to 50 points, rising in both numbers, from the least number of the scale on.",
            required=True,
        )

    conversion = Written("ScaleConversion", key="conversion_id")
