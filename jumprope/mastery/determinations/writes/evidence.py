"""Commands that change evidence, and in the same transaction what is determined from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jumprope.kit.command import Answer, command
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import access as assessments_access
from jumprope.learning.assessments import reads as assessments_reads
from jumprope.learning.assessments import writes as assessments
from jumprope.mastery.determinations import reads
from jumprope.mastery.determinations.reads import Key
from jumprope.mastery.determinations.writes.determining import determine, determine_sections
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


@command(assessments_access.RECORD_SCORES, event="scores.recorded")
def record_scores(*, viewer: Viewer, assessment_id: int, cells: Sequence[assessments.Cell]) -> ScoresRecorded:
    """Save up to 500 cells of one assessment, all or none, and determine mastery anew for just their pairs of
    student and standard.

    Raises `NotFound` for an assessment that is absent or not the viewer's to score, `GradingPeriodLocked`,
    `ScaleMissing`, and for each cell what `assessments.save_scores` refuses. 21 statements where scores and
    mastery are new, 17 where they are changed, 23 where both occur, one more where a mark is given, and two
    more with an idempotency key; never more for more cells.
    """
    assessment = assessments.lock_gradebook(
        rule=assessments_access.to_score(viewer), assessment_id=assessment_id
    )
    section_id, place = assessment.section_id, courses.place_of(assessment.section)
    calendars.check_open(viewer, school_id=place.school_id, days={"assessment_id": assessment.due_on})
    standards = assessments_reads.aligned_standards(assessment_id)
    in_force = policies.in_force({section_id: place}, standard_ids=standards)
    score_ids = assessments.save_scores(
        viewer=viewer,
        assessment=assessment,
        cells=cells,
        ranges={standard: _range(in_force.at(section_id, standard)) for standard in standards},
    )
    touched = [Key(section_id, cell["student_id"], cell["standard_id"]) for cell in cells]
    return ScoresRecorded(
        assessment_id=assessment_id,
        score_ids=score_ids,
        determination_ids=determine(viewer=viewer, findings=reads.findings_on(touched, in_force)),
    )


def _range(holding: policies.Holding) -> assessments.Range:
    return assessments.Range(holding.scale.lowest, holding.scale.highest)


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
    assessment = assessments.lock_gradebook(
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
        standards = assessments_reads.aligned_standards(assessment_id)
        determine_sections(viewer=viewer, section_ids=[assessment.section_id], standard_ids=standards)
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
        determine_sections(
            viewer=viewer,
            section_ids=[assessment.section_id for assessment in shared.assessments],
            standard_ids=assessments_reads.aligned_standards(shared.assessments[0].pk),
        )
    return CommonAssessmentChanged(common_assessment_id=common_assessment_id)
