"""What can be asked about rosters."""

import graphene

import graphplan
from graphplan import Answer, Find, IdInput, ListOf
from jumprope.kit.graphql import Query, Structure
from jumprope.kit.viewer import Viewer
from jumprope.school.people.access import MANAGE_PEOPLE
from jumprope.school.rosters import access, reads


class TransferPreview(Structure):
    """What the transfer of a student would do to the student's enrolments."""

    ended = graphene.Int(required=True, description="How many would end on that day.")
    taken_back = graphene.Int(
        required=True, description="How many begin on that day or later, and would hold no day."
    )
    kept = graphene.Int(required=True, description="How many at other schools would stay as they are.")


def _may_transfer(viewer: Viewer) -> bool:
    return viewer.may(MANAGE_PEOPLE)


class RosterQueries(Query):
    """The viewer's own sections, single enrolments, and what a transfer would do."""

    enrolment = Find("Enrolment", "One enrolment.")
    my_sections = ListOf(
        "Section",
        "Of school years not yet over: what the viewer teaches, and what the viewer or a ward attends.",
        order_by="name",
        at_most=500,
        where=access.my_sections,
    )
    transfer_preview = Answer(
        TransferPreview,
        "What a transfer of this student from a day on would do. Null to those who may transfer nobody.",
        read=reads.transfer_preview,
        arguments={
            "student_id": IdInput("Student", "The student.", required=True),
            "on": graphplan.Date(required=True, description="The first day at the new school."),
        },
        permitted=_may_transfer,
    )
