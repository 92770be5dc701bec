"""What can be done about people. Where students go, rosters have to follow: see there."""

import graphene

import graphplan
from graphplan import IdInput, Written, enum_of
from jumprope.kit.graphql import Input, Mutation, several
from jumprope.school.people import writes
from jumprope.school.people.models import ContactMethod, StaffValue, StudentValue


class Names:
    """What anyone may be called besides the names that everyone has."""

    middle_name = graphene.String(description="The middle names on paper.")
    preferred_given_name = graphene.String(description="The given name to be called by.")
    preferred_middle_name = graphene.String(description="The middle names to be called by.")
    preferred_family_name = graphene.String(description="The family name to be called by.")
    pronouns = graphene.String(description="How to speak of them.")


class NewNames(Names):
    """The names of someone who is to be added."""

    given_name = graphene.String(required=True, description="The given name on paper.")
    family_name = graphene.String(required=True, description="The family name on paper.")


class ChangedNames(Names):
    """The names of someone who is there already."""

    given_name = graphene.String(description="The given name on paper.")
    family_name = graphene.String(description="The family name on paper.")


class Schooling:
    """What is said of a student, be the student new or not."""

    grade_level_id = IdInput("GradeLevel", "The grade level that the student is in.")
    graduation_year = graphene.Int(description="The year in which the student is to graduate.")


class Rights:
    """What a guardian may, and how they are related."""

    student_id = IdInput("Student", "The student.", required=True)
    kind = graphene.String(description="How they are related, for example `mother`.")
    has_custody = graphene.Boolean(description="Whether the student lives with them; by default yes.")
    may_see_records = graphene.Boolean(description="Whether they may see the records; by default yes.")
    is_contact = graphene.Boolean(description="Whether the school writes and calls; by default yes.")


class NewStudent(NewNames, Schooling, Input):
    """A student to be added."""

    school_id = IdInput("School", "The school attended.", required=True)
    entered_on = graphplan.Date(description="The first day at the school; by default today.")
    entry_code = graphene.String(description="Why the student came, as a code.")


class NewStaffMember(NewNames, Input):
    """A member of staff to be added."""

    school_id = IdInput("School", "The school; none for those who work for all of them.")
    title = graphene.String(description="What they work as.")


class NewWard(Rights, Input):
    """A student whose guardian someone is, and what that guardian may."""


class NewRelationship(Rights, Input):
    """That a guardian who is there already is a student's too."""

    guardian_id = IdInput("Guardian", "The guardian.", required=True)


class NewContact(Input):
    """How to reach a guardian who is to be added."""

    kind = enum_of(ContactMethod.ContactKind)(required=True, description="How it reaches them.")
    value = graphene.String(required=True, description="The email address or the number.")
    is_primary = graphene.Boolean(description="Whether it is tried first; by default no.")
    used_for_alerts = graphene.Boolean(description="Whether urgent messages may go there; by default yes.")


class NewGuardian(NewNames, Input):
    """A guardian to be added."""

    contact_methods = several(NewContact, "How to reach them.")
    wards = several(NewWard, "Whose guardian; at least one.", required=True)


class ChangedStudent(ChangedNames, Schooling, Input):
    """A student of whom something else is true; what is not said stays."""

    student_id = IdInput("Student", "The student.", required=True)
    clear = several(enum_of(StudentValue), "What is to be said no more of the student.")


class ChangedStaffMember(ChangedNames, Input):
    """A member of staff of whom something else is true; what is not said stays."""

    staff_member_id = IdInput("StaffMember", "The member of staff.", required=True)
    school_id = IdInput("School", "The school that they belong to.")
    title = graphene.String(description="What they work as.")
    clear = several(enum_of(StaffValue), "What is to be said no more of them.")


class ChangedGuardian(ChangedNames, Input):
    """A guardian who has other names; what is not said stays."""

    guardian_id = IdInput("Guardian", "The guardian.", required=True)


class AddStudents(Mutation):
    """Add up to 1,000 students."""

    class Meta:
        command = writes.add_students

    class Input:
        students = several(NewStudent, "The students.", required=True)

    students = Written("Student", keys="student_ids")


class AddStaff(Mutation):
    """Add up to 1,000 members of staff."""

    class Meta:
        command = writes.add_staff

    class Input:
        staff = several(NewStaffMember, "The staff.", required=True)

    staff_members = Written("StaffMember", keys="staff_member_ids")


class AddGuardians(Mutation):
    """Add up to 1,000 guardians with the students whose guardians they are."""

    class Meta:
        command = writes.add_guardians

    class Input:
        guardians = several(NewGuardian, "The guardians.", required=True)

    guardians = Written("Guardian", keys="guardian_ids")


class CorrectStudents(Mutation):
    """Correct what is known of up to 1,000 students."""

    class Meta:
        command = writes.correct_students

    class Input:
        students = several(ChangedStudent, "Who, and what is true of them.", required=True)

    students = Written("Student", keys="student_ids")


class CorrectStaff(Mutation):
    """Correct what is known of up to 1,000 members of staff."""

    class Meta:
        command = writes.correct_staff

    class Input:
        staff = several(ChangedStaffMember, "Who, and what is true of them.", required=True)

    staff_members = Written("StaffMember", keys="staff_member_ids")


class CorrectGuardians(Mutation):
    """Correct what is known of up to 1,000 guardians."""

    class Meta:
        command = writes.correct_guardians

    class Input:
        guardians = several(ChangedGuardian, "Who, and what is true of them.", required=True)

    guardians = Written("Guardian", keys="guardian_ids")


class RelateGuardians(Mutation):
    """Say whose guardians those are, too, who are there already."""

    class Meta:
        command = writes.relate_guardians

    class Input:
        relationships = several(NewRelationship, "The relationships; up to 1,000.", required=True)

    relationships = Written("GuardianRelationship", keys="relationship_ids")


class RestrictGuardian(Mutation):
    """Write down a custody order: what it leaves a guardian, and no more. A later order may give back."""

    class Meta:
        command = writes.restrict_guardian

    class Input:
        relationship_id = IdInput("GuardianRelationship", "The relationship.", required=True)
        has_custody = graphene.Boolean(description="Whether the student lives with them; by default no.")
        may_see_records = graphene.Boolean(description="Whether they may see the records; by default no.")
        is_contact = graphene.Boolean(description="Whether the school writes and calls; by default no.")

    relationship = Written("GuardianRelationship", key="relationship_id")


class EndGuardianship(Mutation):
    """End a relationship between a guardian and a student."""

    class Meta:
        command = writes.end_guardianship

    class Input:
        relationship_id = IdInput("GuardianRelationship", "The relationship.", required=True)
        ended_on = graphplan.Date(description="The first day that it no longer holds; by default today.")

    relationship = Written("GuardianRelationship", key="relationship_id")


class ResumeGuardianship(Mutation):
    """Take up a relationship that has ended, or is to end, with the rights that it had."""

    class Meta:
        command = writes.resume_guardianship

    class Input:
        relationship_id = IdInput("GuardianRelationship", "The relationship.", required=True)

    relationship = Written("GuardianRelationship", key="relationship_id")
