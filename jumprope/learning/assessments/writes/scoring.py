"""Saving scores: every cell looked at before any is written, and each change kept."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NotRequired, TypedDict

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, values
from jumprope.kit.command import step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import reads
from jumprope.learning.assessments.models import Assessment, Mark, Score, ScoreChange
from jumprope.learning.assessments.reads import ScorePlace
from jumprope.learning.assessments.rules import Range
from jumprope.learning.assessments.writes.marks import MarkRetired
from jumprope.school.courses import writes as courses
from jumprope.school.people import writes as people
from jumprope.school.rosters import reads as rosters

MOST_CELLS = 500
"""How many cells are saved at once: a class of thirty on sixteen standards."""

MOST_RESULTS = 20_000
"""How many cells of one section are saved at once: a year of thirty students' work."""

SAVED = ["value", "mark_id", "comment", "revision", "recorded_at", "recorded_by_id"]
"""The columns of a score that a save changes, and that its history keeps."""


class StudentNotEnrolled(Refused):
    """Only who is or was in the section has scores in it."""

    code = "student_not_enrolled"
    message = _("This student has never been in the section of the assessment.")


class StandardNotAligned(Refused):
    """An assessment has scores for the standards that it is aligned to."""

    code = "standard_not_aligned"
    message = _("The assessment is not aligned to this standard. Align it first.")


class ScoreOffScale(Refused):
    """A number that the scale does not have."""

    code = "score_off_scale"
    message = _("Scores here go from {lowest} to {highest}.")


class NumberAndMark(Refused):
    """A mark stands in the place of a number."""

    code = "number_and_mark"
    message = _("A number and a mark cannot stand in one cell. Give one of the two.")


class MarkUnknown(Refused):
    """The tenant has no mark with this code."""

    code = "mark_unknown"
    message = _("There is no mark “{mark}”. Take the code of one that there is, or have it made.")


class CellRepeated(Refused):
    """Two values for one score: one of them would be lost."""

    code = "cell_repeated"
    message = _("Cell {first} is about the same student and standard. Give one of the two.")


class ScoreChangedMeanwhile(Refused):
    """Someone else has saved the score since it was read: it would be lost unseen."""

    code = "score_changed_meanwhile"
    message = _(
        "This score is at revision {revision} by now (0: there is none). Look at it and decide again."
    )


class Cell(TypedDict):
    """What one student showed on one standard of an assessment.

    value              the number; None or not given: there is none
    mark               the code of what stands in its place; None or not given: nothing
    comment            None or not given: it stays as it is
    expected_revision  the revision that this changes; None or not given: nothing was saved here before
    """

    student_id: int
    standard_id: int
    value: NotRequired[Decimal | None]
    mark: NotRequired[str | None]
    comment: NotRequired[str | None]
    expected_revision: NotRequired[int | None]


class Result(Cell):
    """A cell of one of several assessments."""

    assessment_id: int


@step
def lock_gradebook(*, rule: Q, assessment_id: int, student_ids: Collection[int]) -> Assessment:
    """Lock an assessment, its section, and students for the rest of a command; return the assessment as
    `reads.assessment` does.

    Every change of evidence holds this lock and takes it first: it is that of `courses.lock_sections`,
    reached from an assessment. The students are those whose evidence changes: another section may say
    something of them at once. Three statements, the same for an assessment that is absent or forbidden.
    Raises `NotFound`.
    """
    _hold(assessment_id)
    people.hold_students(student_ids)
    return reads.assessment(assessment_id, rule=rule)


@step
def lock_whole_gradebook(*, rule: Q, assessment_id: int) -> tuple[Assessment, list[int]]:
    """Lock an assessment as `lock_gradebook` does, with all students who have a score in it; return both.

    Three statements, the same for an assessment that is absent or forbidden. Raises `NotFound`.
    """
    _hold(assessment_id)
    student_ids = hold_scored_students([assessment_id])
    return reads.assessment(assessment_id, rule=rule), student_ids


@step
def hold_scored_students(assessment_ids: Collection[int]) -> list[int]:
    """Lock the students who have a score in these assessments, and return their keys. One statement."""
    scores = Score.objects.select_for_update().select_related("student")
    found = scores.filter(assessment__in=assessment_ids).order_by("student_id")
    return list(dict.fromkeys(score.student_id for score in found))


def _hold(assessment_id: int) -> None:
    # Nothing is read without a lock here, not even the section's key: on MySQL the first plain read fixes
    # what the command sees, and that must not be older than what the last holder of the lock has written.
    list(Assessment.objects.select_for_update().select_related("section").filter(pk=assessment_id))


@step
def lock_section(
    *, rule: Q, section_id: int, assessment_ids: Collection[int], student_ids: Collection[int]
) -> dict[int, set[int]]:
    """Lock a section and students as `lock_gradebook` does; the standards that each of these assessments is
    aligned to, as far as they are of that section and the rule allows them. Four statements.
    """
    courses.hold_sections([section_id])
    people.hold_students(student_ids)
    allowed = reads.assessments_among(assessment_ids, rule=rule & Q(section=section_id))
    return reads.alignments(allowed)


@step
def save_scores(
    *, viewer: Viewer, assessment: Assessment, cells: Sequence[Cell], ranges: Mapping[int, Range]
) -> list[int]:
    """Save up to 500 cells of a locked assessment, all or none; `ranges` are those of its standards, by key.

    Returns what `save_results` does, and refuses what it does.
    """
    values.check_size(cells, field="cells", at_most=MOST_CELLS)
    return save_results(
        viewer=viewer,
        section_id=assessment.section_id,
        aligned={assessment.pk: ranges.keys()},
        cells=[Result(**cell, assessment_id=assessment.pk) for cell in cells],
        ranges=ranges,
    )


@step
def save_results(
    *,
    viewer: Viewer,
    section_id: int,
    aligned: Mapping[int, Collection[int]],
    cells: Sequence[Result],
    ranges: Mapping[int, Range],
) -> list[int]:
    """Save up to 20,000 cells of a locked section, all or none.

    `aligned` are the standards of the assessments that cells may be of, and `ranges` those of standards, both
    by key. Returns the keys of the cells' scores, in the order of the cells; one that was and stays empty has
    none. What says the same as before is no change. At most seven statements, whatever the number of cells,
    and one more where a mark is given.

    Raises `NotFound` for an assessment, `StudentNotEnrolled`, `StandardNotAligned`, `ScoreOffScale`,
    `MarkUnknown`, `MarkRetired`, `NumberAndMark`, `CellRepeated`, `ScoreChangedMeanwhile` and what
    `kit.values` refuses, each with its field: `cells.3.value`.
    """
    values.check_size(cells, field="cells", at_most=MOST_RESULTS)
    sheet = _sheet(section_id, aligned, cells, ranges)
    scores = [_score(viewer, cell, sheet) for cell in cells]
    refuse_all(_faults(cells, scores, sheet))
    _save([score for score in scores if _says(score) != _says(sheet.before(score))], sheet)
    return [sheet.saved[_place(score)].pk for score in scores if _place(score) in sheet.saved]


NOT_SAVED = Score(revision=0)
"""What stands where nothing was ever saved."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What cells are held against: who belongs here, what is assessed, which numbers and marks there are, and
    what is saved already.
    """

    enrolled: Collection[int]
    aligned: Mapping[int, Collection[int]]
    ranges: Mapping[int, Range]
    marks: Mapping[str, Mark]
    saved: dict[ScorePlace, Score]

    def before(self, score: Score) -> Score:
        """What is saved in the place of a score; an empty one at revision 0 if nothing is."""
        return self.saved.get(_place(score), NOT_SAVED)


def _sheet(
    section_id: int,
    aligned: Mapping[int, Collection[int]],
    cells: Sequence[Result],
    ranges: Mapping[int, Range],
) -> Sheet:
    student_ids = {cell["student_id"] for cell in cells}
    marks = Mark.objects.filter(code__in={code for cell in cells if (code := _mark_code(cell))})
    scores = Score.objects.filter(assessment__in=aligned.keys(), student__in=student_ids)
    return Sheet(
        enrolled=rosters.ever_enrolled(section_id=section_id, student_ids=student_ids),
        aligned=aligned,
        ranges=ranges,
        marks={mark.code: mark for mark in marks},
        saved={_place(score): score for score in scores},
    )


def _mark_code(cell: Cell) -> str:
    """The code of a cell's mark, as codes are written; empty where there is none."""
    return (cell.get("mark") or "").strip().upper()


def _place(score: Score) -> ScorePlace:
    return score.assessment_id, score.student_id, score.standard_id


def _says(score: Score) -> tuple[Decimal | None, int | None, str]:
    return score.value, score.mark_id, score.comment


def _score(viewer: Viewer, cell: Result, sheet: Sheet) -> Score:
    """The score as the cell wants it, not looked at yet."""
    score = Score(
        assessment_id=cell["assessment_id"],
        student_id=cell["student_id"],
        standard_id=cell["standard_id"],
        value=cell.get("value"),
        mark=sheet.marks.get(_mark_code(cell)),
        recorded_at=viewer.now,
        recorded_by_id=viewer.account_id,
    )
    before, comment = sheet.before(score), cell.get("comment")
    score.pk = before.pk
    score.revision = before.revision + 1
    score.comment = before.comment if comment is None else comment
    return score


def _faults(cells: Sequence[Result], scores: Sequence[Score], sheet: Sheet) -> Iterator[Refused]:
    first: dict[ScorePlace, int] = {}
    for position, (cell, score) in enumerate(zip(cells, scores, strict=True)):
        at = f"cells.{position}"
        yield from _faults_of_place(score, sheet, at)
        yield from _faults_of_content(score, sheet, at)
        yield from _faults_of_mark(cell, score, sheet, at)
        revision = sheet.before(score).revision
        if (cell.get("expected_revision") or 0) != revision:
            yield ScoreChangedMeanwhile(revision=revision, field=f"{at}.expected_revision")
        if first.setdefault(_place(score), position) != position:
            yield CellRepeated(first=first[_place(score)], field=at)


def _faults_of_place(score: Score, sheet: Sheet, at: str) -> Iterator[Refused]:
    if score.student_id not in sheet.enrolled:
        yield StudentNotEnrolled(field=f"{at}.student_id")
    if score.assessment_id not in sheet.aligned:
        yield NotFound(field=f"{at}.assessment_id")
    elif score.standard_id not in sheet.aligned[score.assessment_id]:
        yield StandardNotAligned(field=f"{at}.standard_id")


def _faults_of_content(score: Score, sheet: Sheet, at: str) -> Iterator[Refused]:
    unfit = values.clean(score, at=at)
    if unfit:
        yield from unfit
        return
    there_is = sheet.ranges.get(score.standard_id)
    if score.value is not None and there_is and not there_is.holds(score.value):
        yield ScoreOffScale(lowest=there_is.lowest, highest=there_is.highest, field=f"{at}.value")


def _faults_of_mark(cell: Cell, score: Score, sheet: Sheet, at: str) -> Iterator[Refused]:
    """A retired mark may stay where it stands, so that a comment can be changed beside it."""
    code = _mark_code(cell)
    mark = sheet.marks.get(code)
    if code and mark is None:
        yield MarkUnknown(mark=code, field=f"{at}.mark")
    elif mark and mark.retired_at and mark.pk != sheet.before(score).mark_id:
        yield MarkRetired(mark=code, field=f"{at}.mark")
    elif mark and score.value is not None:
        yield NumberAndMark(field=f"{at}.mark")


def _save(changed: Sequence[Score], sheet: Sheet) -> None:
    """Write scores and their history; afterwards the sheet has them as saved. At most five statements."""
    rows.save(changed, changing=SAVED)
    sheet.saved.update((_place(score), score) for score in changed)
    rows.keep(ScoreChange, changed, of="score_id", columns=SAVED)
