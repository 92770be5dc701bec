"""Admitting people: an account with its role, roles given and ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, values
from jumprope.kit.command import Answer, command, step
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts import access as accounts_access
from jumprope.platform.accounts import reads as accounts
from jumprope.platform.accounts import writes as accounts_writes
from jumprope.platform.permissions import access
from jumprope.platform.permissions.models import RoleAssignment
from jumprope.platform.tenancy import reads as tenancy

LONGEST_SUPPORT = timedelta(hours=24)
SHORTEST_REASON = 10


class RoleUnknown(Refused):
    """Not a role."""

    code = "role_unknown"
    message = _("“{role}” is no role; these are: {roles}.")
    field = "role"


class RoleHasNoSchool(Refused):
    """A tenant's administrator is one for all of it, and an operator for the service."""

    code = "role_has_no_school"
    message = _("Administrators of a tenant, and operators, hold the role for all of it, not for a school.")
    field = "school_id"


class RoleOfOperators(Refused):
    """Operators see what concerns all customers: no customer can make someone one."""

    code = "role_of_operators"
    message = _("Only the command line makes someone an operator: jumprope create-account.")
    field = "role"


class EndsTooEarly(Refused):
    """A role that ends before it starts would never be held."""

    code = "ends_too_early"
    message = _("The end has to lie in the future, as an instant with its time zone.")
    field = "ends_at"


class SupportWithoutLimit(Refused):
    """Support comes in for a time and with a reason, or not at all."""

    code = "support_without_limit"
    message = _("Support needs an end within {hours} hours and a reason of at least {characters} characters.")
    field = "ends_at"


class OwnRole(Refused):
    """Whoever gives up a role cannot give it back to themselves."""

    code = "own_role"
    message = _("This is a role of your own. Another administrator can end it.")
    field = "role_assignment_id"


@dataclass(frozen=True, kw_only=True)
class Admitted(Answer):
    """The new account and the role it holds."""

    account_id: int
    role_assignment_id: int


@dataclass(frozen=True, kw_only=True)
class RoleGiven(Answer):
    """The role that the account holds from now on."""

    role_assignment_id: int


@dataclass(frozen=True, kw_only=True)
class RoleEnded(Answer):
    """The role that is no longer held."""

    role_assignment_id: int


@command(accounts_access.MANAGE_ACCOUNTS, event="account.admitted")
def admit(
    *,
    viewer: Viewer,
    email: str,
    role: str,
    display_name: str = "",
    password: str | None = None,
    school_id: int | None = None,
    ends_at: datetime | None = None,
    reason: str = "",
) -> Admitted:
    """Make an account that holds a role. Raises what `accounts.writes.create` and `give` raise."""
    account_id = accounts_writes.create(email=email, display_name=display_name, password=password)
    assignment_id = assign(
        viewer=viewer, account_id=account_id, role=role, school_id=school_id, ends_at=ends_at, reason=reason
    )
    return Admitted(account_id=account_id, role_assignment_id=assignment_id)


@command(accounts_access.MANAGE_ACCOUNTS, event="role.given")
def give(
    *,
    viewer: Viewer,
    account_id: int,
    role: str,
    school_id: int | None = None,
    ends_at: datetime | None = None,
    reason: str = "",
) -> RoleGiven:
    """Give an account a role from now on, until `ends_at` if that is said.

    Raises `NotFound`, `RoleUnknown`, `RoleOfOperators`, `RoleHasNoSchool`, `EndsTooEarly`,
    `SupportWithoutLimit`, and what `kit.values.clean` finds.
    """
    if not accounts.known(account_id):
        raise NotFound(field="account_id")
    assignment_id = assign(
        viewer=viewer, account_id=account_id, role=role, school_id=school_id, ends_at=ends_at, reason=reason
    )
    return RoleGiven(role_assignment_id=assignment_id)


@command(accounts_access.MANAGE_ACCOUNTS, event="role.ended")
def end(*, viewer: Viewer, role_assignment_id: int) -> RoleEnded:
    """End a role now, also one that would end by itself later.

    Raises `NotFound`, and `OwnRole` for one's own: so the tenant always keeps an administrator.
    """
    assignment = rows.locked_one(
        RoleAssignment, access.endable(viewer), role_assignment_id, field="role_assignment_id"
    )
    if assignment.account_id == viewer.account_id:
        raise OwnRole
    # A role that is ended at the very instant it was given was held for the shortest time that there is.
    assignment.ends_at = max(viewer.now, assignment.starts_at + timedelta(microseconds=1))
    assignment.save(update_fields=["ends_at"])
    return RoleEnded(role_assignment_id=assignment.pk)


@step
def assign(
    *,
    viewer: Viewer,
    account_id: int,
    role: str,
    school_id: int | None,
    ends_at: datetime | None,
    reason: str,
) -> int:
    """Write one role assignment, and return its id. Raises what `give` raises."""
    if role not in set(Role):
        raise RoleUnknown(role=role, roles=", ".join(Role))
    if role == Role.OPERATOR and viewer.account_id is not None:
        raise RoleOfOperators
    if role in {Role.TENANT_ADMIN, Role.OPERATOR} and school_id is not None:
        raise RoleHasNoSchool
    if school_id is not None and not tenancy.school_known(school_id):
        raise NotFound(field="school_id")
    _check_limits(role, starts_at=viewer.now, ends_at=ends_at, reason=reason)
    assignment = RoleAssignment(
        account_id=account_id,
        role=role,
        school_id=school_id,
        starts_at=viewer.now,
        ends_at=ends_at,
        reason=reason,
    )
    refuse_all(values.clean(assignment))
    assignment.save(force_insert=True)
    return assignment.pk


def _check_limits(role: str, *, starts_at: datetime, ends_at: datetime | None, reason: str) -> None:
    if ends_at is not None and (ends_at.tzinfo is None or ends_at <= starts_at):
        raise EndsTooEarly
    limited = (
        ends_at is not None
        and ends_at <= starts_at + LONGEST_SUPPORT
        and len(reason.strip()) >= SHORTEST_REASON
    )
    if role == Role.SUPPORT and not limited:
        raise SupportWithoutLimit(hours=LONGEST_SUPPORT // timedelta(hours=1), characters=SHORTEST_REASON)
