"""Inviting guardians to the portal: an account is made for them, and they choose its password once."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import Refused
from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts import writes as accounts
from jumprope.platform.permissions import writes as permissions
from jumprope.school.people import access, reads
from jumprope.school.people.models import Guardian, PortalInvitation
from jumprope.school.people.writes.accounts import HasAccount
from jumprope.school.people.writes.portal_access import Portal, keep_invited, open_portal, uninvite

LASTS = timedelta(days=14)
"""How long an invitation can be accepted."""


class NobodyToSee(Refused):
    """An account without students to see would be of no use, and a way in to nothing."""

    code = "nobody_to_see"
    message = _("There is no student of yours whom this guardian has not been let in to see yet.")
    field = "guardian_id"


class InvitationOver(Refused):
    """Accepted, taken back, too old, or never made: whoever tries must not learn which."""

    code = "invitation_over"
    message = _("This invitation cannot be used any more. Ask the school for a new one.")


@dataclass(frozen=True, kw_only=True)
class GuardianInvited(Answer):
    """The invitation, and whom the guardian will see."""

    invitation_id: int
    relationship_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class InvitationRenewed(Answer):
    """The invitation that takes the place of the former one."""

    invitation_id: int


@dataclass(frozen=True, kw_only=True)
class InvitationRevoked(Answer):
    """The invitation that opens nothing any more."""

    invitation_id: int


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(Answer):
    """The invitation that was accepted, and the account that has a password now."""

    invitation_id: int
    account_id: int


@command(access.INVITE_GUARDIANS, event="guardian.invited")
def invite_guardian(*, viewer: Viewer, guardian_id: int, email: str) -> GuardianInvited:
    """Make a guardian an account, and an invitation to choose its password within fourteen days.

    Nobody can sign in until then. The guardian will see the viewer's students only; another school lets the
    guardian in to its own. Raises `NotFound`, `HasAccount`, `NobodyToSee`, and what `accounts.writes.create`
    raises.
    """
    guardian = rows.locked_one(Guardian, access.guardians_to_invite(viewer), guardian_id, field="guardian_id")
    if guardian.account_id is not None:
        raise HasAccount(field="guardian_id")
    relationship_ids = keep_invited(viewer=viewer, guardian_id=guardian_id)
    if not relationship_ids:
        raise NobodyToSee
    name = f"{guardian.preferred_given_name or guardian.given_name} {guardian.family_name}"
    account_id = accounts.create(email=email, display_name=name, password=None)
    permissions.assign(
        viewer=viewer, account_id=account_id, role=Role.GUARDIAN, school_id=None, ends_at=None, reason=""
    )
    guardian.account_id = account_id
    guardian.save(update_fields=["account"])
    invitation_id = _invite(viewer, guardian_id, account_id)
    return GuardianInvited(invitation_id=invitation_id, relationship_ids=relationship_ids)


@command(access.INVITE_GUARDIANS, event="invitation.renewed")
def renew_invitation(*, viewer: Viewer, invitation_id: int) -> InvitationRenewed:
    """Make a new invitation in place of one that was not accepted: the former one opens nothing any more.

    The guardian will see the viewer's students only, whoever invited before. Raises `NotFound`,
    `NobodyToSee`, and `InvitationOver` when the guardian has come already.
    """
    former = _revoked(viewer, invitation_id)
    if not keep_invited(viewer=viewer, guardian_id=former.guardian_id):
        raise NobodyToSee(field="invitation_id")
    return InvitationRenewed(invitation_id=_invite(viewer, former.guardian_id, former.account_id))


@command(access.INVITE_GUARDIANS, event="invitation.revoked")
def revoke_invitation(*, viewer: Viewer, invitation_id: int) -> InvitationRevoked:
    """Take an invitation back, and any other of the guardian. Raises `NotFound`, `InvitationOver`."""
    _revoked(viewer, invitation_id)
    return InvitationRevoked(invitation_id=invitation_id)


@command(access.ACCEPT_INVITATIONS, event="invitation.accepted")
def accept_invitation(*, viewer: Viewer, token: str, password: str) -> InvitationAccepted:
    """Choose the password of the account that was made for the viewer: once, with the token of an invitation.

    Raises `InvitationOver`, `PasswordWeak`.
    """
    held = rows.hold(PortalInvitation, {reads.invitation_named(token)})
    invitation = next((one for one in held.values() if one.account_id == viewer.account_id), None)
    if invitation is None or not reads.opens(token, invitation, now=viewer.now):
        raise InvitationOver
    accounts.give_password(account_id=invitation.account_id, password=password)
    invitation.accepted_at = viewer.now
    invitation.save(update_fields=["accepted_at"])
    open_portal(viewer=viewer, guardian_id=invitation.guardian_id, where=Portal.INVITED)
    return InvitationAccepted(invitation_id=invitation.pk, account_id=invitation.account_id)


def _revoked(viewer: Viewer, invitation_id: int) -> PortalInvitation:
    """An invitation of a guardian none of whose invitations opens anything any more."""
    named = rows.locked_one(
        PortalInvitation, access.invitations_to_manage(viewer), invitation_id, field="invitation_id"
    )
    every = PortalInvitation.objects.select_for_update().filter(guardian=named.guardian_id).order_by("pk")
    if any(one.accepted_at is not None for one in every):
        raise InvitationOver(field="invitation_id")
    PortalInvitation.objects.filter(guardian=named.guardian_id, revoked_at=None).update(revoked_at=viewer.now)
    uninvite(viewer=viewer, guardian_id=named.guardian_id)
    return named


def _invite(viewer: Viewer, guardian_id: int, account_id: int) -> int:
    invitation = PortalInvitation(
        guardian_id=guardian_id,
        account_id=account_id,
        invited_at=viewer.now,
        invited_by_id=viewer.account_id,
        expires_at=viewer.now + LASTS,
    )
    invitation.save(force_insert=True)
    return invitation.pk
