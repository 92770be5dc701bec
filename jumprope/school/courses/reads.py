"""Questions about courses and sections."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max, Min, Q

from jumprope.kit import rows
from jumprope.school.calendars.rules import Days
from jumprope.school.courses.models import Course, Section, SectionTerm


@dataclass(frozen=True, slots=True)
class Place:
    """Where a section belongs: its course and school."""

    course_id: int
    school_id: int


def places(section_ids: Iterable[int]) -> dict[int, Place]:
    """Where these sections of the tenant in scope belong, by section; unknown ones are absent. One query."""
    found = Section.objects.filter(pk__in=set(section_ids)).select_related("course")
    return {section.pk: place_of(section) for section in found}


def place_of(section: Section) -> Place:
    """Where a section belongs that was read with its course. No query."""
    return Place(course_id=section.course_id, school_id=section.course.school_id)


def days_taught(section_ids: Iterable[int]) -> dict[int, Days]:
    """From the first day of a section's first term to the last day of its last one, by section; unknown ones
    are absent. One query.
    """
    terms = SectionTerm.objects.filter(section__in=set(section_ids)).values("section_id")
    spans = terms.annotate(first=Min("term__starts_on"), last=Max("term__ends_on"))
    return {span["section_id"]: Days(span["first"], span["last"]) for span in spans}


def all_sections() -> list[int]:
    """The keys of all sections of the tenant in scope, in their order. One query."""
    return list(Section.objects.order_by("pk").values_list("pk", flat=True))


def courses_among(course_ids: Iterable[int], *, rule: Q) -> set[int]:
    """Those of these courses of the tenant in scope that a rule allows. One query."""
    return rows.among(Course, course_ids, rule=rule)


def sections_among(section_ids: Iterable[int], *, rule: Q) -> set[int]:
    """Those of these sections of the tenant in scope that a rule allows. One query."""
    return rows.among(Section, section_ids, rule=rule)
