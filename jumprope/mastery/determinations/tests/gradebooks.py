"""Saving scores in a class and looking at what was determined, in few words."""

from typing import Any

from jumprope.learning.assessments.factories import Class
from jumprope.learning.assessments.models import Assessment
from jumprope.mastery.determinations import writes
from jumprope.mastery.determinations.models import Determination
from jumprope.mastery.determinations.writes import ScoresRecorded


def give(room: Class, *values: Any, assessment: Assessment | None = None, **changes: Any) -> ScoresRecorded:
    """The teacher saves these values: of the first student on each standard, then of the next."""
    assessment = assessment or room.assessment
    return writes.record_scores(
        viewer=room.teacher, assessment_id=assessment.pk, cells=room.cells(*values, **changes)
    )


def mastery(room: Class, student: int = 0, standard: int = 0) -> Determination:
    """What is determined of one of the students on one of the standards, by their places."""
    return Determination.objects.get(
        section=room.section, student=room.students[student], standard=room.standards[standard]
    )


def level_of(determination: Determination) -> str | None:
    """The name of the level that was calculated."""
    return determination.level.name if determination.level else None
