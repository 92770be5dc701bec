"""Subjects, grade levels, the catalogue, courses and sections for tests and benchmarks."""

from collections.abc import Iterable
from itertools import count
from typing import Any

from jumprope.platform.tenancy.factories import a_school
from jumprope.school.calendars.factories import a_term
from jumprope.school.calendars.models import Term
from jumprope.school.courses.models import (
    CatalogueCourse,
    Course,
    GradeLevel,
    LinkedSections,
    Section,
    SectionTerm,
    Subject,
)

_numbers = count(1)


def a_subject(**changes: Any) -> Subject:
    """A subject with a code of its own."""
    number = next(_numbers)
    return Subject.objects.create(**{"code": f"S{number}", "name": f"Subject {number}"} | changes)


def a_grade_level(**changes: Any) -> GradeLevel:
    """A grade level with a code of its own."""
    number = next(_numbers)
    return GradeLevel.objects.create(
        **{"code": f"G{number}", "name": f"Grade {number}", "position": 1} | changes
    )


def a_catalogue_course(**changes: Any) -> CatalogueCourse:
    """A course of the catalogue, with a code of its own."""
    number = next(_numbers)
    return CatalogueCourse.objects.create(**{"code": f"K{number}", "title": f"Course {number}"} | changes)


def a_course(**changes: Any) -> Course:
    """A course with a code of its own, at a school made for it if none is given."""
    number = next(_numbers)
    values: dict[str, Any] = {"code": f"C{number}", "title": f"Course {number}"}
    if "school" not in changes:
        values["school"] = a_school()
    return Course.objects.create(**values | changes)


def a_section(*, terms: Iterable[Term] = (), **changes: Any) -> Section:
    """A section of a course in terms of one school year; the course, and one term, are made where they are
    not given. Nobody teaches it and nobody is in it.
    """
    terms = list(terms) or [a_term()]
    values: dict[str, Any] = {"name": f"Period {next(_numbers)}", "school_year": terms[0].school_year}
    if "course" not in changes:
        values["course"] = a_course()
    section = Section.objects.create(**values | changes)
    SectionTerm.objects.bulk_create(SectionTerm(section=section, term=term) for term in terms)
    return section


def linked_sections(*sections: Section) -> LinkedSections:
    """That these sections are taught together, at the school of the first."""
    linked = LinkedSections.objects.create(school=sections[0].course.school, name="Together")
    for section in sections:
        section.linked_with = linked
        section.save(update_fields=["linked_with"])
    return linked
