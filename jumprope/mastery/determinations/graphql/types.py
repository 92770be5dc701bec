"""Mastery and how it came about, as it hangs on students and sections."""

import graphene

import graphplan
from graphplan import Column, Connection, Id, IdOf, Many, Nested, One, Rule, enum_of
from jumprope.kit.graphql import Structure, Type
from jumprope.kit.viewer import Viewer
from jumprope.mastery.determinations import access, models
from jumprope.mastery.determinations.graphql.conclusions import Conclusion, Past, Standing
from jumprope.mastery.determinations.rules import Reason, WhyNot
from jumprope.mastery.policies.graphql.types import CalculationSettings
from jumprope.mastery.policies.rules import CalculationType
from jumprope.school.courses.graphql.types import SectionType
from jumprope.school.people.graphql.types import StudentType


class ExplanationEvidence(Structure):
    """The part that one score had in the result."""

    key = graphene.ID(
        required=True, description="The assessment it was given in; in a preview its place, from 0."
    )
    value = graphplan.Decimal(description="The number, if there is one.")
    mark = graphene.String(description="The code of the mark that stands in a number's place.")
    remark = graphene.String(
        description="What the number is from, in words, if it is neither a score nor calculated: a mark, or "
        "a level that a teacher said."
    )
    weight = graphplan.Decimal(required=True, description="The weight.")
    position = graphene.Int(
        description="Its place in the sequence that was calculated with; the oldest is 1."
    )
    counted = graphene.Boolean(required=True, description="Whether the result was made from it.")
    reason = enum_of(Reason)(description="Why it did not count.")


class ExplanationLine(Structure):
    """One line of the arithmetic. The last one is the result."""

    label = graphene.String(required=True, description="What was worked out; later lines call it so.")
    expression = graphene.String(
        required=True, description="How, in numbers and the labels of earlier lines."
    )
    value = graphplan.Decimal(required=True, description="What that gave, shown to a few places.")


class ExplanationWhy(Structure):
    """Why there is no number, or why it was reached another way than by the policy's own formula."""

    code = enum_of(WhyNot)(required=True, description="The reason, for programs.")
    sentence = graphene.String(required=True, description="The reason, for people.")


class Explanation(Structure):
    """How a number came about: the scores, which of them counted, and the arithmetic, line by line."""

    type = enum_of(CalculationType)(required=True, description="The calculation type.")
    settings = graphene.Field(CalculationSettings, required=True, description="Its settings.")
    evidence = graphene.List(
        graphene.NonNull(ExplanationEvidence), required=True, description="The scores, oldest first."
    )
    lines = graphene.List(
        graphene.NonNull(ExplanationLine),
        required=True,
        description="The arithmetic, adding up to the result.",
    )
    value = graphplan.Decimal(description="The result, rounded; null if there is none.")
    why = graphene.Field(ExplanationWhy, description="Why there is no result, or none of the formula's own.")


class MasteryOfYear(Structure):
    """What a student has shown on a standard in one school year, across the sections of that year."""

    standard_id = graphene.ID(required=True, description="The standard.")
    value = graphplan.Decimal(description="The number; null without enough evidence.")
    level_id = graphene.ID(description="The level it reaches.")
    explanation = graphene.Field(Explanation, required=True, description="How it came about.")


class DeterminationType(Standing, Type):
    """What a section's evidence says of one student on one standard, and what a teacher says instead.

    From the day on which an override expires it is not shown as one any more; the history goes on telling it.
    """

    class Meta:
        model = models.Determination

    id = Id()
    section = One("Section", null=False)
    section_id = IdOf("section")
    student = One("Student", null=False, split=access.sees_many)
    student_id = IdOf("student")
    standard = One("Standard", null=False, split=access.sees_many)
    standard_id = IdOf("standard")
    explanation = Nested(Explanation)
    changes = Connection("DeterminationChange", "What was said here, the newest first.", order_by="-revision")

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_determinations(viewer)


class DeterminationChangeType(Past, Type):
    """A determination as it was at one revision."""

    class Meta:
        model = models.DeterminationChange

    id = Id()
    determination = One("Determination", null=False)
    explanation = Nested(Explanation)

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_changes(viewer)


class StudentMasteryType(Conclusion, Type):
    """What all of a student's evidence says on one standard, of every section and year."""

    class Meta:
        model = models.StudentMastery

    id = Id()
    student = One("Student", null=False)
    student_id = IdOf("student")
    standard = One("Standard", null=False)
    standard_id = IdOf("standard")
    explanation = Nested(Explanation)
    determined_at = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_mastery(viewer)


SectionType.extend(
    determinations=Many("Determination", "Mastery in this section, as the viewer sees it.", at_most=50_000)
)
StudentType.extend(
    determinations=Many(
        "Determination", "The student's mastery in all sections, as the viewer sees it.", at_most=10_000
    ),
    mastery=Connection("StudentMastery", "The student's mastery across all sections and years."),
)
