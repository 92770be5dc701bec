"""Assessments and what is saved in them, and the evidence that scores are."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet

from jumprope.kit import rows
from jumprope.kit.columns import Columns
from jumprope.kit.errors import NotFound
from jumprope.learning.alignments import reads as standing
from jumprope.learning.assessments.models import (
    AlignedStandard,
    Assessment,
    AssessmentType,
    Mark,
    Score,
)
from jumprope.school.calendars.rules import Days

TYPES = Columns(AssessmentType, "name", "default_weight")
ASSESSMENTS = Columns(Assessment, "section_id", "type_id", "title", "description", "assigned_on", "due_on")


class Saved(NamedTuple):
    """What is saved in the place of a score, and at which revision."""

    score_id: int
    section_id: int
    revision: int
    value: Decimal | None
    mark: str | None


ScorePlace = tuple[int, int, int]
"""The keys of an assessment, a student and a standard: the place of a score."""


def saved(*, assessment_ids: Collection[int], student_ids: Collection[int]) -> dict[ScorePlace, Saved]:
    """The scores of these students in these assessments, by their places. One query."""
    scores = Score.objects.filter(assessment__in=list(assessment_ids), student__in=list(student_ids))
    columns = ("assessment__section_id", "revision", "value", "mark__code")
    found = scores.values_list("assessment_id", "student_id", "standard_id", "pk", *columns)
    return {(row[0], row[1], row[2]): Saved(*row[3:]) for row in found}


class Said(NamedTuple):
    """What is saved of a student and a standard in an assessment: a number, or the code of a mark."""

    student_id: int
    standard_id: int
    value: Decimal | None
    mark: str | None


def scores_said(assessment_ids: Collection[int]) -> dict[int, list[Said]]:
    """The scores of these assessments that say something, by assessment. One query."""
    found: dict[int, list[Said]] = {assessment: [] for assessment in assessment_ids}
    scores = Score.objects.filter(assessment__in=assessment_ids).exclude(value=None, mark=None)
    columns = ("student_id", "standard_id", "value", "mark__code")
    for assessment, *said in scores.order_by("pk").values_list("assessment_id", *columns):
        found[assessment].append(Said(*said))
    return found


def marks_in_force() -> frozenset[str]:
    """The codes of the tenant's marks that are not retired. One query."""
    return frozenset(Mark.objects.filter(retired_at=None).values_list("code", flat=True))


def sections_of(assessment_ids: Collection[int]) -> dict[int, int]:
    """The section of each of these assessments. One query."""
    return dict(Assessment.objects.filter(pk__in=assessment_ids).values_list("pk", "section_id"))


def students_scored(assessment_ids: Collection[int]) -> set[int]:
    """The students who have scores in these assessments. One query."""
    scores = Score.objects.filter(assessment__in=assessment_ids)
    return set(scores.values_list("student_id", flat=True).distinct())


class Evidence(NamedTuple):
    """A score, and when and how much it counts by its assessment.

    Where a mark stands in the number's place, `mark` is its code and `effect` one of `Effect`; else both are
    None.
    """

    section_id: int
    student_id: int
    standard_id: int
    assessment_id: int
    value: Decimal | None
    mark: str | None
    effect: str | None
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


def standards_of_assessments(assessment_ids: Collection[int]) -> dict[int, dict[str, tuple[int, ...]]]:
    """What `alignments` tells, in order, as the column `standard_ids` of each assessment. One query."""
    aligned = alignments(assessment_ids).items()
    return {key: {"standard_ids": tuple(sorted(standards))} for key, standards in aligned}


def due_dates(assessment_ids: Collection[int]) -> dict[int, date]:
    """When each of these assessments is due, local to its school. One query."""
    return dict(Assessment.objects.filter(pk__in=assessment_ids).values_list("pk", "due_on"))


def evidence(
    *,
    section_ids: Collection[int] | None = None,
    student_ids: Collection[int] | None = None,
    standard_ids: Collection[int] | None = None,
    due: Days | None = None,
    school_year_id: int | None = None,
) -> list[Evidence]:
    """All scores of some sections, students and standards, of what was due on some days and of a school year,
    or of all where they are not given; in the order in which they were first saved. One query.
    """
    scores = _scores(section_ids, student_ids, standard_ids)
    if due is not None:
        scores = scores.filter(assessment__due_on__range=(due.first, due.last))
    if school_year_id is not None:
        scores = scores.filter(assessment__section__school_year=school_year_id)
    found = scores.order_by("pk").values_list(
        "assessment__section_id",
        "student_id",
        "standard_id",
        "assessment_id",
        "value",
        "mark__code",
        "mark__effect",
        "assessment__due_on",
        "assessment__weight",
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
    scores = Score.objects.all()
    if section_ids is not None:
        scores = scores.filter(assessment__section__in=section_ids)
    if student_ids is not None:
        scores = scores.filter(student__in=student_ids)
    if standard_ids is not None:
        scores = scores.filter(standard__in=standard_ids)
    return scores


def standards_assessed(section_id: int, *, due: Days | None = None) -> set[int]:
    """The standards that assessments of a section are aligned to: those that were due on some days, or all.
    One query.
    """
    aligned = AlignedStandard.objects.filter(assessment__tenant=F("tenant"), assessment__section=section_id)
    if due is not None:
        aligned = aligned.filter(assessment__due_on__range=(due.first, due.last))
    return set(aligned.values_list("standard_id", flat=True))


def times_assessed(*, rule: Q, by: str, stood_for: bool = False) -> dict[tuple[int, int], int]:
    """In how many assessments students have a number on a standard, by place and standard; not where in none.

    `rule` is a condition on scores, and `by` the path from an assessment to its place: `section`, or
    `section__course`. What is given in several sections counts in each. With `stood_for`, it is those that
    the tenant holds the standard to stand for. One query.
    """
    numbers = Score.objects.filter(rule, value__isnull=False, assessment__tenant=F("tenant"))
    standard = "standard_id"
    if stood_for:
        numbers, standard = numbers.annotate(**standing.stood_for()), standing.STOOD_FOR
    counted = numbers.values_list(f"assessment__{by}", standard).annotate(Count("assessment", distinct=True))
    return {(place, key): times for place, key, times in counted.order_by()}


def sections_marked(mark_id: int) -> list[int]:
    """The keys of the sections in which a mark stands, in their order. One query."""
    scores = Score.objects.filter(mark=mark_id).order_by("assessment__section_id")
    return list(scores.values_list("assessment__section_id", flat=True).distinct())


def students_marked(mark_id: int) -> list[int]:
    """The keys of the students who have a mark somewhere, in their order. One query."""
    scores = Score.objects.filter(mark=mark_id).order_by("student_id")
    return list(scores.values_list("student_id", flat=True).distinct())
