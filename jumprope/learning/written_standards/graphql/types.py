"""What teachers wrote, as it hangs on their courses and schools."""

import graphene

from graphplan import Batch, Column, Connection, Id, One, Rule
from jumprope.kit.graphql import Type
from jumprope.kit.viewer import Viewer
from jumprope.learning.written_standards import access, models, reads
from jumprope.platform.tenancy.graphql.types import SchoolType
from jumprope.school.courses.graphql.types import CourseType


class WrittenStandardType(Type):
    """That a teacher wrote a standard for a course, and whether it was adopted into a bank."""

    class Meta:
        model = models.WrittenStandard

    id = Id()
    standard = One("Standard", null=False)
    course = One("Course", null=False)
    written_by = One("Account")
    written_at = Column()
    adopted_at = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_written(viewer)


CourseType.extend(
    written_standards=Connection("WrittenStandard", "What its teachers wrote, the oldest first.")
)
SchoolType.extend(
    teachers_write_standards=Batch(
        reads.open_schools,
        columns="id",
        of=graphene.Boolean,
        null=False,
        description="Whether its teachers may write standards for their courses.",
    )
)
