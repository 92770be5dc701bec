"""Assessments and their types as another system knows them: many at once, new ones and known ones."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NotRequired, TypedDict

from django.db.models import Q

from jumprope.kit import described, rows, uniqueness, values
from jumprope.kit.command import step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import access, reads
from jumprope.learning.assessments.models import Assessment, AssessmentType
from jumprope.learning.assessments.reads import SectionDay
from jumprope.learning.assessments.writes.planning import (
    MOST_STANDARDS,
    AssessmentIsCommon,
    AssignedAfterDue,
    align,
)
from jumprope.learning.assessments.writes.types import TypeNameTaken
from jumprope.learning.standards import reads as standards
from jumprope.school.calendars import reads as calendars
from jumprope.school.courses import reads as courses_reads
from jumprope.school.courses import writes as courses


class SaidType(TypedDict):
    """An assessment type; with a key, one that is known."""

    assessment_type_id: NotRequired[int]
    name: NotRequired[str]
    default_weight: NotRequired[Decimal]


class SaidAssessment(TypedDict):
    """An assessment on some standards; with a key, one that is known, which keeps those that it has."""

    assessment_id: NotRequired[int]
    section_id: int
    type_id: NotRequired[int | None]
    title: str
    description: NotRequired[str]
    assigned_on: NotRequired[date | None]
    due_on: date
    standard_ids: Sequence[int]


@dataclass(frozen=True, slots=True)
class TakenIn:
    """The keys of assessments in the order given, and of those whose scores are other evidence now."""

    keys: list[int]
    moved: list[int]


@step
def take_in_types(
    *,
    viewer: Viewer,  # noqa: ARG001 - whoever asks answers for the permission
    types: Sequence[SaidType],
    at: str = "types",
) -> list[int]:
    """Write down assessment types; their keys in the order given. Seven statements at most.

    Raises `NotFound`, `TypeNameTaken`, `DescribedTwice`, and what `kit.values` refuses.
    """
    found = described.read(AssessmentType, types, key="assessment_type_id", rule=Q(), at=at)
    taken = [
        TypeNameTaken(name=each.name, field=f"{place}.name") for place, each in described.alike(found, "name")
    ]
    refuse_all([*found.refusals, *taken])
    with uniqueness.unless_taken(
        AssessmentType, "assessments_type_name", uniqueness.TakenMeanwhile(field=at)
    ):
        return described.save(found)


@step
def take_in_assessments(
    *, viewer: Viewer, assessments: Sequence[SaidAssessment], at: str = "assessments"
) -> TakenIn:
    """Write down assessments; what follows for mastery from other due dates is for the caller to see to.

    Fifteen statements at most. Raises `NotFound` for an assessment, a section, a type or a standard,
    `StandardRetired`, `AssignedAfterDue`, `AssessmentIsCommon`, `GradingPeriodLocked`, `DescribedTwice`, and
    what `kit.values` refuses.
    """
    sections = courses.lock_sections(
        rule=access.sections_to_plan_in(viewer), section_ids={one["section_id"] for one in assessments}
    )
    known = rows.hold(Assessment, [key for one in assessments if (key := one.get("assessment_id"))])
    before = {key: (each.section_id, each.due_on) for key, each in known.items()}
    columns = [{name: said for name, said in one.items() if name != "standard_ids"} for one in assessments]
    found = described.read(Assessment, columns, key="assessment_id", rule=access.to_plan(viewer), at=at)
    refuse_all(
        [
            *found.refusals,
            *_faults(found.rows, sections, before),
            *_faults_of_days(viewer, found.rows, before),
            *_faults_of_standards(found.rows, assessments),
        ]
    )
    keys = described.save(found)
    _align(dict(zip(keys, (one["standard_ids"] for one in assessments), strict=True)))
    moved = [row.pk for row in found.rows.values() if before.get(row.pk, _day(row)) != _day(row)]
    return TakenIn(keys, moved)


def _day(assessment: Assessment) -> SectionDay:
    return assessment.section_id, assessment.due_on


def _faults(
    assessments: Mapping[str, Assessment], sections: Collection[int], before: Mapping[int, SectionDay]
) -> Iterator[Refused]:
    named = {each.type_id for each in assessments.values() if each.type_id is not None}
    types = rows.among(AssessmentType, named, rule=Q())
    for place, each in assessments.items():
        if each.section_id not in sections or before.get(each.pk, _day(each))[0] != each.section_id:
            yield NotFound(field=f"{place}.section_id")
        if each.type_id is not None and each.type_id not in types:
            yield NotFound(field=f"{place}.type_id")
        if each.assigned_on and each.assigned_on > each.due_on:
            yield AssignedAfterDue(field=f"{place}.assigned_on")
        if each.common_id is not None:
            yield AssessmentIsCommon(field=f"{place}.title")


def _faults_of_days(
    viewer: Viewer, assessments: Mapping[str, Assessment], before: Mapping[int, SectionDay]
) -> Iterator[Refused]:
    """What is new in a locked grading period, or comes into one, or leaves one."""
    moved: dict[str, list[SectionDay]] = {}
    for place, each in assessments.items():
        if (was := before.get(each.pk)) != _day(each):
            moved[place] = [_day(each), *([was] if was else [])]
    places = courses_reads.places({section for days in moved.values() for section, _ in days})
    due = {
        (section, day): calendars.Due(places[section].school_id, day)
        for days in moved.values()
        for section, day in days
        if section in places
    }
    locked = calendars.locks(viewer, set(due.values()))
    for place, days in moved.items():
        for day in days:
            if day in due and due[day] in locked:
                yield calendars.GradingPeriodLocked(name=locked[due[day]], field=f"{place}.due_on")


def _faults_of_standards(
    assessments: Mapping[str, Assessment], said: Sequence[SaidAssessment]
) -> Iterator[Refused]:
    retired = standards.retired({standard for one in said for standard in one["standard_ids"]})
    for (place, each), one in zip(assessments.items(), said, strict=True):
        if len(one["standard_ids"]) > MOST_STANDARDS:
            field = f"{place}.standard_ids"
            yield values.TooManyGiven(given=len(one["standard_ids"]), at_most=MOST_STANDARDS, field=field)
        if each._state.adding:
            yield from standards.faults_of_choice(one["standard_ids"], retired, at=place)


def _align(standard_ids: Mapping[int, Sequence[int]]) -> None:
    """Align assessments to those of these standards that they are not aligned to yet. Two statements."""
    held = reads.alignments(standard_ids.keys())
    align(
        {
            key: [standard for standard in named if standard not in held[key]]
            for key, named in standard_ids.items()
        }
    )
