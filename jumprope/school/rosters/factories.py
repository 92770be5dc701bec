"""Who teaches and who is enrolled, for tests and benchmarks."""

from datetime import date
from typing import Any

from jumprope.kit import clock
from jumprope.school.courses import reads as courses
from jumprope.school.courses.factories import a_section
from jumprope.school.courses.models import Section
from jumprope.school.people.factories import a_staff_member, a_student
from jumprope.school.rosters.models import Enrolment, EnrolmentChange, SectionTeacher


def a_section_teacher(**changes: Any) -> SectionTeacher:
    """That someone teaches a section from its first term's first day on; both are made if not given."""
    section = changes.pop("section", None) or a_section()
    values: dict[str, Any] = {"section": section, "starts_on": _first_day(section)}
    if "staff_member" not in changes:
        values["staff_member"] = a_staff_member()
    return SectionTeacher.objects.create(**values | changes)


def an_enrolment(**changes: Any) -> Enrolment:
    """That a student is in a section from its first term's first day on; both are made if not given."""
    section = changes.pop("section", None) or a_section()
    values: dict[str, Any] = {"section": section, "starts_on": _first_day(section)}
    if "student" not in changes:
        values["student"] = a_student(school=section.course.school)
    return Enrolment.objects.create(**values | changes)


def an_enrolment_change(**changes: Any) -> EnrolmentChange:
    """That an enrolment was ended; made if none is given."""
    values: dict[str, Any] = {"act": EnrolmentChange.EnrolmentAct.ENDED, "at": clock.now()}
    if "enrolment" not in changes:
        values["enrolment"] = an_enrolment()
    return EnrolmentChange.objects.create(**values | changes)


def _first_day(section: Section) -> date:
    return courses.days_taught([section.pk])[section.pk].first
