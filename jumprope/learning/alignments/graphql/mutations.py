"""What can be done about alignments."""

from graphplan import IdInput, Written, enum_of
from jumprope.kit.graphql import Input, Mutation, several
from jumprope.learning.alignments import models, writes


class NewAlignment(Input):
    """That a standard stands for a state or national one."""

    standard_id = IdInput("Standard", "The standard that is taught.", required=True)
    target_id = IdInput("Standard", "The state or national standard.", required=True)
    kind = enum_of(models.AlignmentKind)(required=True, description="How much of it is covered.")


class AlignStandards(Mutation):
    """Align up to 1,000 standards, or change how much of the other they cover."""

    class Meta:
        command = writes.align_standards

    class Input:
        alignments = several(NewAlignment, "What stands for what.", required=True)

    alignments = Written("Alignment", keys="alignment_ids")


class WithdrawAlignments(Mutation):
    """Let up to 1,000 alignments hold no longer."""

    class Meta:
        command = writes.withdraw_alignments

    class Input:
        alignment_ids = IdInput("Alignment", "The alignments.", required=True, many=True)
