"""Students, staff and guardians for tests and benchmarks; all invented."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from jumprope.kit import clock
from jumprope.platform.tenancy.factories import a_school
from jumprope.school.people.models import (
    Address,
    ContactMethod,
    Demographics,
    Guardian,
    GuardianRelationship,
    PersonIdentifier,
    PersonLanguage,
    PortalInvitation,
    SchoolEnrolment,
    StaffAssignment,
    StaffMember,
    Student,
)

_numbers = count(1)


def a_student(**changes: Any) -> Student:
    """A student, at a school made for it if none is given; without an account."""
    values: dict[str, Any] = {
        "given_name": "Sam",
        "family_name": f"Seedling {next(_numbers)}",
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
    }
    return Guardian.objects.create(**values | changes)


def a_relationship(**changes: Any) -> GuardianRelationship:
    """That a guardian is a student's, with every right, and sees the student in the portal; both are made
    where they are not given.
    """
    values: dict[str, Any] = {
        "kind": "parent",
        "portal_access": GuardianRelationship.PortalAccess.ENABLED,
    }
    if "guardian" not in changes:
        values["guardian"] = a_guardian()
    if "student" not in changes:
        values["student"] = a_student()
    return GuardianRelationship.objects.create(**values | changes)


def an_identifier(**changes: Any) -> PersonIdentifier:
    """A number of the student, member of staff or guardian that is given."""
    values = {"kind": PersonIdentifier.IdentifierKind.LOCAL_STUDENT_NUMBER, "value": f"N-{next(_numbers)}"}
    return PersonIdentifier.objects.create(**values | changes)


def an_address(**changes: Any) -> Address:
    """Where the student, member of staff or guardian lives that is given."""
    values = {
        "line_1": f"{next(_numbers)} Orchard Lane",
        "city": "Mapleton",
        "starts_on": date(2020, 1, 1),
    }
    return Address.objects.create(**values | changes)


def a_contact_method(**changes: Any) -> ContactMethod:
    """How to write to the student, member of staff or guardian that is given."""
    values = {
        "kind": ContactMethod.ContactKind.EMAIL,
        "value": f"person-{next(_numbers)}@home.example",
    }
    return ContactMethod.objects.create(**values | changes)


def a_language(**changes: Any) -> PersonLanguage:
    """What the student, member of staff or guardian speaks who is given."""
    return PersonLanguage.objects.create(**{"tag": "es-MX"} | changes)


def demographics_of(student: Student, **changes: Any) -> Demographics:
    """What is known of a student."""
    values = {"birth_date": date(2014, 5, 1), "city_of_birth": "Mapleton"}
    return Demographics.objects.create(student=student, **values | changes)


def a_school_enrolment(**changes: Any) -> SchoolEnrolment:
    """That a student attends the school that the student is at; made if none is given."""
    student = changes.pop("student", None) or a_student()
    values = {"student": student, "school": student.school, "starts_on": date(2020, 8, 1)}
    return SchoolEnrolment.objects.create(**values | changes)


def an_assignment(**changes: Any) -> StaffAssignment:
    """That a member of staff works at a further school; both are made if not given."""
    values: dict[str, Any] = {"starts_on": date(2020, 8, 1)}
    if "staff_member" not in changes:
        values["staff_member"] = a_staff_member()
    if "school" not in changes:
        values["school"] = a_school()
    return StaffAssignment.objects.create(**values | changes)


def an_invitation(**changes: Any) -> PortalInvitation:
    """That a guardian who has an account may choose its password, for a day."""
    values = {
        "invited_at": clock.now(),
        "expires_at": clock.now() + timedelta(days=1),
        "account": changes["guardian"].account,
    }
    return PortalInvitation.objects.create(**values | changes)
