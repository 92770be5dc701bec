"""Making courses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypedDict

from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, uniqueness, values
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.courses import access
from jumprope.school.courses.models import Course


class CourseCodeTaken(Refused):
    """The school has a course of this code."""

    code = "course_code_taken"
    message = _("The school has a course “{code}” already.")


class NewCourse(TypedDict):
    """A course to be made."""

    school_id: int
    code: str
    title: str


@dataclass(frozen=True, kw_only=True)
class CoursesMade(Answer):
    """The new courses, in the order in which they were given."""

    course_ids: list[int]


@command(access.MANAGE_COURSES, event="courses.made")
def make_courses(*, viewer: Viewer, courses: Sequence[NewCourse]) -> CoursesMade:
    """Make courses.

    Raises `NotFound` for a school, `CourseCodeTaken`, and what `kit.values` refuses; `TakenMeanwhile` for a
    code that someone else takes at the same moment.
    """
    values.check_size(courses, field="courses")
    new = [Course(**course) for course in courses]
    named = {course.school_id for course in new}
    schools = tenancy.schools_among(named, rule=access.schools_to_teach_at(viewer))
    refuse_all(_faults_of_courses(new, schools))
    with uniqueness.unless_taken(Course, "courses_course_code", uniqueness.TakenMeanwhile(field="courses")):
        return CoursesMade(course_ids=rows.insert(new))


def _faults_of_courses(new: Sequence[Course], schools: set[int]) -> Iterator[Refused]:
    taken = set(Course.objects.filter(school__in=schools).values_list("school_id", "code"))
    for position, course in enumerate(new):
        at = f"courses.{position}"
        yield from values.clean(course, at=at)
        if course.school_id not in schools:
            yield NotFound(field=f"{at}.school_id")
        elif (course.school_id, course.code) in taken:
            yield CourseCodeTaken(code=course.code, field=f"{at}.code")
        taken.add((course.school_id, course.code))
