"""Students, staff and guardians: who they are, how to reach them, where they go and who is whose."""

from jumprope.school.people.models.families import GuardianRelationship, PortalInvitation
from jumprope.school.people.models.particulars import (
    Address,
    ContactMethod,
    Demographics,
    PersonIdentifier,
    PersonLanguage,
)
from jumprope.school.people.models.people import Guardian, StaffMember, Student
from jumprope.school.people.models.schools import SchoolEnrolment, StaffAssignment

__all__ = [
    "Address",
    "ContactMethod",
    "Demographics",
    "Guardian",
    "GuardianRelationship",
    "PersonIdentifier",
    "PersonLanguage",
    "PortalInvitation",
    "SchoolEnrolment",
    "StaffAssignment",
    "StaffMember",
    "Student",
]
