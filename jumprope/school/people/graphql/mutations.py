"""What can be done about people. Where students go, rosters have to follow: see there."""

import graphene

import graphplan
from graphplan import IdInput, Written
from jumprope.kit.graphql import Input, Mutation, once
from jumprope.school.people import writes


class NewStudent(Input):
    """A student to be added."""

    school_id = IdInput("School", "The school attended.", required=True)
    given_name = graphene.String(required=True, description="The name the student is called by.")
    family_name = graphene.String(required=True, description="The family name.")
    grade_level = graphene.String(description="The grade, as the school calls it.")


class NewStaffMember(Input):
    """A member of staff to be added."""

    school_id = IdInput("School", "The school; none for those who work for all of them.")
    given_name = graphene.String(required=True, description="The given name.")
    family_name = graphene.String(required=True, description="The family name.")


class NewWard(Input):
    """A student whose guardian someone is, and what that guardian may."""

    student_id = IdInput("Student", "The student.", required=True)
    kind = graphene.String(description="How they are related, for example `mother`.")
    has_custody = graphene.Boolean(description="Whether the student lives with them; by default yes.")
    may_see_records = graphene.Boolean(description="Whether they may see the records; by default yes.")
    is_contact = graphene.Boolean(description="Whether the school writes and calls; by default yes.")


class NewRelationship(Input):
    """That a guardian who is there already is a student's too."""

    guardian_id = IdInput("Guardian", "The guardian.", required=True)
    student_id = IdInput("Student", "The student.", required=True)
    kind = graphene.String(description="How they are related, for example `mother`.")
    has_custody = graphene.Boolean(description="Whether the student lives with them; by default yes.")
    may_see_records = graphene.Boolean(description="Whether they may see the records; by default yes.")
    is_contact = graphene.Boolean(description="Whether the school writes and calls; by default yes.")


class NewGuardian(Input):
    """A guardian to be added."""

    given_name = graphene.String(required=True, description="The given name.")
    family_name = graphene.String(required=True, description="The family name.")
    email = graphene.String(description="Where the school may write to.")
    telephone = graphene.String(description="Where the school may call.")
    wards = graphene.List(
        graphene.NonNull(NewWard), required=True, description="Whose guardian; at least one."
    )


class AddStudents(Mutation):
    """Add up to 1,000 students."""

    class Meta:
        command = writes.add_students

    class Input:
        students = graphene.List(graphene.NonNull(NewStudent), required=True, description="The students.")
        idempotency_key = once()

    students = Written("Student", keys="student_ids")


class AddStaff(Mutation):
    """Add up to 1,000 members of staff."""

    class Meta:
        command = writes.add_staff

    class Input:
        staff = graphene.List(graphene.NonNull(NewStaffMember), required=True, description="The staff.")
        idempotency_key = once()

    staff_members = Written("StaffMember", keys="staff_member_ids")


class AddGuardians(Mutation):
    """Add up to 1,000 guardians with the students whose guardians they are."""

    class Meta:
        command = writes.add_guardians

    class Input:
        guardians = graphene.List(graphene.NonNull(NewGuardian), required=True, description="The guardians.")
        idempotency_key = once()

    guardians = Written("Guardian", keys="guardian_ids")


class RelateGuardians(Mutation):
    """Say whose guardians those are, too, who are there already."""

    class Meta:
        command = writes.relate_guardians

    class Input:
        relationships = graphene.List(
            graphene.NonNull(NewRelationship), required=True, description="The relationships; up to 1,000."
        )
        idempotency_key = once()

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
        idempotency_key = once()

    relationship = Written("GuardianRelationship", key="relationship_id")


class EndGuardianship(Mutation):
    """End a relationship between a guardian and a student."""

    class Meta:
        command = writes.end_guardianship

    class Input:
        relationship_id = IdInput("GuardianRelationship", "The relationship.", required=True)
        ended_on = graphplan.Date(description="The first day that it no longer holds; by default today.")
        idempotency_key = once()

    relationship = Written("GuardianRelationship", key="relationship_id")


class ResumeGuardianship(Mutation):
    """Take up a relationship that has ended, or is to end, with the rights that it had."""

    class Meta:
        command = writes.resume_guardianship

    class Input:
        relationship_id = IdInput("GuardianRelationship", "The relationship.", required=True)
        idempotency_key = once()

    relationship = Written("GuardianRelationship", key="relationship_id")


class GiveAccountToStudent(Mutation):
    """Let a student sign in with an account."""

    class Meta:
        command = writes.give_account_to_student

    class Input:
        student_id = IdInput("Student", "The student.", required=True)
        account_id = IdInput("Account", "The account.", required=True)
        idempotency_key = once()

    student = Written("Student", key="student_id")


class GiveAccountToStaffMember(Mutation):
    """Let a member of staff sign in with an account."""

    class Meta:
        command = writes.give_account_to_staff_member

    class Input:
        staff_member_id = IdInput("StaffMember", "The member of staff.", required=True)
        account_id = IdInput("Account", "The account.", required=True)
        idempotency_key = once()

    staff_member = Written("StaffMember", key="staff_member_id")


class GiveAccountToGuardian(Mutation):
    """Let a guardian sign in with an account."""

    class Meta:
        command = writes.give_account_to_guardian

    class Input:
        guardian_id = IdInput("Guardian", "The guardian.", required=True)
        account_id = IdInput("Account", "The account.", required=True)
        idempotency_key = once()

    guardian = Written("Guardian", key="guardian_id")
