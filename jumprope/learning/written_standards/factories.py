"""Standards written by teachers, for tests; all invented."""

from typing import Any

from jumprope.kit import clock
from jumprope.learning.standards.factories import a_framework, a_standard
from jumprope.learning.written_standards.models import WritingSchool, WrittenStandard
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School
from jumprope.school.courses.factories import a_course


def a_writing_school(school: School | None = None, **changes: Any) -> WritingSchool:
    """A school, made if none is given, whose teachers may write standards."""
    values: dict[str, Any] = {"school": school or a_school(), "framework": a_framework()}
    return WritingSchool.objects.create(**values | changes)


def a_written_standard(**changes: Any) -> WrittenStandard:
    """A standard that someone wrote for a course, both made where they are not given."""
    values: dict[str, Any] = {"written_at": clock.now()}
    if "standard" not in changes:
        values["standard"] = a_standard()
    if "course" not in changes:
        values["course"] = a_course()
    return WrittenStandard.objects.create(**values | changes)
