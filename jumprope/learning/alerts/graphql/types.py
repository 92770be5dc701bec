"""Missing work and Grade Alerts, as they hang on students and sections."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

import graphene
from graphql import GraphQLError

import graphplan
from graphplan import Batch, Code, Column, Connection, Id, One, Rule, ids
from jumprope.kit.graphql import Structure, Type
from jumprope.kit.viewer import Viewer
from jumprope.learning.alerts import access, models, reads
from jumprope.learning.alerts.reads import MissingWork
from jumprope.school.courses.graphql.types import SectionType
from jumprope.school.people.graphql.types import StudentType

MOST_MISSING = 20_000
"""How many standards of missing work one list, or those of one page of parents, may come to."""


class MissingWorkShown(Structure):
    """What a student owes of one assessment."""

    class Meta:
        name = "MissingWork"

    section_id = graphene.ID(required=True, description="The section.")
    student_id = graphene.ID(required=True, description="Who owes it.")
    assessment_id = graphene.ID(required=True, description="The assessment.")
    title = graphene.String(required=True, description="What the assessment is called.")
    due_on = graphplan.Date(required=True, description="The date it was due, local to the school.")
    mark = graphene.String(description="The code of the mark that says so; null where nothing was recorded.")
    standard_ids = graphene.List(
        graphene.NonNull(graphene.ID), required=True, description="The standards without a score."
    )


class GradeAlertType(Type):
    """That a student has work missing in a section."""

    class Meta:
        model = models.GradeAlert

    id = Id()
    section = One("Section", null=False)
    student = One("Student", null=False)
    raised_on = Column()
    missing = Column()
    cleared_on = Column()
    shared_with_families = Column()
    acknowledged_at = Column()
    acknowledged_by = One("Account")
    note = Column(when=access.of_staff)

    @staticmethod
    def visible(viewer: Viewer) -> Rule:
        return access.visible_alerts(viewer)


class Ask(Protocol):
    """A question about the missing work of some students, or of some sections."""

    def __call__(self, viewer: Viewer, keys: Collection[int]) -> Mapping[int, Sequence[MissingWork]]: ...


def _of_students(viewer: Viewer, keys: Collection[int]) -> Mapping[int, Sequence[MissingWork]]:
    return reads.missing_work_of(viewer=viewer, student_ids=keys, at_most=MOST_MISSING + 1)


def _in_sections(viewer: Viewer, keys: Collection[int]) -> Mapping[int, Sequence[MissingWork]]:
    return reads.missing_work_in(viewer=viewer, section_ids=keys, at_most=MOST_MISSING + 1)


def _missing_work(ask: Ask, description: str) -> Batch:
    """A list of missing work; null to those who see none of anybody, as an empty one would be a claim."""
    shown = graphene.List(graphene.NonNull(MissingWorkShown))
    return Batch(partial(_load, ask), columns="id", of=shown, description=description)


def _load(ask: Ask, viewer: Viewer, keys: Collection[int]) -> Mapping[int, Any]:
    if not viewer.may(access.READ_ALERTS):
        return {}
    found = ask(viewer, keys)
    if sum(len(work.standard_ids) for of_one in found.values() for work in of_one) > MOST_MISSING:
        raise GraphQLError(
            "This is more missing work than one answer holds. Ask for fewer students or sections.",
            extensions={"code": Code.LIST_TOO_LONG.value},
        )
    return {key: [_shown(work) for work in of_one] for key, of_one in found.items()}


def _shown(work: MissingWork) -> dict[str, Any]:
    return {
        "section_id": ids.encode("Section", work.section_id),
        "student_id": ids.encode("Student", work.student_id),
        "assessment_id": ids.encode("Assessment", work.assessment_id),
        "title": work.title,
        "due_on": work.due_on,
        "mark": work.mark,
        "standard_ids": [ids.encode("Standard", standard) for standard in work.standard_ids],
    }


StudentType.extend(
    missing_work=_missing_work(_of_students, "What the student owes, the most recently due first."),
    alerts=Connection("GradeAlert", "The student's Grade Alerts, the newest first.", order_by="-raised_on"),
)
SectionType.extend(
    missing_work=_missing_work(_in_sections, "What its students owe, the most recently due first."),
    alerts=Connection("GradeAlert", "Its Grade Alerts, the newest first.", order_by="-raised_on"),
)
