"""What can be done about the accounts of people."""

from graphplan import IdInput, Written
from jumprope.kit.graphql import Mutation
from jumprope.school.people import writes


class GiveAccountToStudent(Mutation):
    """Let a student sign in with an account."""

    class Meta:
        command = writes.give_account_to_student

    class Input:
        student_id = IdInput("Student", "The student.", required=True)
        account_id = IdInput("Account", "The account.", required=True)

    student = Written("Student", key="student_id")


class GiveAccountToStaffMember(Mutation):
    """Let a member of staff sign in with an account."""

    class Meta:
        command = writes.give_account_to_staff_member

    class Input:
        staff_member_id = IdInput("StaffMember", "The member of staff.", required=True)
        account_id = IdInput("Account", "The account.", required=True)

    staff_member = Written("StaffMember", key="staff_member_id")


class GiveAccountToGuardian(Mutation):
    """Let a guardian sign in with an account."""

    class Meta:
        command = writes.give_account_to_guardian

    class Input:
        guardian_id = IdInput("Guardian", "The guardian.", required=True)
        account_id = IdInput("Account", "The account.", required=True)

    guardian = Written("Guardian", key="guardian_id")
