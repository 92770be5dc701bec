"""Making assessments and changing them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NotRequired, TypedDict

from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import access
from jumprope.learning.assessments.models import AlignedStandard, Assessment
from jumprope.learning.standards import reads as standards
from jumprope.school.calendars import reads as calendars
from jumprope.school.courses import reads as courses_reads
from jumprope.school.courses import writes as courses

MOST_STANDARDS = 50
"""How many standards one assessment is aligned to."""


class StandardRetired(Refused):
    """Nothing new is aligned to a standard that its publisher has dropped."""

    code = "standard_retired"
    message = _("This standard has been retired. Choose one that is in force.")


class NewAssessment(TypedDict):
    """An assessment to be made. The date is local to the school; the weight, 1 if not given, may be 0."""

    section_id: int
    title: str
    due_on: date
    standard_ids: Sequence[int]
    weight: NotRequired[Decimal | None]


@dataclass(frozen=True, kw_only=True)
class AssessmentPlanned(Answer):
    """The new assessment."""

    assessment_id: int


@dataclass(frozen=True, kw_only=True)
class AssessmentsPlanned(Answer):
    """The new assessments, in the order in which they were given."""

    assessment_ids: list[int]


@command(access.PLAN_ASSESSMENTS, event="assessment.planned")
def plan_assessment(
    *,
    viewer: Viewer,
    section_id: int,
    title: str,
    due_on: date,
    standard_ids: Sequence[int],
    weight: Decimal | None = None,
) -> AssessmentPlanned:
    """Plan an assessment of a section on 1 to 50 standards.

    Raises `NotFound` for the section or a standard, `StandardRetired`, `GradingPeriodLocked`, and what
    `kit.values` refuses.
    """
    new = NewAssessment(
        section_id=section_id, title=title, due_on=due_on, standard_ids=standard_ids, weight=weight
    )
    [assessment_id] = _plan(viewer, {"": new})
    return AssessmentPlanned(assessment_id=assessment_id)


@command(access.PLAN_ASSESSMENTS, event="assessments.planned")
def plan_assessments(*, viewer: Viewer, assessments: Sequence[NewAssessment]) -> AssessmentsPlanned:
    """Plan many assessments at once, of several sections if need be. Raises what `plan_assessment` does."""
    values.check_size(assessments, field="assessments")
    new = {f"assessments.{position}": assessment for position, assessment in enumerate(assessments)}
    return AssessmentsPlanned(assessment_ids=_plan(viewer, new))


def _plan(viewer: Viewer, new: Mapping[str, NewAssessment]) -> list[int]:
    """Make assessments, each given with its path in the input, and return their keys. Nine statements."""
    for at, each in new.items():
        values.check_size(each["standard_ids"], field=values.path(at, "standard_ids"), at_most=MOST_STANDARDS)
    sections = courses.lock_sections(
        rule=access.sections_to_plan_in(viewer), section_ids={each["section_id"] for each in new.values()}
    )
    retired = standards.retired({standard for each in new.values() for standard in each["standard_ids"]})
    made = [_assessment(each) for each in new.values()]
    locked = _locked(viewer, made, courses_reads.places(sections))
    refuse_all(
        fault
        for assessment, (at, each) in zip(made, new.items(), strict=True)
        for fault in (
            *_faults(assessment, at, sections),
            *_faults_of_day(assessment, at, locked),
            *_faults_of_alignment(each["standard_ids"], at, retired),
        )
    )
    keys = rows.insert(made)
    AlignedStandard.objects.bulk_create(
        AlignedStandard(assessment_id=key, standard_id=standard)
        for key, each in zip(keys, new.values(), strict=True)
        for standard in dict.fromkeys(each["standard_ids"])
    )
    return keys


def _assessment(new: NewAssessment) -> Assessment:
    columns = {name: value for name, value in new.items() if name != "standard_ids"}
    return Assessment(**columns)


def _faults(assessment: Assessment, at: str, sections: Collection[int]) -> Iterator[Refused]:
    if assessment.section_id not in sections:
        yield NotFound(field=values.path(at, "section_id"))
    yield from values.clean(assessment, at=at)


SectionDay = tuple[int, date]
"""The key of a section, and a day on which something is due in it."""


def _locked(
    viewer: Viewer, made: Sequence[Assessment], places: Mapping[int, courses_reads.Place]
) -> dict[SectionDay, str]:
    """The names of the locked grading periods in which assessments would be due. One query."""
    due = {
        (each.section_id, each.due_on): calendars.Due(places[each.section_id].school_id, each.due_on)
        for each in made
        if each.section_id in places
    }
    names = calendars.locks(viewer, set(due.values()))
    return {key: names[each] for key, each in due.items() if each in names}


def _faults_of_day(assessment: Assessment, at: str, locked: Mapping[SectionDay, str]) -> Iterator[Refused]:
    if name := locked.get((assessment.section_id, assessment.due_on)):
        yield calendars.GradingPeriodLocked(name=name, field=values.path(at, "due_on"))


def _faults_of_alignment(
    standard_ids: Sequence[int], at: str, retired: Mapping[int, bool]
) -> Iterator[Refused]:
    for position, standard in enumerate(standard_ids):
        field = values.path(at, f"standard_ids.{position}")
        if standard not in retired:
            yield NotFound(field=field)
        elif retired[standard]:
            yield StandardRetired(field=field)


@step
def change(
    *,
    assessment: Assessment,
    title: str | None = None,
    due_on: date | None = None,
    weight: Decimal | None = None,
) -> bool:
    """Change what is given of a locked assessment; whether its scores are other evidence now.

    One statement. Raises what `kit.values` refuses.
    """
    before = (assessment.due_on, assessment.weight)
    for name, value in {"title": title, "due_on": due_on, "weight": weight}.items():
        if value is not None:
            setattr(assessment, name, value)
    refuse_all(values.clean(assessment))
    assessment.save(update_fields=["title", "due_on", "weight"])
    return (assessment.due_on, assessment.weight) != before
