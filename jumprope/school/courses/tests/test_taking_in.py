"""Taking in courses and sections as another system knows them."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from jumprope.kit import clock
from jumprope.kit.command import Answer, command
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.school.calendars.factories import a_term
from jumprope.school.courses import access, writes
from jumprope.school.courses.factories import a_course, a_section
from jumprope.school.courses.models import Course, Section
from jumprope.school.courses.writes import SaidCourse, SaidSection
from tests.outcomes import refused

pytestmark = pytest.mark.usefixtures("tenant")


@dataclass(frozen=True, kw_only=True)
class TakenIn(Answer):
    """What was taken in, in the order given."""

    keys: list[int]


@command(access.MANAGE_COURSES, event="test.courses_taken_in")
def take_in_courses(*, viewer: Viewer, courses: Sequence[SaidCourse]) -> TakenIn:
    """A command of the least there can be around the step."""
    return TakenIn(keys=writes.take_in_courses(viewer=viewer, courses=courses))


@command(access.MANAGE_COURSES, event="test.sections_taken_in")
def take_in_sections(*, viewer: Viewer, sections: Sequence[SaidSection]) -> TakenIn:
    """A command of the least there can be around the step."""
    return TakenIn(keys=writes.take_in_sections(viewer=viewer, sections=sections))


def test_a_course_stays_at_its_school(operator: Viewer) -> None:
    course, elsewhere = a_course(), a_school()
    said = SaidCourse(course_id=course.pk, school_id=course.school_id, code="ART-6", title="Art 6")
    with refused(("not_found", "courses.0.school_id")):
        take_in_courses(viewer=operator, courses=[{**said, "school_id": elsewhere.pk}])
    assert take_in_courses(viewer=operator, courses=[said]).keys == [course.pk]
    assert Course.objects.get().title == "Art 6"


def test_a_section_stays_with_its_course_and_in_its_year(operator: Viewer) -> None:
    term, of_another_year = a_term(), a_term()
    section = a_section(terms=[term])
    another = a_course(school=section.course.school)
    said = SaidSection(
        section_id=section.pk, course_id=section.course_id, name="Period 9", term_ids=[term.pk]
    )
    with refused(("not_found", "sections.0.course_id")):
        take_in_sections(viewer=operator, sections=[{**said, "course_id": another.pk}])
    with refused(("not_found", "sections.0.term_ids")):
        take_in_sections(viewer=operator, sections=[{**said, "term_ids": [of_another_year.pk]}])
    assert take_in_sections(viewer=operator, sections=[said]).keys == [section.pk]
    assert Section.objects.get().name == "Period 9"


def test_a_section_is_taught_in_some_term(operator: Viewer) -> None:
    section = a_section()
    said = SaidSection(section_id=section.pk, course_id=section.course_id, name="Period 9", term_ids=[])
    with refused(("nothing_given", "sections.0.term_ids")):
        take_in_sections(viewer=operator, sections=[said])
    new = SaidSection(course_id=section.course_id, name="Period 8", term_ids=[])
    with refused(("nothing_given", "sections.0.term_ids")):
        take_in_sections(viewer=operator, sections=[new])
    assert Section.objects.get().name == section.name


def test_a_retired_course_keeps_its_sections_and_gets_no_new_ones(operator: Viewer) -> None:
    term, course = a_term(), a_course(retired_at=clock.now())
    known = a_section(course=course, terms=[term])
    new = SaidSection(course_id=course.pk, name="Period 9", term_ids=[term.pk])
    with refused(("course_retired", "sections.0.course_id")):
        take_in_sections(viewer=operator, sections=[new])
    renamed: SaidSection = {**new, "section_id": known.pk}
    assert take_in_sections(viewer=operator, sections=[renamed]).keys == [known.pk]
