"""The people of the GraphQL API, and what is known about them."""

from jumprope.school.people.graphql.types.particulars import (
    AddressType,
    ContactMethodType,
    DemographicsType,
    PersonIdentifierType,
    PersonLanguageType,
    PortalInvitationType,
)
from jumprope.school.people.graphql.types.people import (
    GuardianRelationshipType,
    GuardianType,
    SchoolEnrolmentType,
    StaffAssignmentType,
    StaffMemberType,
    StudentType,
)

__all__ = [
    "AddressType",
    "ContactMethodType",
    "DemographicsType",
    "GuardianRelationshipType",
    "GuardianType",
    "PersonIdentifierType",
    "PersonLanguageType",
    "PortalInvitationType",
    "SchoolEnrolmentType",
    "StaffAssignmentType",
    "StaffMemberType",
    "StudentType",
]
