"""Students, staff and guardians: who they are, how to reach them, where they go and who is whose."""

from jumprope.school.people.models.families import GuardianRelationship, PortalInvitation
from jumprope.school.people.models.particulars import (
    Address,
    AddressValue,
    ContactMethod,
    ContactMethodValue,
    Demographics,
    DemographicsValue,
    PersonIdentifier,
    PersonLanguage,
)
from jumprope.school.people.models.people import (
    BY_NAME,
    Guardian,
    StaffMember,
    StaffValue,
    Student,
    StudentValue,
)
from jumprope.school.people.models.schools import SchoolEnrolment, StaffAssignment

__all__ = [
    "BY_NAME",
    "Address",
    "AddressValue",
    "ContactMethod",
    "ContactMethodValue",
    "Demographics",
    "DemographicsValue",
    "Guardian",
    "GuardianRelationship",
    "PersonIdentifier",
    "PersonLanguage",
    "PortalInvitation",
    "SchoolEnrolment",
    "StaffAssignment",
    "StaffMember",
    "StaffValue",
    "Student",
    "StudentValue",
]
