"""Schemes and course grades, as they hang on sections and students."""

from collections.abc import Collection, Mapping

import graphene

import graphplan
from graphplan import Batch, Column, Connection, Id, IdOf, Many, Nested, One, Rule
from jumprope.kit.graphql import Structure, Type
from jumprope.kit.viewer import Viewer
from jumprope.mastery.determinations.graphql.conclusions import Past, Standing
from jumprope.mastery.determinations.graphql.types import Explanation
from jumprope.mastery.policies.graphql.types import CalculationSettings
from jumprope.mastery.policies.rules import CalculationType
from jumprope.mastery.schemes import access, models, reads
from jumprope.school.courses.graphql.types import SectionType
from jumprope.school.people.graphql.types import StudentType


class RolledPart(Structure):
    """What one part of a scheme came to."""

    key = graphene.ID(required=True, description="The part; the arithmetic of the part above calls it so.")
    parent = graphene.ID(description="The part that it counts in; null for the whole.")
    name = graphene.String(required=True, description="What it is called.")
    weight = graphplan.Decimal(required=True, description="How much it counts beside the others there.")
    result = graphene.Field(
        Explanation,
        required=True,
        description="How its number came about: its evidence is the parts below it, or standards.",
    )


class GradeExplanation(Structure):
    """How a course grade came about, part by part; the first is the whole."""

    parts = graphene.List(graphene.NonNull(RolledPart), required=True, description="The parts of the scheme.")


def _newest(viewer: Viewer, scheme_ids: Collection[int]) -> Mapping[int, int]:  # noqa: ARG001
    return reads.newest_revisions(scheme_ids)


class MasterySchemeType(Type):
    """How mastery of standards becomes one grade, in a course, a school, or all of the tenant."""

    class Meta:
        model = models.MasteryScheme

    id = Id()
    school = One("School")
    course = One("Course")
    name = Column()
    scale = One("Scale", null=False)
    retired_at = Column()
    current = Batch(
        _newest, columns="id", of="SchemeRevision", description="What it counts now: its newest revision."
    )
    revisions = Connection("SchemeRevision", "What it counted when, the newest first.", order_by="-number")

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_schemes(viewer)


class SchemeRevisionType(Type):
    """What a mastery scheme counts, from when it was made or changed until it is changed again."""

    class Meta:
        model = models.SchemeRevision

    id = Id()
    scheme = One("MasteryScheme", null=False)
    number = Column()
    parts = Many("SchemePart", "Its parts, the whole first.", order_by="position", at_most=50)
    made_at = Column()
    made_by = One("Account")

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_schemes(viewer)


class SchemePartType(Type):
    """A part of a scheme."""

    class Meta:
        model = models.SchemePart

    id = Id()
    scheme_revision = One("SchemeRevision", null=False)
    parent = One("SchemePart")
    position = Column()
    name = Column()
    weight = Column()
    calculation_type = Column(enum=CalculationType)
    settings = Nested(CalculationSettings)
    heading = One("Standard")
    standard_type = One("StandardType")

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_schemes(viewer)


class CourseGradeType(Standing, Type):
    """What a student's mastery comes to in a section, by a scheme: of what was due in a grading period, or of
    everything. For staff, until it is posted.
    """

    class Meta:
        model = models.CourseGrade

    id = Id()
    section = One("Section", null=False)
    student = One("Student", null=False)
    student_id = IdOf("student")
    scheme = One("MasteryScheme", null=False)
    scheme_revision = One("SchemeRevision", null=False)
    grading_period = One("GradingPeriod")
    explanation = Nested(GradeExplanation)
    changes = Connection("CourseGradeChange", "What it was, the newest first.", order_by="-revision")

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_course_grades(viewer)


class CourseGradeChangeType(Past, Type):
    """A course grade as it was at one revision."""

    class Meta:
        model = models.CourseGradeChange

    id = Id()
    course_grade = One("CourseGrade", null=False)
    scheme_revision = One("SchemeRevision", null=False)
    explanation = Nested(GradeExplanation)

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_changes(viewer)


class PostedGradeType(Type):
    """A course grade as it was posted; the newest of a section, a scheme and a grading period holds."""

    class Meta:
        model = models.PostedGrade

    id = Id()
    section = One("Section", null=False)
    student = One("Student", null=False)
    student_id = IdOf("student")
    scheme = One("MasteryScheme", null=False)
    grading_period = One("GradingPeriod")
    value = Column()
    level = One("Level")
    posted_at = Column()
    posted_by = One("Account")

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_posted_grades(viewer)


SectionType.extend(
    course_grades=Many("CourseGrade", "The grades of its students, by all schemes.", at_most=5_000)
)
StudentType.extend(
    posted_grades=Connection("PostedGrade", "What has been posted, the newest first.", order_by="-posted_at")
)
