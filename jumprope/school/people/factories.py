"""Students, staff and guardians for tests and benchmarks; all invented."""

from itertools import count
from typing import Any

from jumprope.platform.tenancy.factories import a_school
from jumprope.school.people.models import Guardian, GuardianRelationship, StaffMember, Student

_numbers = count(1)


def a_student(**changes: Any) -> Student:
    """A student, at a school made for it if none is given; without an account."""
    values: dict[str, Any] = {
        "given_name": "Sam",
        "family_name": f"Seedling {next(_numbers)}",
        "grade_level": "6",
    }
    if "school" not in changes:
        values["school"] = a_school()
    return Student.objects.create(**values | changes)


def a_staff_member(**changes: Any) -> StaffMember:
    """A member of staff, of the tenant as a whole if no school is given; without an account."""
    values = {"given_name": "Toni", "family_name": f"Trellis {next(_numbers)}"}
    return StaffMember.objects.create(**values | changes)


def a_guardian(**changes: Any) -> Guardian:
    """A guardian of nobody yet; without an account."""
    number = next(_numbers)
    values = {
        "given_name": "Gale",
        "family_name": f"Garden {number}",
        "email": f"gale-{number}@home.example",
        "telephone": f"555-{number:04}",
    }
    return Guardian.objects.create(**values | changes)


def a_relationship(**changes: Any) -> GuardianRelationship:
    """That a guardian is a student's, with every right; both are made where they are not given."""
    values: dict[str, Any] = {"kind": "parent"}
    if "guardian" not in changes:
        values["guardian"] = a_guardian()
    if "student" not in changes:
        values["student"] = a_student()
    return GuardianRelationship.objects.create(**values | changes)
