"""What tests of coverage begin with: a school with two sections of one course, and a scale."""

from dataclasses import dataclass

import pytest

from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.factories import a_score, a_student_of, a_teacher_of, an_assessment
from jumprope.learning.standards.factories import a_framework, a_standard
from jumprope.learning.standards.models import Standard
from jumprope.mastery.coverage import reads
from jumprope.mastery.coverage.reads import Coverage, Over
from jumprope.mastery.determinations.factories import a_determination
from jumprope.mastery.policies.factories import a_scale, the_level
from jumprope.mastery.policies.models import Level, Scale
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.calendars.factories import a_term
from jumprope.school.courses.factories import a_course, a_section
from jumprope.school.courses.models import Course, Section


@dataclass
class Year:
    """A course with two sections in the current school year, and a framework of a heading and four standards.

    The first section's teacher teaches nothing else.
    """

    course: Course
    sections: list[Section]
    heading: Standard
    standards: list[Standard]
    scale: Scale
    teacher: Viewer

    @property
    def school(self) -> School:
        """The school."""
        return self.course.school

    def level(self, name: str) -> Level:
        """The level of this name."""
        return the_level(self.scale, name)

    def show(self, section: int, standard: int, *levels: str | None) -> None:
        """One assessment on a standard, and a student for each level, or for None where none is reached."""
        on, where = self.standards[standard], self.sections[section]
        assessment = an_assessment(section=where, standards=[on])
        for name in levels:
            student = a_student_of(where)
            a_score(assessment=assessment, student=student, standard=on)
            level = None if name is None else self.level(name)
            a_determination(section=where, student=student, standard=on, level=level)


def the_coverage(viewer: Viewer, of: Section | Course | School) -> Coverage | None:
    """What the viewer is told of one place."""
    over = {Section: Over.SECTION, Course: Over.COURSE, School: Over.SCHOOL}[type(of)]
    return reads.coverage(viewer=viewer, over=over, keys=[of.pk]).get(of.pk)


@pytest.fixture
def year(tenant: Tenant) -> Year:  # noqa: ARG001 - it is in the tenant in scope
    """The school year before anything is assessed."""
    term, course, framework = a_term(), a_course(), a_framework()
    sections = [a_section(course=course, terms=[term]) for _ in range(2)]
    heading = a_standard(framework=framework)
    below = [a_standard(framework=framework, parent=heading, position=place) for place in range(4)]
    return Year(course, sections, heading, below, a_scale(), a_teacher_of(sections[0]))
