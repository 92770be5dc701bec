"""Questions about assessments, and the evidence that scores are."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import F, Q

from jumprope.kit.errors import NotFound
from jumprope.learning.assessments.models import AlignedStandard, Assessment, Mark, Score

__all__ = ["Evidence", "Mark", "aligned_standards", "assessment", "evidence"]


class Evidence(NamedTuple):
    """A score, and when and how much it counts by its assessment. Beside a number `mark` is empty."""

    section_id: int
    student_id: int
    standard_id: int
    assessment_id: int
    value: Decimal | None
    mark: str
    due_on: date
    weight: Decimal


def assessment(assessment_id: int, *, rule: Q) -> Assessment:
    """The assessment, with its section's course, if the rule allows it. One query.

    Raises `NotFound`.
    """
    found = Assessment.objects.select_related("section__course").filter(rule, pk=assessment_id).first()
    if found is None:
        raise NotFound(field="assessment_id")
    return found


def aligned_standards(assessment_id: int) -> list[int]:
    """The primary keys of the standards that an assessment is aligned to. One query."""
    return list(
        AlignedStandard.objects.filter(assessment=assessment_id).values_list("standard_id", flat=True)
    )


def evidence(
    *,
    section_ids: Collection[int],
    student_ids: Collection[int] | None = None,
    standard_ids: Collection[int] | None = None,
) -> list[Evidence]:
    """All scores of these sections, of some students and standards or of all; in the order in which they were
    first saved. One query.
    """
    # Saying the tenant of the assessment too lets MySQL use the index of sections; else it reads all of them.
    scores = Score.objects.filter(assessment__tenant=F("tenant"), assessment__section__in=section_ids)
    if student_ids is not None:
        scores = scores.filter(student__in=student_ids)
    if standard_ids is not None:
        scores = scores.filter(standard__in=standard_ids)
    rows = scores.order_by("pk").values_list(
        "assessment__section_id",
        "student_id",
        "standard_id",
        "assessment_id",
        "value",
        "mark",
        "assessment__due_on",
        "assessment__weight",
    )
    return [Evidence(*row) for row in rows]
