"""What can be done about roles."""

import graphene

from graphplan import IdInput, Written, enum_of
from jumprope.kit.graphql import Mutation
from jumprope.kit.permissions import Role
from jumprope.platform.permissions import writes

ENDS_AT = (
    "The instant, with its time zone, from which the role is no longer held; none means until it is ended."
)
REASON = "Why the role is given; support needs at least 10 characters."


class AdmitAccount(Mutation):
    """Make an account that holds a role. Nobody can sign in to it before it has a password."""

    class Meta:
        command = writes.admit

    class Input:
        email = graphene.String(required=True, description="The email address to sign in with.")
        display_name = graphene.String(description="How the holder is greeted; by default the email address.")
        role = enum_of(Role)(required=True, description="The role.")
        school_id = IdInput("School", "The school that it is held for; none means the whole tenant.")
        ends_at = graphene.DateTime(description=ENDS_AT)
        reason = graphene.String(description=REASON)

    account = Written("Account", "The new account.", key="account_id")
    role_assignment = Written("RoleAssignment", "The role that it holds.", key="role_assignment_id")


class GiveRole(Mutation):
    """Give an account a further role from now on."""

    class Meta:
        command = writes.give

    class Input:
        account_id = IdInput("Account", "The account.", required=True)
        role = enum_of(Role)(required=True, description="The role.")
        school_id = IdInput("School", "The school that it is held for; none means the whole tenant.")
        ends_at = graphene.DateTime(description=ENDS_AT)
        reason = graphene.String(description=REASON)

    role_assignment = Written(
        "RoleAssignment", "The role that the account holds now.", key="role_assignment_id"
    )


class EndRole(Mutation):
    """End a role now, also one that would end by itself later."""

    class Meta:
        command = writes.end

    class Input:
        role_assignment_id = IdInput("RoleAssignment", "The role that an account holds.", required=True)

    role_assignment = Written("RoleAssignment", "The role that is no longer held.", key="role_assignment_id")
