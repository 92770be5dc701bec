"""Schemes and course grades, as they hang on sections and students."""

from collections.abc import Mapping, Sequence
from datetime import date

import graphene

import graphplan
from graphplan import Batch, Column, Connection, Id, IdOf, Many, Nested, One, Rule
from jumprope.kit.graphql import Structure, Type
from jumprope.kit.viewer import Viewer
from jumprope.mastery.determinations import access as determinations
from jumprope.mastery.determinations.graphql.types import Explanation
from jumprope.mastery.policies.graphql.types import CalculationSettings
from jumprope.mastery.policies.rules import CalculationType
from jumprope.mastery.schemes import access, models
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


class MasterySchemeType(Type):
    """How mastery of standards becomes one grade, in a course, a school, or all of the tenant."""

    class Meta:
        model = models.MasteryScheme

    id = Id()
    school = One("School")
    course = One("Course")
    name = Column()
    scale = One("Scale", null=False)
    nodes = Many("SchemeNode", "Its parts, the whole first.", order_by="position", at_most=50)

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_schemes(viewer)


class SchemeNodeType(Type):
    """A part of a scheme."""

    class Meta:
        model = models.SchemeNode

    id = Id()
    scheme = One("MasteryScheme", null=False)
    parent = One("SchemeNode")
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


Levels = tuple[int | None, date | None, int | None]
Said = tuple[int | None, date | None]


def _effective(viewer: Viewer, levels: Sequence[Levels]) -> Mapping[Levels, int | None]:
    return {
        (said, expires, calculated): said if said and determinations.holds(viewer, expires) else calculated
        for said, expires, calculated in levels
    }


def _what_holds(viewer: Viewer, said: Sequence[Said]) -> Mapping[Said, int | None]:
    return {(key, expires): key if determinations.holds(viewer, expires) else None for key, expires in said}


class CourseGradeType(Type):
    """What a student's mastery comes to in a section, by a scheme; for staff, until it is posted."""

    class Meta:
        model = models.CourseGrade

    id = Id()
    section = One("Section", null=False)
    student = One("Student", null=False)
    student_id = IdOf("student")
    scheme = One("MasteryScheme", null=False)
    value = Column()
    level = One("Level")
    override_level = Batch(
        _what_holds,
        columns=("override_level_id", "override_expires_on"),
        of="Level",
        description="The level that a teacher says instead.",
    )
    override_reason = Column(when=determinations.override_holds)
    override_expires_on = Column(when=determinations.override_holds)
    effective_level = Batch(
        _effective,
        columns=("override_level_id", "override_expires_on", "level_id"),
        of="Level",
        description="The level that holds: what a teacher says, else what was calculated.",
    )
    explanation = Nested(GradeExplanation)
    revision = Column()
    determined_at = Column()
    changes = Connection("CourseGradeChange", "What it was, the newest first.", order_by="-revision")

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_course_grades(viewer)


class CourseGradeChangeType(Type):
    """A course grade as it was at one revision."""

    class Meta:
        model = models.CourseGradeChange

    id = Id()
    course_grade = One("CourseGrade", null=False)
    revision = Column()
    value = Column()
    level = One("Level")
    override_level = One("Level")
    override_reason = Column()
    override_expires_on = Column()
    explanation = Nested(GradeExplanation)
    changed_by = One("Account")
    changed_at = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_changes(viewer)


class PostedGradeType(Type):
    """A course grade as it was posted; the newest of a section and scheme holds."""

    class Meta:
        model = models.PostedGrade

    id = Id()
    section = One("Section", null=False)
    student = One("Student", null=False)
    student_id = IdOf("student")
    scheme = One("MasteryScheme", null=False)
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
