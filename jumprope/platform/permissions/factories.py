"""Role assignments and viewers for tests and benchmarks."""

from datetime import timedelta
from typing import Any

from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy.scope import tenant_in_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.accounts.models import Account
from jumprope.platform.permissions import reads
from jumprope.platform.permissions.models import RoleAssignment
from jumprope.platform.tenancy.models import School, Tenant


def a_role(role: Role, *, account: Account | None = None, **changes: Any) -> RoleAssignment:
    """A role held from now on for the whole tenant, by an account made for it; support for an hour."""
    values: dict[str, Any] = {"role": role, "account": account or an_account(), "starts_at": clock.now()}
    if role is Role.SUPPORT:
        values |= {
            "ends_at": clock.now() + timedelta(hours=1),
            "reason": "Ticket 4711: a gradebook stays empty",
        }
    return RoleAssignment.objects.create(**values | changes)


def a_viewer(
    *roles: Role, school: School | None = None, account: Account | None = None, **changes: Any
) -> Viewer:
    """The viewer, in the tenant in scope, of an account that holds these roles; made if none is given."""
    account = account or an_account()
    for role in roles:
        a_role(role, account=account, school=school, **changes)
    return the_viewer_of(account)


def the_viewer_of(account: Account) -> Viewer:
    """The viewer of an account at this moment, by the roles that it holds already."""
    tenant = Tenant.objects.get(pk=tenant_in_scope())
    return reads.viewer_of(tenant_id=tenant.pk, time_zone=tenant.time_zone, account_id=account.pk)
