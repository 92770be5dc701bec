"""The viewer of an account: what its roles let it do now, and where."""

from django.db.models import Q

from jumprope.kit import clock
from jumprope.kit.permissions import Permission, Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions import rules
from jumprope.platform.permissions.models import RoleAssignment


def viewer_of(*, tenant_id: int, time_zone: str, account_id: int) -> Viewer:
    """The viewer of a tenant's account at this moment; a disabled account's holds nothing. One query."""
    now = clock.now()
    with tenant_scope(tenant_id):
        held = RoleAssignment.objects.filter(
            Q(ends_at=None) | Q(ends_at__gt=now),
            account=account_id,
            account__is_active=True,
            starts_at__lte=now,
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
