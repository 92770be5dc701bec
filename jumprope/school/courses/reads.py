"""Questions about courses and sections."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jumprope.kit import rows
from jumprope.school.courses.models import Course, Section


@dataclass(frozen=True, slots=True)
class Place:
    """Where a section belongs: its course and school, and the first and last day of its term."""

    course_id: int
    school_id: int
    first_day: date
    last_day: date


def places(section_ids: Iterable[int]) -> dict[int, Place]:
    """Where these sections of the tenant in scope belong, by section; unknown ones are absent. One query."""
    found = Section.objects.filter(pk__in=set(section_ids)).select_related("course", "term")
    return {section.pk: place_of(section) for section in found}


def place_of(section: Section) -> Place:
    """Where a section belongs that was read with its course and term. No query."""
    return Place(
        course_id=section.course_id,
        school_id=section.course.school_id,
        first_day=section.term.starts_on,
        last_day=section.term.ends_on,
    )


def all_sections() -> list[int]:
    """The keys of all sections of the tenant in scope, in their order. One query."""
    return list(Section.objects.order_by("pk").values_list("pk", flat=True))


def courses_among(course_ids: Iterable[int], *, rule: Q) -> set[int]:
    """Those of these courses of the tenant in scope that a rule allows. One query."""
    return rows.among(Course, course_ids, rule=rule)


def sections_among(section_ids: Iterable[int], *, rule: Q) -> set[int]:
    """Those of these sections of the tenant in scope that a rule allows. One query."""
    return rows.among(Section, section_ids, rule=rule)
