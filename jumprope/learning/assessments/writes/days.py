"""Which days are closed: what is due in a locked grading period stays as it is."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from jumprope.kit import values
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.models import Assessment
from jumprope.school.calendars import reads as calendars
from jumprope.school.calendars.reads import GradingPeriodLocked
from jumprope.school.courses import reads as courses

SectionDay = tuple[int, date]
"""The key of a section, and a day on which something is due in it."""

Locks = Mapping[SectionDay, str]
"""The names of the locked grading periods in which something is, or would be, due."""


def locks(viewer: Viewer, assessments: Iterable[Assessment], sections: Collection[int]) -> Locks:
    """What of these assessments a lock closes to the viewer, in these sections. Two queries."""
    places = courses.places(sections)
    due = {
        (each.section_id, each.due_on): calendars.Due(places[each.section_id].school_id, each.due_on)
        for each in assessments
        if each.section_id in places
    }
    names = calendars.locks(viewer, set(due.values()))
    return {key: names[each] for key, each in due.items() if each in names}


def faults_of_day(assessment: Assessment, locked: Locks, *, at: str = "") -> Iterator[GradingPeriodLocked]:
    """That an assessment, given in the input at `at`, would be due in a locked period. No query."""
    if name := locked.get((assessment.section_id, assessment.due_on)):
        yield GradingPeriodLocked(name=name, field=values.path(at, "due_on"))


def faults_of_locks(locked: Locks, *, field: str) -> Iterator[GradingPeriodLocked]:
    """Every locked period that keeps several assessments, which one field names, as they are. No query."""
    for name in sorted(set(locked.values())):
        yield GradingPeriodLocked(name=name, field=field)
