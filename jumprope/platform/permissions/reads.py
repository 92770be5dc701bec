"""The viewer of an account: what its roles let it do now, and where."""

from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet

from jumprope.kit import clock
from jumprope.kit.permissions import Permission, Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts import access as accounts
from jumprope.platform.permissions import rules
from jumprope.platform.permissions.models import RoleAssignment


def viewer_of(*, tenant_id: int, time_zone: str, account_id: int) -> Viewer:
    """The viewer of a tenant's account at this moment; a disabled account's holds nothing. One query."""
    now = clock.now()
    with tenant_scope(tenant_id):
        held = RoleAssignment.objects.filter(
            _held(now), account=account_id, account__is_active=True
        ).values_list("role", "school_id")
        found = rules.reaches([(Role(role), school) for role, school in held], Permission.declared.values())
    return Viewer(
        tenant_id=tenant_id,
        account_id=account_id,
        now=now,
        today=clock.today(time_zone),
        reaches=found.pairs,
        schools=found.schools,
    )


def who_asks(*, session_key: Any, now: Any) -> QuerySet[Any, tuple[Any, ...]]:
    """Who is signed in with a session: one row for each role that they hold, and one if they hold none.

    Of each row: what was signed in the session; the account's key, password and tenant; the tenant's time
    zone; the role; and the school that it is held for. See `accounts.access.of_session`.
    """
    held = FilteredRelation("role_assignments", condition=_held(now, "role_assignments__"))
    return (
        accounts.of_session(session_key=session_key, now=now)
        .annotate(held=held, time_zone=F("tenant__time_zone"))
        .values_list(
            "session_data", "pk", "password", "tenant_id", "time_zone", "held__role", "held__school_id"
        )
    )


def _held(now: Any, prefix: str = "") -> Q:
    """The assignments that hold at an instant."""
    lasts = Q(**{f"{prefix}ends_at": None}) | Q(**{f"{prefix}ends_at__gt": now})
    return lasts & Q(**{f"{prefix}starts_at__lte": now})
