"""Questions about assessments, and the evidence that scores are."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import F, Q, QuerySet

from jumprope.kit import rows
from jumprope.kit.errors import NotFound
from jumprope.learning.assessments.models import AlignedStandard, Assessment, Mark, Score

__all__ = [
    "Evidence",
    "Mark",
    "aligned_standards",
    "assessment",
    "evidence",
    "scored_sections",
    "standards_assessed",
]


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
    """The assessment, with its section's course and term, if the rule allows it. One query.

    Raises `NotFound`.
    """
    found = (
        Assessment.objects.select_related("section__course", "section__term")
        .filter(rule, pk=assessment_id)
        .first()
    )
    if found is None:
        raise NotFound(field="assessment_id")
    return found


def aligned_standards(assessment_id: int) -> list[int]:
    """The primary keys of the standards that an assessment is aligned to. One query."""
    return list(
        AlignedStandard.objects.filter(assessment=assessment_id).values_list("standard_id", flat=True)
    )


def assessments_among(assessment_ids: Collection[int], *, rule: Q) -> set[int]:
    """Those of these assessments of the tenant in scope that a rule allows. One query."""
    return rows.among(Assessment, assessment_ids, rule=rule)


def alignments(assessment_ids: Collection[int]) -> dict[int, set[int]]:
    """The standards that each of these assessments is aligned to, by assessment. One query."""
    aligned: dict[int, set[int]] = {key: set() for key in assessment_ids}
    found = AlignedStandard.objects.filter(assessment__in=assessment_ids)
    for assessment_id, standard_id in found.values_list("assessment_id", "standard_id"):
        aligned[assessment_id].add(standard_id)
    return aligned


def evidence(
    *,
    section_ids: Collection[int] | None = None,
    student_ids: Collection[int] | None = None,
    standard_ids: Collection[int] | None = None,
) -> list[Evidence]:
    """All scores of some sections, students and standards, or of all where they are not given; in the order
    in which they were first saved. One query.
    """
    found = (
        _scores(section_ids, student_ids, standard_ids)
        .order_by("pk")
        .values_list(
            "assessment__section_id",
            "student_id",
            "standard_id",
            "assessment_id",
            "value",
            "mark",
            "assessment__due_on",
            "assessment__weight",
        )
    )
    return [Evidence(*row) for row in found]


def scored_sections(*, student_ids: Collection[int], standard_ids: Collection[int] | None = None) -> set[int]:
    """The sections in which these students have scores on some standards, or on any. One query."""
    scores = _scores(None, student_ids, standard_ids)
    return set(scores.values_list("assessment__section_id", flat=True).distinct())


def _scores(
    section_ids: Collection[int] | None,
    student_ids: Collection[int] | None,
    standard_ids: Collection[int] | None,
) -> "QuerySet[Score]":
    # Saying the tenant of the assessment too lets MySQL use the index of sections; else it reads all of them.
    scores = Score.objects.filter(assessment__tenant=F("tenant"))
    if section_ids is not None:
        scores = scores.filter(assessment__section__in=section_ids)
    if student_ids is not None:
        scores = scores.filter(student__in=student_ids)
    if standard_ids is not None:
        scores = scores.filter(standard__in=standard_ids)
    return scores


def standards_assessed(section_id: int) -> set[int]:
    """The standards that assessments of a section are aligned to. One query."""
    aligned = AlignedStandard.objects.filter(assessment__tenant=F("tenant"), assessment__section=section_id)
    return set(aligned.values_list("standard_id", flat=True))
