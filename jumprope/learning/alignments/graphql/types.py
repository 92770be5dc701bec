"""Alignments, as they hang on standards."""

from graphplan import Column, Connection, Id, One, Rule
from jumprope.kit.graphql import Type
from jumprope.kit.viewer import Viewer
from jumprope.learning.alignments import access, models
from jumprope.learning.standards.graphql.types import StandardType


class AlignmentType(Type):
    """That the tenant holds one of its standards to stand for a state or national one."""

    class Meta:
        model = models.Alignment

    id = Id()
    standard = One("Standard", null=False)
    target = One("Standard", null=False)
    kind = Column(enum=models.AlignmentKind)
    aligned_at = Column()

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible(viewer)


StandardType.extend(
    alignments=Connection("Alignment", "The state and national standards that it stands for."),
    alignments_to=Connection("Alignment", "The tenant's standards that stand for it."),
)
