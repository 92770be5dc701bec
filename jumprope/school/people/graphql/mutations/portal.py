"""What can be done about guardians and the portal."""

import graphene

from graphplan import IdInput, Written
from jumprope.kit.graphql import Mutation
from jumprope.school.people import writes


class InviteGuardian(Mutation):
    """Make a guardian an account, and an invitation to choose its password."""

    class Meta:
        command = writes.invite_guardian

    class Input:
        guardian_id = IdInput("Guardian", "The guardian.", required=True)
        email = graphene.String(required=True, description="The email address to sign in with.")

    invitation = Written("PortalInvitation", key="invitation_id")
    relationships = Written("GuardianRelationship", keys="relationship_ids")


class RenewInvitation(Mutation):
    """Make a new invitation in place of one that was not accepted."""

    class Meta:
        command = writes.renew_invitation

    class Input:
        invitation_id = IdInput("PortalInvitation", "The former invitation.", required=True)

    invitation = Written("PortalInvitation", key="invitation_id")


class RevokeInvitation(Mutation):
    """Take an invitation back."""

    class Meta:
        command = writes.revoke_invitation

    class Input:
        invitation_id = IdInput("PortalInvitation", "The invitation.", required=True)

    invitation = Written("PortalInvitation", key="invitation_id")


class ChangePortalAccess(Mutation):
    """Let a guardian see a student in the portal, or keep the guardian out."""

    class Meta:
        command = writes.change_portal_access

    class Input:
        relationship_id = IdInput("GuardianRelationship", "The relationship.", required=True)
        enabled = graphene.Boolean(required=True, description="Whether the guardian sees the student.")

    relationship = Written("GuardianRelationship", key="relationship_id")
