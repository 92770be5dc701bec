"""Missing work: what students owe, assessment by assessment."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jumprope.kit.viewer import Viewer
from jumprope.learning.alerts import access
from jumprope.learning.assessments import reads as assessments


@dataclass(frozen=True, slots=True)
class MissingWork:
    """What a student owes of one assessment: its standards without a score, or with a mark that says so.

    `mark` is the code of that mark, or of one of them; None where nothing was recorded.
    """

    section_id: int
    student_id: int
    assessment_id: int
    title: str
    due_on: date
    mark: str | None
    standard_ids: tuple[int, ...]


def missing_work_of(
    *, viewer: Viewer, student_ids: Collection[int], at_most: int
) -> dict[int, list[MissingWork]]:
    """The missing work of students, as far as the viewer sees it, by student; the most recently due first.

    At most so many standards of all of them together are looked at. One query.
    """
    rule = access.missing_work(viewer) & Q(**{f"{assessments.ENROLMENT}__student__in": student_ids})
    cells = assessments.missing_cells(today=viewer.today, rule=rule, at_most=at_most)
    found: dict[int, list[MissingWork]] = {student: [] for student in student_ids}
    for work in _by_assessment(cells):
        found[work.student_id].append(work)
    return found


def missing_work_in(
    *, viewer: Viewer, section_ids: Collection[int], at_most: int
) -> dict[int, list[MissingWork]]:
    """The missing work in sections, as far as the viewer sees it, by section; otherwise as above."""
    rule = access.missing_work(viewer) & Q(assessment__section__in=section_ids)
    cells = assessments.missing_cells(today=viewer.today, rule=rule, at_most=at_most)
    found: dict[int, list[MissingWork]] = {section: [] for section in section_ids}
    for work in _by_assessment(cells):
        found[work.section_id].append(work)
    return found


def _by_assessment(cells: Iterable[assessments.MissingCell]) -> list[MissingWork]:
    gathered: defaultdict[tuple[int, int], list[assessments.MissingCell]] = defaultdict(list)
    for cell in cells:
        gathered[cell.assessment_id, cell.student_id].append(cell)
    return [_work(of_one) for of_one in gathered.values()]


def _work(cells: list[assessments.MissingCell]) -> MissingWork:
    first = cells[0]
    return MissingWork(
        section_id=first.section_id,
        student_id=first.student_id,
        assessment_id=first.assessment_id,
        title=first.title,
        due_on=first.due_on,
        mark=next((cell.mark for cell in cells if cell.mark), None),
        standard_ids=tuple(cell.standard_id for cell in cells),
    )
