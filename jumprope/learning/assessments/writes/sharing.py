"""Common assessments: one that is given in several sections, each at its own time."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypedDict

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import access, reads
from jumprope.learning.assessments.models import Assessment, AssessmentType, CommonAssessment
from jumprope.learning.assessments.writes.planning import SHARED, align
from jumprope.learning.assessments.writes.scoring import hold_scored_students, lock_gradebook
from jumprope.school.courses import reads as courses_reads
from jumprope.school.courses import writes as courses

MOST_SECTIONS = 100
"""In how many more sections an assessment is given at once."""


class AlreadyGiven(Refused):
    """In one section an assessment is given once."""

    code = "already_given"
    message = _("The assessment is given in this section already.")


class PlaceToGive(TypedDict):
    """A section to give an assessment in, and when it is due there, local to the school."""

    section_id: int
    due_on: date


class CommonChanges(TypedDict):
    """What may change in a common assessment; None leaves it as it is."""

    title: str | None
    description: str | None
    weight: Decimal | None
    type_id: int | None


@dataclass(frozen=True, kw_only=True)
class AssessmentGiven(Answer):
    """The common assessment, and its new assessments in the order in which their sections were given."""

    common_assessment_id: int
    assessment_ids: list[int]


@dataclass(frozen=True, slots=True)
class Shared:
    """A locked common assessment, its locked assessments, at least one, and who has scores there."""

    common: CommonAssessment
    assessments: Sequence[Assessment]
    student_ids: Sequence[int]


@command(access.PLAN_ASSESSMENTS, event="assessment.given")
def give_in_sections(*, viewer: Viewer, assessment_id: int, places: Sequence[PlaceToGive]) -> AssessmentGiven:
    """Give an assessment in 1 to 100 more sections, with the same standards; from then on it is common.

    Raises `NotFound` for the assessment or a section, `AlreadyGiven`, and what `kit.values` refuses. At most
    twelve statements, however many sections. Two who give to each other's sections at one moment may wait
    for each other: the database then undoes one of them, and the command does it again.
    """
    values.check_size(places, field="places", at_most=MOST_SECTIONS)
    section_ids = {place["section_id"] for place in places}
    courses.hold_sections(section_ids)
    given = lock_gradebook(rule=access.to_plan(viewer), assessment_id=assessment_id, student_ids=())
    sections = courses_reads.sections_among(section_ids, rule=access.sections_to_plan_in(viewer))
    refuse_all(_faults_of_places(places, sections, _sections_given(given)))
    common_id = given.common_id or _made_common(given)
    new = [Assessment(**_what_is_shared(given), common_id=common_id, **place) for place in places]
    refuse_all(
        fault
        for position, assessment in enumerate(new)
        for fault in values.clean(assessment, at=f"places.{position}")
    )
    keys = rows.insert(new)
    align(dict.fromkeys(keys, reads.aligned_standards(assessment_id)))
    return AssessmentGiven(common_assessment_id=common_id, assessment_ids=keys)


def _what_is_shared(assessment: Assessment) -> dict[str, object]:
    return {name: getattr(assessment, name) for name in SHARED}


def _made_common(assessment: Assessment) -> int:
    """Make a locked assessment the first one of a common assessment, and return its key. Two statements."""
    assessment.common = CommonAssessment.objects.create(**_what_is_shared(assessment))
    assessment.save(update_fields=["common"])
    return assessment.common.pk


def _sections_given(assessment: Assessment) -> set[int]:
    """The sections in which an assessment is given already. One query."""
    same = Q(pk=assessment.pk)
    if assessment.common_id is not None:
        same |= Q(common=assessment.common_id)
    return set(Assessment.objects.filter(same).values_list("section_id", flat=True))


def _faults_of_places(
    places: Sequence[PlaceToGive], sections: Collection[int], given: set[int]
) -> Iterator[Refused]:
    for position, place in enumerate(places):
        section, field = place["section_id"], f"places.{position}.section_id"
        if section not in sections:
            yield NotFound(field=field)
        elif section in given:
            yield AlreadyGiven(field=field)
        given.add(section)


@step
def lock_common(*, rule: Q, common_assessment_id: int) -> Shared:
    """Lock a common assessment, all its assessments with their sections, and the students who have scores
    there, for the rest of a command.

    Only where the rule allows every one of the assessments. Raises `NotFound`. Four statements.
    """
    given = Assessment.objects.filter(common=common_assessment_id)
    locked = given.select_for_update().select_related("section").order_by("section_id")
    held = {assessment.pk: assessment for assessment in locked}
    student_ids = hold_scored_students(held)
    shared = rows.hold(CommonAssessment, [common_assessment_id])
    if not held or rows.among(Assessment, held, rule=rule) != held.keys():
        raise NotFound(field="common_assessment_id")
    return Shared(shared[common_assessment_id], list(held.values()), student_ids)


@step
def change_common(*, shared: Shared, given: CommonChanges) -> bool:
    """Change what is given of a common assessment, in all its assessments; whether their scores are other
    evidence now.

    Two statements, and one more where a type is given. Raises `NotFound` for the type, `TypeRetired`, and
    what `kit.values` refuses.
    """
    common, before = shared.common, shared.common.weight
    for name, value in given.items():
        if value is not None:
            setattr(common, name, value)
    faults = values.clean(common)
    if given["type_id"] is not None:
        types = AssessmentType.objects.in_bulk([given["type_id"]])
        faults += reads.faults_of_type(given["type_id"], types)
    refuse_all(faults)
    common.save(update_fields=list(SHARED))
    Assessment.objects.filter(common=common.pk).update(**{name: getattr(common, name) for name in SHARED})
    return common.weight != before
