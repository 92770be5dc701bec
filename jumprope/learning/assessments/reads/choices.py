"""What is wrong with the type, the category or the day that is chosen for an assessment."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from jumprope.kit import values
from jumprope.kit.errors import NotFound, Refused
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.models import Assessment, AssessmentCategory, AssessmentType
from jumprope.school.calendars import reads as calendars
from jumprope.school.calendars.reads import GradingPeriodLocked
from jumprope.school.courses import reads as courses


class TypeRetired(Refused):
    """Nothing new is of a retired type."""

    code = "type_retired"
    message = _("The assessment type “{name}” has been retired.")


def faults_of_type(
    assessment_type_id: int, types: Mapping[int, AssessmentType], *, at: str = ""
) -> Iterator[Refused]:
    """What is wrong with a type that was chosen in the input at `at`; `types` are those known. No query."""
    kind = types.get(assessment_type_id)
    if kind is None:
        yield NotFound(field=values.path(at, "type_id"))
    elif kind.retired_at is not None:
        yield TypeRetired(name=kind.name, field=values.path(at, "type_id"))


class CategoryRetired(Refused):
    """Nothing new is put in a retired category."""

    code = "category_retired"
    message = _("The category “{name}” has been retired.")


def faults_of_category(
    category_id: int, categories: Mapping[int, AssessmentCategory], *, section_id: int, at: str = ""
) -> Iterator[Refused]:
    """What is wrong with a category that was chosen in the input at `at` for an assessment of a section;
    `categories` are those known. No query.
    """
    category = categories.get(category_id)
    if category is None or category.section_id != section_id:
        yield NotFound(field=values.path(at, "category_id"))
    elif category.retired_at is not None:
        yield CategoryRetired(name=category.name, field=values.path(at, "category_id"))


SectionDay = tuple[int, date]
"""The key of a section, and a day on which something is due in it."""

Locks = Mapping[SectionDay, str]
"""The names of the locked grading periods in which something is, or would be, due."""


def closed_days(viewer: Viewer, assessments: Iterable[Assessment], sections: Collection[int]) -> Locks:
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
