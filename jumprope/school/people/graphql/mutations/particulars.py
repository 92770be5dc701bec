"""What can be written down about people: new particulars, and what is true instead."""

import graphene

import graphplan
from graphplan import IdInput, Written, enum_of
from jumprope.kit.graphql import Input, Mutation, several
from jumprope.school.people import writes
from jumprope.school.people.models import (
    Address,
    AddressValue,
    ContactMethod,
    ContactMethodValue,
    DemographicsValue,
    PersonIdentifier,
)


class Whose:
    """Whose a particular is."""

    student_id = IdInput("Student", "The student it is of, if it is new and a student's.")
    staff_member_id = IdInput("StaffMember", "The member of staff it is of, if it is new and one's.")
    guardian_id = IdInput("Guardian", "The guardian it is of, if it is new and a guardian's.")


class SaidIdentifier(Whose, Input):
    """A number of a person; what is not said stays."""

    identifier_id = IdInput("PersonIdentifier", "Which one, if it is there already.")
    kind = enum_of(PersonIdentifier.IdentifierKind)(description="Who gives it; of a new one to be said.")
    system = graphene.String(description="The other system that the number is of, for example `LDAP`.")
    value = graphene.String(description="The number; of a new one it has to be said.")


class SaidAddress(Whose, Input):
    """An address of a person; what is not said stays."""

    address_id = IdInput("Address", "Which one, if it is there already.")
    kind = enum_of(Address.AddressKind)(description="What it is for; by default a home.")
    line_1 = graphene.String(description="Street and number.")
    line_2 = graphene.String(description="Apartment or floor.")
    city = graphene.String(description="The city or village.")
    region = graphene.String(description="The state or province.")
    postal_code = graphene.String(description="The postal code.")
    country = graphene.String(description="As in ISO 3166-1; by default `US`.")
    starts_on = graphplan.Date(description="The first day that it holds; of a new one it has to be said.")
    ends_on = graphplan.Date(description="The first day that it no longer holds.")
    clear = several(enum_of(AddressValue), "What is to be said no more of it.")


class SaidContactMethod(Whose, Input):
    """A way to reach a person; what is not said stays."""

    contact_method_id = IdInput("ContactMethod", "Which one, if it is there already.")
    kind = enum_of(ContactMethod.ContactKind)(description="How it reaches them; of a new one to be said.")
    value = graphene.String(description="The email address or the number.")
    is_primary = graphene.Boolean(description="Whether it is tried first; by default no.")
    used_for_alerts = graphene.Boolean(description="Whether urgent messages may go there; by default yes.")
    ended_on = graphplan.Date(description="From when on it is not to be used any more.")
    clear = several(enum_of(ContactMethodValue), "What is to be said no more of it.")


class SaidLanguage(Whose, Input):
    """A language of a person; what is not said stays."""

    language_id = IdInput("PersonLanguage", "Which one, if it is there already.")
    tag = graphene.String(description="As in BCP 47, for example `es-MX`; of a new one it has to be said.")
    spoken_at_home = graphene.Boolean(description="Whether it is spoken at home; by default no.")
    for_correspondence = graphene.Boolean(description="Whether to write in it; by default no.")


class SaidDemographics(Input):
    """What reports to the state ask about a student; what is not said stays."""

    student_id = IdInput("Student", "The student.", required=True)
    birth_date = graphplan.Date(description="The birth date.")
    sex = graphene.String(description="The sex, in the words of OneRoster.")
    american_indian_or_alaska_native = graphene.Boolean(
        description="Whether American Indian or Alaska Native."
    )
    asian = graphene.Boolean(description="Whether Asian.")
    black_or_african_american = graphene.Boolean(description="Whether Black or African American.")
    native_hawaiian_or_other_pacific_islander = graphene.Boolean(
        description="Whether Native Hawaiian or other Pacific Islander."
    )
    white = graphene.Boolean(description="Whether White.")
    two_or_more_races = graphene.Boolean(description="Whether of two or more races.")
    hispanic_or_latino = graphene.Boolean(description="Whether of Hispanic or Latino ethnicity.")
    country_of_birth = graphene.String(description="The country of birth, as a code.")
    state_of_birth = graphene.String(description="The state of birth, as an abbreviation.")
    city_of_birth = graphene.String(description="The city of birth.")
    residence_status = graphene.String(description="The residence status, as a code.")
    clear = several(enum_of(DemographicsValue), "What is to be said no more.")


class RecordIdentifiers(Mutation):
    """Write down up to 1,000 numbers of people."""

    class Meta:
        command = writes.record_identifiers

    class Input:
        identifiers = several(SaidIdentifier, "What is so.", required=True)

    identifiers = Written("PersonIdentifier", keys="identifier_ids")


class RecordAddresses(Mutation):
    """Write down up to 1,000 addresses of people."""

    class Meta:
        command = writes.record_addresses

    class Input:
        addresses = several(SaidAddress, "What is true.", required=True)

    addresses = Written("Address", keys="address_ids")


class RecordContactMethods(Mutation):
    """Write down up to 1,000 ways to reach people."""

    class Meta:
        command = writes.record_contact_methods

    class Input:
        contact_methods = several(SaidContactMethod, "What is so.", required=True)

    contact_methods = Written("ContactMethod", keys="contact_method_ids")


class RecordLanguages(Mutation):
    """Write down up to 1,000 languages of people."""

    class Meta:
        command = writes.record_languages

    class Input:
        languages = several(SaidLanguage, "What is true.", required=True)

    languages = Written("PersonLanguage", keys="language_ids")


class RecordDemographics(Mutation):
    """Write down up to 1,000 students' demographics."""

    class Meta:
        command = writes.record_demographics

    class Input:
        demographics = several(SaidDemographics, "What is so.", required=True)

    demographics = Written("Demographics", keys="demographics_ids")


class NewAssignment(Input):
    """That a member of staff works at a further school."""

    staff_member_id = IdInput("StaffMember", "Who works there.", required=True)
    school_id = IdInput("School", "The further school.", required=True)
    starts_on = graphplan.Date(required=True, description="The first day there.")
    ends_on = graphplan.Date(description="The first day no longer there; by default none.")


class ChangedAssignment(Input):
    """Until when a member of staff works at a further school."""

    assignment_id = IdInput("StaffAssignment", "The assignment.", required=True)
    ends_on = graphplan.Date(required=True, description="The first day no longer there.")


class AssignStaff(Mutation):
    """Say that up to 1,000 members of staff work at further schools."""

    class Meta:
        command = writes.assign_staff

    class Input:
        assignments = several(NewAssignment, "Who works where.", required=True)

    assignments = Written("StaffAssignment", keys="assignment_ids")


class ChangeAssignments(Mutation):
    """Say until when up to 1,000 assignments to further schools last."""

    class Meta:
        command = writes.change_assignments

    class Input:
        assignments = several(ChangedAssignment, "Which, and until when.", required=True)

    assignments = Written("StaffAssignment", keys="assignment_ids")
