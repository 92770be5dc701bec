"""Making and changing courses and their sections, and locking sections for the apps above."""

from jumprope.school.courses.writes.courses import CourseCodeTaken, CoursesMade, NewCourse, make_courses
from jumprope.school.courses.writes.locking import hold_sections, lock_all_sections, lock_sections
from jumprope.school.courses.writes.sections import (
    NewSection,
    SectionChanged,
    SectionNameTaken,
    SectionsMade,
    TermOfAnotherYear,
    change_section,
    make_sections,
)

__all__ = [
    "CourseCodeTaken",
    "CoursesMade",
    "NewCourse",
    "NewSection",
    "SectionChanged",
    "SectionNameTaken",
    "SectionsMade",
    "TermOfAnotherYear",
    "change_section",
    "hold_sections",
    "lock_all_sections",
    "lock_sections",
    "make_courses",
    "make_sections",
]
