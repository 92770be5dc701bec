"""Commands that change evidence, and in the same transaction what is determined from it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jumprope.kit import values
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import access as assessments_access
from jumprope.learning.assessments import reads as assessments_reads
from jumprope.learning.assessments import writes as assessments
from jumprope.mastery.determinations import reads
from jumprope.mastery.determinations.reads import Key
from jumprope.mastery.determinations.writes.determining import (
    determine,
    determine_across,
    determine_everything,
)
from jumprope.mastery.policies import reads as policies
from jumprope.school.calendars import reads as calendars
from jumprope.school.courses import reads as courses


@dataclass(frozen=True, kw_only=True)
class ScoresRecorded(Answer):
    """The scores of the cells, in the order of the cells, and the determinations that rest on them."""

    assessment_id: int
    score_ids: list[int]
    determination_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class AssessmentChanged(Answer):
    """The assessment that is another now."""

    assessment_id: int


@dataclass(frozen=True, kw_only=True)
class CommonAssessmentChanged(Answer):
    """The common assessment that is another now."""

    common_assessment_id: int


@dataclass(frozen=True, kw_only=True)
class ResultsRecorded(Answer):
    """The section, the assessments that have results, and how many scores and determinations they made."""

    section_id: int
    assessment_ids: list[int]
    scores: int
    determinations: int


@command(assessments_access.RECORD_SCORES, event="scores.recorded")
def record_scores(*, viewer: Viewer, assessment_id: int, cells: Sequence[assessments.Cell]) -> ScoresRecorded:
    """Save up to 500 cells of one assessment, all or none, and determine mastery anew for just their pairs of
    student and standard.

    Raises `NotFound` for an assessment that is absent or not the viewer's to score, `GradingPeriodLocked`,
    `ScaleMissing`, and for each cell what `assessments.save_scores` refuses. 28 statements where scores and
    mastery are new, 22 where they are changed, 31 where both occur; two more with an idempotency key, one
    more where a mark is given, and one where evidence is on several scales; never more for more cells.
    """
    students = {cell["student_id"] for cell in cells}
    assessment = assessments.lock_gradebook(
        rule=assessments_access.to_score(viewer), assessment_id=assessment_id, student_ids=students
    )
    place = courses.place_of(assessment.section)
    calendars.check_open(viewer, school_id=place.school_id, days={"assessment_id": assessment.due_on})
    section_id, standards = assessment.section_id, assessments_reads.aligned_standards(assessment_id)
    in_force = reads.in_force_for(section_id, student_ids=students, standard_ids=standards)
    score_ids = assessments.save_scores(
        viewer=viewer, assessment=assessment, cells=cells, ranges=_ranges(section_id, standards, in_force)
    )
    return ScoresRecorded(
        assessment_id=assessment_id,
        score_ids=score_ids,
        determination_ids=_determine(viewer, section_id, cells, in_force),
    )


@command(assessments_access.RECORD_SCORES, event="results.recorded")
def record_results(
    *, viewer: Viewer, section_id: int, cells: Sequence[assessments.Result]
) -> ResultsRecorded:
    """Save up to 20,000 cells of any assessments of one section, all or none, and determine mastery anew,
    once for each of their pairs of student and standard. It is `record_scores` for what comes in bulk.

    Raises what `record_scores` does, and `NotFound` at the cell for an assessment that is absent, of another
    section, or not the viewer's to score. Two statements more than `record_scores`.
    """
    values.check_size(cells, field="cells", at_most=assessments.MOST_RESULTS)
    students = {cell["student_id"] for cell in cells}
    aligned = assessments.lock_section(
        rule=assessments_access.to_score(viewer),
        section_id=section_id,
        assessment_ids={cell["assessment_id"] for cell in cells},
        student_ids=students,
    )
    if not aligned:
        raise NotFound(field="section_id")
    _check_open(viewer, section_id, cells, aligned)
    standards = set().union(*aligned.values())
    in_force = reads.in_force_for(section_id, student_ids=students, standard_ids=standards)
    score_ids = assessments.save_results(
        viewer=viewer,
        section_id=section_id,
        aligned=aligned,
        cells=cells,
        ranges=_ranges(section_id, standards, in_force),
    )
    determination_ids = _determine(viewer, section_id, cells, in_force)
    return ResultsRecorded(
        section_id=section_id,
        assessment_ids=sorted(aligned),
        scores=len(score_ids),
        determinations=len(set(determination_ids)),
    )


def _ranges(
    section_id: int, standard_ids: Collection[int], in_force: policies.InForce
) -> dict[int, assessments.Range]:
    scales = {standard: in_force.at(section_id, standard).scale for standard in standard_ids}
    return {standard: assessments.Range(scale.lowest, scale.highest) for standard, scale in scales.items()}


def _determine(
    viewer: Viewer, section_id: int, cells: Sequence[assessments.Cell], in_force: policies.InForce
) -> list[int]:
    """Determine what saved cells touch, in the section and across; the keys of the former."""
    touched = [Key(section_id, cell["student_id"], cell["standard_id"]) for cell in cells]
    findings, across = reads.findings_on(touched, in_force)
    determine_across(viewer=viewer, findings=across)
    return determine(viewer=viewer, findings=findings)


def _check_open(
    viewer: Viewer, section_id: int, cells: Sequence[assessments.Result], assessment_ids: Collection[int]
) -> None:
    """Refuse, at the first cell of each, the assessments that a lock closes. Three queries."""
    fields: dict[int, str] = {}
    for position, cell in enumerate(cells):
        fields.setdefault(cell["assessment_id"], f"cells.{position}.assessment_id")
    due = assessments_reads.due_dates(assessment_ids)
    school_id = courses.places({section_id})[section_id].school_id
    calendars.check_open(viewer, school_id=school_id, days={fields[key]: due[key] for key in due})


@command(assessments_access.PLAN_ASSESSMENTS, event="assessment.changed")
def change_assessment(
    *,
    viewer: Viewer,
    assessment_id: int,
    title: str | None = None,
    description: str | None = None,
    assigned_on: date | None = None,
    due_on: date | None = None,
    weight: Decimal | None = None,
    type_id: int | None = None,
    unit_id: int | None = None,
) -> AssessmentChanged:
    """Change what is given of an assessment; another date or weight changes what its scores say of mastery.

    Raises `NotFound` for an assessment that is absent or not the viewer's to change, `GradingPeriodLocked`
    where it was or would be due in a locked period, and what `assessments.change` refuses.
    """
    assessment, students = assessments.lock_whole_gradebook(
        rule=assessments_access.to_plan(viewer), assessment_id=assessment_id
    )
    days = {"assessment_id": assessment.due_on} | ({"due_on": due_on} if due_on else {})
    school_id = courses.place_of(assessment.section).school_id
    calendars.check_open(viewer, school_id=school_id, days=days)
    given = assessments.Changes(
        title=title,
        description=description,
        assigned_on=assigned_on,
        due_on=due_on,
        weight=weight,
        type_id=type_id,
        unit_id=unit_id,
    )
    if assessments.change(assessment=assessment, given=given):
        determine_everything(
            viewer=viewer,
            section_ids=[assessment.section_id],
            student_ids=students,
            standard_ids=assessments_reads.aligned_standards(assessment_id),
        )
    return AssessmentChanged(assessment_id=assessment_id)


@command(assessments_access.PLAN_ASSESSMENTS, event="common_assessment.changed")
def change_common_assessment(
    *,
    viewer: Viewer,
    common_assessment_id: int,
    title: str | None = None,
    description: str | None = None,
    weight: Decimal | None = None,
    type_id: int | None = None,
) -> CommonAssessmentChanged:
    """Change what an assessment is in all the sections where it is given; another weight changes what its
    scores say of mastery.

    Raises `NotFound` for one that is absent, or is given in a section that the viewer may not plan for, and
    what `assessments.change_common` refuses. The number of statements grows with the sections, ten at a time.
    """
    shared = assessments.lock_common(
        rule=assessments_access.to_plan(viewer), common_assessment_id=common_assessment_id
    )
    given = assessments.CommonChanges(title=title, description=description, weight=weight, type_id=type_id)
    if assessments.change_common(shared=shared, given=given):
        determine_everything(
            viewer=viewer,
            section_ids=[assessment.section_id for assessment in shared.assessments],
            student_ids=shared.student_ids,
            standard_ids=assessments_reads.aligned_standards(shared.assessments[0].pk),
        )
    return CommonAssessmentChanged(common_assessment_id=common_assessment_id)
