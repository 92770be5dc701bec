"""Assessments, scores and their history, as they hang on a section."""

from graphplan import Column, Connection, Id, IdOf, Many, One, Rule
from jumprope.kit.graphql import Type
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import access, models
from jumprope.learning.units.graphql.types import UnitType
from jumprope.school.courses.graphql.types import SectionType


class MarkType(Type):
    """What can stand in the place of a number, and what it does there."""

    class Meta:
        model = models.Mark

    id = Id()
    code = Column()
    name = Column()
    effect = Column(enum=models.Effect)
    raises_alert = Column()
    retired_at = Column()

    visible = staticmethod(access.visible_to_all)


class AssessmentTypeType(Type):
    """A sort of assessment that the tenant has: quiz, project, performance task."""

    class Meta:
        model = models.AssessmentType

    id = Id()
    name = Column()
    default_weight = Column()
    retired_at = Column()

    visible = staticmethod(access.visible_to_all)


class AssessmentCategoryType(Type):
    """A folder of a section's gradebook, as its teachers have it."""

    class Meta:
        model = models.AssessmentCategory

    id = Id()
    section = One("Section", null=False)
    name = Column()
    default_weight = Column()
    position = Column()
    retired_at = Column()
    assessments = Many("Assessment", "What is kept in it, by due date.", order_by="due_on", at_most=500)

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_categories(viewer)


class CommonAssessmentType(Type):
    """What is the same in an assessment that is given in several sections."""

    class Meta:
        model = models.CommonAssessment

    id = Id()
    title = Column()
    description = Column()
    type = One("AssessmentType")
    weight = Column()
    assessments = Many(
        "Assessment", "Where it is given, as far as the viewer sees that.", order_by="due_on", at_most=1_000
    )

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_common_assessments(viewer)


class AssessmentType(Type):
    """An occasion on which students of a section show what they can do on one or more standards."""

    class Meta:
        model = models.Assessment

    id = Id()
    title = Column()
    description = Column()
    type = One("AssessmentType")
    assigned_on = Column()
    due_on = Column()
    weight = Column()
    section = One("Section", null=False)
    unit = One("Unit")
    category = One("AssessmentCategory")
    common = One("CommonAssessment")
    aligned_standards = Many("AlignedStandard", "The standards it is aligned to.", at_most=50)
    scores = Many("Score", "The scores in it that the viewer sees.", at_most=20_000)

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_assessments(viewer)


class AlignedStandardType(Type):
    """That an assessment gives evidence of a standard."""

    class Meta:
        model = models.AlignedStandard

    id = Id()
    assessment = One("Assessment", null=False)
    standard = One("Standard", null=False)
    standard_id = IdOf("standard")

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_alignments(viewer)


class ScoreType(Type):
    """What a student showed on one standard in one assessment: a number, or a mark in its place."""

    class Meta:
        model = models.Score

    id = Id()
    assessment = One("Assessment", null=False, split=access.sees_many_scores)
    assessment_id = IdOf("assessment")
    student = One("Student", null=False, split=access.sees_many_scores)
    student_id = IdOf("student")
    standard = One("Standard", null=False, split=access.sees_many_scores)
    standard_id = IdOf("standard")
    value = Column()
    mark = One("Mark")
    comment = Column()
    revision = Column()
    recorded_at = Column()
    recorded_by = One("Account")
    changes = Connection("ScoreChange", "What was saved here, the newest first.", order_by="-revision")
    comments = Connection("ScoreComment", "What was said about it, the oldest first.", order_by="written_at")

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_scores(viewer)


class ScoreChangeType(Type):
    """A score as it was saved at one revision."""

    class Meta:
        model = models.ScoreChange

    id = Id()
    score = One("Score", null=False)
    revision = Column()
    value = Column()
    mark = One("Mark")
    comment = Column()
    recorded_at = Column()
    recorded_by = One("Account")

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_score_changes(viewer)


class ScoreCommentType(Type):
    """What a member of staff wrote about a score."""

    class Meta:
        model = models.ScoreComment

    id = Id()
    score = One("Score", null=False)
    author = One("Account")
    audience = Column(enum=models.ScoreComment.CommentAudience)
    text = Column()
    written_at = Column()
    retracted_at = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_score_comments(viewer)


SectionType.extend(
    assessments=Many("Assessment", "What is assessed in it, by due date.", order_by="due_on", at_most=500),
    assessment_categories=Many(
        "AssessmentCategory", "The categories of its gradebook.", order_by="position", at_most=500
    ),
)
UnitType.extend(
    assessments=Many("Assessment", "What is assessed in it, by due date.", order_by="due_on", at_most=500)
)
