"""Making courses and their sections."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TypedDict

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, uniqueness, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.calendars import reads as calendars
from jumprope.school.courses import access
from jumprope.school.courses.models import Course, Section


class CourseCodeTaken(Refused):
    """The school has a course of this code."""

    code = "course_code_taken"
    message = _("The school has a course “{code}” already.")


class SectionNameTaken(Refused):
    """The course has a section of this name in the same term."""

    code = "section_name_taken"
    message = _("The course has a section “{name}” in this term already.")


class NewCourse(TypedDict):
    """A course to be made."""

    school_id: int
    code: str
    title: str


class NewSection(TypedDict):
    """A section to be made."""

    course_id: int
    term_id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class CoursesMade(Answer):
    """The new courses, in the order in which they were given."""

    course_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class SectionsMade(Answer):
    """The new sections, in the order in which they were given."""

    section_ids: list[int]


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


@command(access.MANAGE_COURSES, event="sections.made")
def make_sections(*, viewer: Viewer, sections: Sequence[NewSection]) -> SectionsMade:
    """Make sections. Raises `NotFound` for a course or a term, `SectionNameTaken`, and what `kit.values`
    refuses.
    """
    values.check_size(sections, field="sections")
    new = [Section(**section) for section in sections]
    courses = rows.lock(Course, access.courses_to_manage(viewer), {section.course_id for section in new})
    refuse_all(_faults_of_sections(new, courses))
    return SectionsMade(section_ids=rows.insert(new))


def _faults_of_sections(new: Sequence[Section], courses: Collection[int]) -> Iterator[Refused]:
    terms = calendars.known_terms({section.term_id for section in new})
    taken = set(
        Section.objects.filter(course__in=courses, term__in=terms).values_list("course_id", "term_id", "name")
    )
    for position, section in enumerate(new):
        at = f"sections.{position}"
        yield from values.clean(section, at=at)
        if section.course_id not in courses:
            yield NotFound(field=f"{at}.course_id")
        if section.term_id not in terms:
            yield NotFound(field=f"{at}.term_id")
        name = (section.course_id, section.term_id, section.name)
        if name in taken:
            yield SectionNameTaken(name=section.name, field=f"{at}.name")
        taken.add(name)


@step
def lock_sections(*, rule: Q, section_ids: Collection[int]) -> set[int]:
    """Lock sections for the rest of a command that changes their rosters or gradebooks.

    Return those that the rule allows. What adds to a section's roster, or changes its gradebook, holds this
    lock and takes it before any other. What only ends a part of a roster, sooner than it would end (a
    withdrawal, a transfer, a departure, the end of teaching), locks no more than the rows that it ends: no
    two of them can come to overlap by it, and what was scored until then stays. Two statements.
    """
    return set(rows.lock(Section, rule, section_ids))


@step
def hold_sections(section_ids: Collection[int]) -> None:
    """Lock sections as `lock_sections` does, where more is locked before any rule is asked. One statement."""
    rows.hold(Section, section_ids)


@step
def lock_all_sections(
    *, section_id: int | None = None, course_id: int | None = None, school_id: int | None = None
) -> list[int]:
    """Lock the sections of a course, of a school, or of the tenant if nothing is named; return their keys.

    It is `lock_sections` for what holds in many of them at once. One statement; nothing is read without a
    lock, so that the courses of a school are locked along with their sections.
    """
    named = {"pk": section_id, "course": course_id, "course__school": school_id}
    sections = Section.objects.filter(**{path: key for path, key in named.items() if key is not None})
    return [section.pk for section in sections.select_for_update().order_by("pk")]
