"""What can be done about schemes and course grades."""

import graphene

import graphplan
from graphplan import IdInput, Written, enum_of
from jumprope.kit.graphql import Input, Mutation, several
from jumprope.mastery.determinations.graphql.conclusions import AsLookedAt, Overridden
from jumprope.mastery.policies.graphql.inputs import CalculationSettingsInput
from jumprope.mastery.policies.rules import CalculationType
from jumprope.mastery.schemes import writes


class NewSchemePart(Input):
    """A part of a scheme to be made."""

    name = graphene.String(required=True, description="What it is called.")
    calculation_type = enum_of(CalculationType)(
        required=True, description="How its number is calculated; of those that need no order."
    )
    settings = graphene.Argument(CalculationSettingsInput, description="The settings of the calculation.")
    parent = graphene.Int(
        description="The place in the list, from 0, of the part that it counts in; null for the first."
    )
    weight = graphplan.Decimal(description="How much it counts beside the others there; 1 if not given.")
    heading_id = IdInput("Standard", "The standard or heading whose mastery counts.")
    standard_type_id = IdInput("StandardType", "The type of standards whose mastery counts.")


class MakeScheme(Mutation):
    """Make a mastery scheme for a course, a school, or the tenant if neither is named."""

    class Meta:
        command = writes.make_scheme

    class Input:
        name = graphene.String(required=True, description="What the scheme is called.")
        scale_id = IdInput("Scale", "The scale that grades are given on.", required=True)
        parts = several(
            NewSchemePart,
            "Its 1 to 50 parts: the whole first, and each after the one it counts in.",
            required=True,
        )
        school_id = IdInput("School", "For this school only.")
        course_id = IdInput("Course", "For this course only.")

    scheme = Written("MasteryScheme", key="scheme_id")


class ChangeScheme(Mutation):
    """Give a mastery scheme another name, or let it count other parts from now on. Grades stay until they are
    determined again.
    """

    class Meta:
        command = writes.change_scheme

    class Input:
        scheme_id = IdInput("MasteryScheme", "The scheme.", required=True)
        name = graphene.String(description="What the scheme is called from now on.")
        parts = several(
            NewSchemePart,
            "All of its 1 to 50 parts from now on: the whole first, and each after the one it counts in.",
        )

    scheme = Written("MasteryScheme", key="scheme_id")


class RetireScheme(Mutation):
    """Let a mastery scheme give no grades any more; those that there are stay."""

    class Meta:
        command = writes.retire_scheme

    class Input:
        scheme_id = IdInput("MasteryScheme", "The scheme.", required=True)

    scheme = Written("MasteryScheme", key="scheme_id")


def _for_period() -> IdInput:
    return IdInput(
        "GradingPeriod", "For what was due in this grading period; for everything if none is named."
    )


class DetermineCourseGrades(Mutation):
    """Determine what the mastery of a section's students comes to."""

    class Meta:
        command = writes.determine_course_grades

    class Input:
        section_id = IdInput("Section", "The section.", required=True)
        scheme_id = IdInput("MasteryScheme", "The scheme.", required=True)
        grading_period_id = _for_period()

    course_grades = Written("CourseGrade", "The grades.", keys="course_grade_ids")


class OverrideCourseGrade(Mutation):
    """Say a level in place of the calculated grade. Both are kept."""

    class Meta:
        command = writes.override_course_grade

    class Input(Overridden):
        scheme_id = IdInput("MasteryScheme", "The scheme.", required=True)
        grading_period_id = _for_period()

    course_grade = Written("CourseGrade", key="course_grade_id")


class ClearCourseGradeOverride(Mutation):
    """Let the calculated grade hold again."""

    class Meta:
        command = writes.clear_course_grade_override

    class Input(AsLookedAt):
        scheme_id = IdInput("MasteryScheme", "The scheme.", required=True)
        grading_period_id = _for_period()

    course_grade = Written("CourseGrade", key="course_grade_id")


class ExpireCourseGradeOverrides(Mutation):
    """Clear the overrides of course grades that have expired: for every night."""

    class Meta:
        command = writes.expire_course_grade_overrides

    course_grades = Written("CourseGrade", "Those whose override is cleared.", keys="course_grade_ids")


class PostCourseGrades(Mutation):
    """Post the course grades of a section as they hold today, for families to see."""

    class Meta:
        command = writes.post_course_grades

    class Input:
        section_id = IdInput("Section", "The section.", required=True)
        scheme_id = IdInput("MasteryScheme", "The scheme.", required=True)
        grading_period_id = _for_period()

    posted_grades = Written("PostedGrade", "What was posted.", keys="posted_grade_ids")
