"""Who is signed in, and to which tenant: two rows by their keys."""

from typing import Any

from django.db import connection

from jumprope.kit.viewer import Viewer

ACCOUNT = (
    "SELECT a.id, a.email, a.display_name, a.is_active FROM accounts_account a "
    "WHERE a.tenant_id = %s AND a.id = %s"
)
TENANT = "SELECT t.name, t.time_zone FROM tenancy_tenant t WHERE t.id = %s"

Found = tuple[tuple[Any, ...], tuple[Any, ...]]


def found(viewer: Viewer) -> Found:
    """Both rows. Two statements."""
    with connection.cursor() as cursor:
        cursor.execute(ACCOUNT, (viewer.tenant_id, viewer.account_id))
        account = cursor.fetchone()
        cursor.execute(TENANT, (viewer.tenant_id,))
        return account, cursor.fetchone()


def answer(rows: Found) -> dict[str, Any]:
    """The answer as Python values, for orjson."""
    (key, email, display_name, is_active), (name, time_zone) = rows
    me = {
        "id": f"Account:{key}",
        "email": email,
        "displayName": display_name,
        "isActive": bool(is_active),
    }
    return {"data": {"me": me, "tenant": {"name": name, "timeZone": time_zone}}}
