"""Making and changing subjects, courses and their sections, and locking sections for the apps above."""

from jumprope.school.courses.writes.courses import (
    CourseChanged,
    CourseCodeTaken,
    CourseNoLonger,
    CourseRetired,
    CoursesMade,
    NewCourse,
    NewSubject,
    SubjectCodeTaken,
    SubjectsMade,
    change_course,
    make_courses,
    make_subjects,
    retire_course,
)
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
    "CourseChanged",
    "CourseCodeTaken",
    "CourseNoLonger",
    "CourseRetired",
    "CoursesMade",
    "NewCourse",
    "NewSection",
    "NewSubject",
    "SectionChanged",
    "SectionNameTaken",
    "SectionsMade",
    "SubjectCodeTaken",
    "SubjectsMade",
    "TermOfAnotherYear",
    "change_course",
    "change_section",
    "hold_sections",
    "lock_all_sections",
    "lock_sections",
    "make_courses",
    "make_sections",
    "make_subjects",
    "retire_course",
]
