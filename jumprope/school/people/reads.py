"""Questions about people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.crypto import constant_time_compare, salted_hmac

from jumprope.kit import rows
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions.reads import viewer_of
from jumprope.platform.tenancy import reads as tenancy
from jumprope.school.people.models import PortalInvitation, StaffMember, Student

LONGEST_KEY = 18
"""Digits of a key that every database can look for."""


def staff_among(staff_member_ids: Iterable[int], *, rule: Q) -> set[int]:
    """Those of these members of staff of the tenant in scope that a rule allows. One query."""
    return rows.among(StaffMember, staff_member_ids, rule=rule)


def all_students() -> list[int]:
    """The keys of all students of the tenant in scope, in their order. One query."""
    return list(Student.objects.order_by("pk").values_list("pk", flat=True))


def students_among(student_ids: Iterable[int], *, rule: Q) -> set[int]:
    """Those of these students of the tenant in scope that a rule allows. One query."""
    return rows.among(Student, student_ids, rule=rule)


@dataclass(frozen=True, slots=True)
class Invited:
    """Who may choose a password now: the viewer, and the mail address to sign in with afterwards."""

    viewer: Viewer
    email: str


def invited(*, tenant: str, token: str) -> Invited | None:
    """Who holds this token of an invitation of the tenant with this slug, or None if it opens nothing.

    At most four queries. Whoever guesses has 256 bits to guess.
    """
    try:
        operator = tenancy.operator_of(tenant)
    except tenancy.TenantUnknown:
        return None
    with tenant_scope(operator.tenant_id):
        invitations = PortalInvitation.objects.select_related("account", "tenant")
        invitation = invitations.filter(pk=invitation_named(token), account__is_active=True).first()
    if invitation is None or not opens(token, invitation, now=operator.now):
        return None
    viewer = viewer_of(
        tenant_id=operator.tenant_id,
        time_zone=invitation.tenant.time_zone,
        account_id=invitation.account_id,
    )
    return Invited(viewer, invitation.account.email)


def opens(token: str, invitation: PortalInvitation, *, now: datetime) -> bool:
    """Whether this is the token of an invitation that can still be accepted. No query."""
    over = invitation.accepted_at is not None or invitation.revoked_at is not None
    own = token_of(invitation.tenant_id, invitation.pk, invitation.invited_at)
    return constant_time_compare(token, own) and not over and now < invitation.expires_at


def invitation_named(token: str) -> int:
    """The key of the invitation that a token names, or 0, which is nobody's. No query."""
    key, _, _ = token.partition(".")
    return int(key) if key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY else 0


def token_of(tenant_id: int, invitation_id: int, invited_at: datetime) -> str:
    """The token of an invitation: made with the key of this installation, and nowhere kept. No query."""
    what = f"{tenant_id}:{invitation_id}:{invited_at.isoformat()}"
    digest = salted_hmac("jumprope.people.invitation", what, algorithm="sha256").hexdigest()
    return f"{invitation_id}.{digest}"
