"""Questions about courses and sections."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, Max, Min, Q, QuerySet

from jumprope.kit import rows
from jumprope.kit.columns import Columns
from jumprope.school.calendars.rules import Days
from jumprope.school.courses.models import Course, GradeLevel, Section, SectionTerm

GRADE_LEVELS = Columns(GradeLevel, "code", "name", "position")
COURSES = Columns(Course, "school_id", "code", "title")
SECTIONS = Columns(Section, "course_id", "name")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a section belongs: its course, school and school year."""

    course_id: int
    school_id: int
    school_year_id: int


def places(section_ids: Iterable[int]) -> dict[int, Place]:
    """Where these sections of the tenant in scope belong, by section; unknown ones are absent. One query."""
    found = Section.objects.filter(pk__in=set(section_ids)).select_related("course")
    return {section.pk: place_of(section) for section in found}


def place_of(section: Section) -> Place:
    """Where a section belongs that was read with its course. No query."""
    return Place(
        course_id=section.course_id,
        school_id=section.course.school_id,
        school_year_id=section.school_year_id,
    )


def days_taught(section_ids: Iterable[int]) -> dict[int, Days]:
    """From the first day of a section's first term to the last day of its last one, by section; unknown ones
    are absent. One query.
    """
    terms = SectionTerm.objects.filter(section__in=set(section_ids)).values("section_id")
    spans = terms.annotate(first=Min("term__starts_on"), last=Max("term__ends_on"))
    return {span["section_id"]: Days(span["first"], span["last"]) for span in spans}


def sections_not_over(day: date) -> "QuerySet[SectionTerm, Any]":
    """The keys of the sections of the tenant in scope that are taught on a day or later, to be asked for."""
    return SectionTerm.objects.filter(term__ends_on__gte=day).values("section_id")


class Taught(NamedTuple):
    """That sections of a place, which is of a school, are taught in a school year."""

    place_id: int
    school_id: int
    school_year_id: int


def taught(*, rule: Q, by: str) -> list[Taught]:
    """In which school years the sections that a rule allows are taught, in which places.

    `by` is the path from a section to its place: `pk`, `course`, or `course__school`. One query.
    """
    sections = Section.objects.filter(rule, course__tenant=F("tenant"))
    rows = sections.order_by().values_list(by, "course__school_id", "school_year_id").distinct()
    return [Taught(*row) for row in rows]


def all_sections() -> list[int]:
    """The keys of all sections of the tenant in scope, in their order. One query."""
    return list(Section.objects.order_by("pk").values_list("pk", flat=True))


def sections_of_year(day: date, *, school_id: int | None = None) -> list[int]:
    """The keys of the sections of the school years that hold a day, at one school or at all, in their order.
    One query.
    """
    sections = Section.objects.filter(school_year__starts_on__lte=day, school_year__ends_on__gte=day)
    if school_id is not None:
        sections = sections.filter(course__school=school_id)
    return list(sections.order_by("pk").values_list("pk", flat=True))


def grade_levels_among(grade_level_ids: Iterable[int]) -> set[int]:
    """Those of these grade levels that the tenant in scope has. One query, none for none."""
    return rows.among(GradeLevel, grade_level_ids, rule=Q())


def grade_level_codes() -> dict[str, int]:
    """The keys of all grade levels of the tenant in scope, by their codes. One query."""
    return dict(GradeLevel.objects.order_by("pk").values_list("code", "pk"))


def courses_among(course_ids: Iterable[int], *, rule: Q) -> set[int]:
    """Those of these courses of the tenant in scope that a rule allows. One query."""
    return rows.among(Course, course_ids, rule=rule)


def sections_among(section_ids: Iterable[int], *, rule: Q) -> set[int]:
    """Those of these sections of the tenant in scope that a rule allows. One query."""
    return rows.among(Section, section_ids, rule=rule)


def terms_of_sections(section_ids: Collection[int]) -> dict[int, dict[str, tuple[int, ...]]]:
    """The keys of the terms in which these sections are taught, as `term_ids` by section. One query."""
    found: dict[int, list[int]] = {section: [] for section in section_ids}
    held = SectionTerm.objects.filter(section__in=section_ids).order_by("section_id", "term_id")
    for section, term in held.values_list("section_id", "term_id"):
        found[section].append(term)
    return {section: {"term_ids": tuple(terms)} for section, terms in found.items()}
