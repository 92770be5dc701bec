"""Assessments as another system knows them, and what follows from them for mastery."""

from collections.abc import Sequence

from jumprope.kit.command import step
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments import reads as assessments_reads
from jumprope.learning.assessments import writes as assessments_writes
from jumprope.mastery.determinations.writes.determining import determine_everything
from jumprope.school.people import writes as people


@step
def take_in_assessments(
    *, viewer: Viewer, assessments: Sequence[assessments_writes.SaidAssessment], at: str = "assessments"
) -> list[int]:
    """Write down assessments, and determine mastery anew where one is due on another day now.

    Their keys in the order given. Raises what `assessments.take_in_assessments` refuses. Its statements, and
    three more with those of `determine_everything` where days have changed.
    """
    taken = assessments_writes.take_in_assessments(viewer=viewer, assessments=assessments, at=at)
    if taken.moved:
        students = sorted(assessments_reads.students_scored(taken.moved))
        people.hold_students(students)
        determine_everything(
            viewer=viewer,
            section_ids=sorted(set(assessments_reads.sections_of(taken.moved).values())),
            student_ids=students,
        )
    return taken.keys
