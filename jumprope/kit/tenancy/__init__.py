"""No tenant, no rows: the scope, the model, its composite foreign keys, and the checks for what escapes."""

from jumprope.kit.tenancy.fields import TenantForeignKey, TenantOneToOneField
from jumprope.kit.tenancy.models import TenantModel
from jumprope.kit.tenancy.scope import NoTenant, across_tenants, tenant_scope

__all__ = [
    "NoTenant",
    "TenantForeignKey",
    "TenantModel",
    "TenantOneToOneField",
    "across_tenants",
    "tenant_scope",
]
