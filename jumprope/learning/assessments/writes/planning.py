"""Making assessments and changing them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NotRequired, TypedDict, Unpack

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from jumprope.kit import changes, rows, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import access, reads
from jumprope.learning.assessments.models import (
    AlignedStandard,
    Assessment,
    AssessmentCategory,
    AssessmentType,
)
from jumprope.learning.standards import reads as standards
from jumprope.learning.units import reads as units
from jumprope.school.courses import writes as courses

MOST_STANDARDS = 50
"""How many standards one assessment is aligned to."""


class AssignedAfterDue(Refused):
    """Nobody can do by a date what is given out after it."""

    code = "assigned_after_due"
    message = _("An assessment has to be given out on the day it is due, or before.")


class AssessmentIsCommon(Refused):
    """What an assessment has in common with others is changed in all of them at once."""

    code = "assessment_is_common"
    message = _("The assessment is given in several sections. Change this in the common assessment.")


class NewAssessment(TypedDict):
    """An assessment to be made. Dates are local to the school; the weight, if not given that of the category,
    of the type, or 1, may be 0; the unit and the category are the section's.
    """

    section_id: int
    title: str
    due_on: date
    standard_ids: Sequence[int]
    weight: NotRequired[Decimal | None]
    type_id: NotRequired[int | None]
    unit_id: NotRequired[int | None]
    category_id: NotRequired[int | None]
    description: NotRequired[str | None]
    assigned_on: NotRequired[date | None]


class Changes(TypedDict, total=False):
    """What may change in an assessment; what is None or not given stays as it is."""

    title: str | None
    description: str | None
    assigned_on: date | None
    due_on: date | None
    weight: Decimal | None
    type_id: int | None
    unit_id: int | None
    category_id: int | None


class AssessmentDetail(TextChoices):
    """What an assessment may do without."""

    ASSIGNED_ON = "assigned_on", _("The date it is given out")
    TYPE = "type_id", _("Its type")
    UNIT = "unit_id", _("Its unit")
    CATEGORY = "category_id", _("Its category")


SHARED = ("title", "description", "weight", "type_id")
"""The columns that a common assessment has too."""


@dataclass(frozen=True, kw_only=True)
class AssessmentPlanned(Answer):
    """The new assessment."""

    assessment_id: int


@dataclass(frozen=True, kw_only=True)
class AssessmentsPlanned(Answer):
    """The new assessments, in the order in which they were given."""

    assessment_ids: list[int]


@command(access.PLAN_ASSESSMENTS, event="assessment.planned")
def plan_assessment(*, viewer: Viewer, **new: Unpack[NewAssessment]) -> AssessmentPlanned:
    """Plan an assessment of a section on 1 to 50 standards.

    Raises `NotFound` for the section, a standard, the type, the unit or the category, `StandardRetired`,
    `TypeRetired`, `CategoryRetired`, `AssignedAfterDue`, `GradingPeriodLocked`, and what `kit.values`
    refuses.
    """
    [assessment_id] = _plan(viewer, {"": new})
    return AssessmentPlanned(assessment_id=assessment_id)


@command(access.PLAN_ASSESSMENTS, event="assessments.planned")
def plan_assessments(*, viewer: Viewer, assessments: Sequence[NewAssessment]) -> AssessmentsPlanned:
    """Plan many assessments at once, of several sections if need be. Raises what `plan_assessment` does."""
    values.check_size(assessments, field="assessments")
    new = {f"assessments.{position}": assessment for position, assessment in enumerate(assessments)}
    return AssessmentsPlanned(assessment_ids=_plan(viewer, new))


def _plan(viewer: Viewer, new: Mapping[str, NewAssessment]) -> list[int]:
    """Make assessments, each given with its path in the input, and return their keys. Nine statements, and
    one more each where types, units and categories are given.
    """
    for at, each in new.items():
        values.check_size(each["standard_ids"], field=values.path(at, "standard_ids"), at_most=MOST_STANDARDS)
    sections = courses.lock_sections(
        rule=access.sections_to_plan_in(viewer), section_ids={each["section_id"] for each in new.values()}
    )
    retired = standards.retired({standard for each in new.values() for standard in each["standard_ids"]})
    choices = _choices(new.values())
    made = {at: _assessment(each, choices) for at, each in new.items()}
    locked = reads.closed_days(viewer, made.values(), sections)
    refuse_all(
        fault
        for at, assessment in made.items()
        for fault in (
            *_faults(assessment, at, sections),
            *reads.faults_of_day(assessment, locked, at=at),
            *_faults_of_choice(assessment, new[at], choices, at=at),
            *standards.faults_of_choice(new[at]["standard_ids"], retired, at=at),
        )
    )
    keys = rows.insert(list(made.values()))
    align({key: each["standard_ids"] for key, each in zip(keys, new.values(), strict=True)})
    return keys


@step
def align(standard_ids: Mapping[int, Sequence[int]]) -> None:
    """Align new assessments, by their keys, to standards. One statement."""
    rows.append(
        AlignedStandard(assessment_id=key, standard_id=standard)
        for key, standards_of_one in standard_ids.items()
        for standard in dict.fromkeys(standards_of_one)
    )


@dataclass(frozen=True, slots=True)
class Choices:
    """The types and categories that were chosen, and the sections of the units that were, by their keys."""

    types: Mapping[int, AssessmentType]
    categories: Mapping[int, AssessmentCategory]
    sections_of_units: Mapping[int, int]


def _choices(given: Collection[NewAssessment | Changes]) -> Choices:
    return Choices(
        types=AssessmentType.objects.in_bulk({key for each in given if (key := each.get("type_id"))}),
        categories=AssessmentCategory.objects.in_bulk(
            {key for each in given if (key := each.get("category_id"))}
        ),
        sections_of_units=units.sections_of({key for each in given if (key := each.get("unit_id"))}),
    )


def _assessment(new: NewAssessment, choices: Choices) -> Assessment:
    """The assessment as it is wanted, not looked at yet; a category's weight goes before a type's."""
    columns = {name: value for name, value in new.items() if name != "standard_ids"}
    if new.get("weight") is None:
        category = choices.categories.get(new.get("category_id") or 0)
        kind = choices.types.get(new.get("type_id") or 0)
        columns["weight"] = next(
            (each.default_weight for each in (category, kind) if each and each.default_weight is not None),
            None,
        )
    return Assessment(**columns)


def _faults(assessment: Assessment, at: str, sections: Collection[int]) -> Iterator[Refused]:
    if assessment.section_id not in sections:
        yield NotFound(field=values.path(at, "section_id"))
    yield from values.clean(assessment, at=at)


def _faults_of_choice(
    assessment: Assessment, given: NewAssessment | Changes, choices: Choices, *, at: str = ""
) -> Iterator[Refused]:
    """What is wrong with the type, the unit and the category that are given, and with the dates as they are
    then.
    """
    if type_id := given.get("type_id"):
        yield from reads.faults_of_type(type_id, choices.types, at=at)
    if (unit_id := given.get("unit_id")) and choices.sections_of_units.get(unit_id) != assessment.section_id:
        yield NotFound(field=values.path(at, "unit_id"))
    if category_id := given.get("category_id"):
        yield from reads.faults_of_category(
            category_id, choices.categories, section_id=assessment.section_id, at=at
        )
    if assessment.assigned_on and assessment.assigned_on > assessment.due_on:
        yield AssignedAfterDue(field=values.path(at, "assigned_on"))


@step
def change(*, assessment: Assessment, given: Changes, clear: Collection[AssessmentDetail | str] = ()) -> bool:
    """Change what is given of a locked assessment, and clear what is to be; whether its scores are other
    evidence now.

    One statement, and one more each where a type, a unit and a category is given. Raises `NotFound` for
    these, `TypeRetired`, `CategoryRetired`, `AssignedAfterDue`, `AssessmentIsCommon`, and what `kit.changes`
    and `kit.values` refuse.
    """
    if assessment.common_id is not None:
        touched = {name for name, value in given.items() if value is not None} | set(clear)
        refuse_all(AssessmentIsCommon(field=name) for name in SHARED if name in touched)
    before = (assessment.due_on, assessment.weight)
    faults = changes.put(assessment, given, clear=clear)
    faults += [*values.clean(assessment), *_faults_of_choice(assessment, given, _choices([given]))]
    refuse_all(faults)
    assessment.save(update_fields={*given, *clear})
    return (assessment.due_on, assessment.weight) != before
