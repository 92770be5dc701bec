"""Courses and sections for tests and benchmarks."""

from itertools import count
from typing import Any

from jumprope.platform.tenancy.factories import a_school
from jumprope.school.calendars.factories import a_term
from jumprope.school.courses.models import Course, Section

_numbers = count(1)


def a_course(**changes: Any) -> Course:
    """A course with a code of its own, at a school made for it if none is given."""
    number = next(_numbers)
    values: dict[str, Any] = {"code": f"C{number}", "title": f"Course {number}"}
    if "school" not in changes:
        values["school"] = a_school()
    return Course.objects.create(**values | changes)


def a_section(**changes: Any) -> Section:
    """A section of a course in a term, both made where they are not given; nobody teaches it and nobody is in
    it.
    """
    values: dict[str, Any] = {"name": f"Period {next(_numbers)}"}
    if "course" not in changes:
        values["course"] = a_course()
    if "term" not in changes:
        values["term"] = a_term()
    return Section.objects.create(**values | changes)
