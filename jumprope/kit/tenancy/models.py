"""The base of every table that belongs to a tenant."""

from typing import ClassVar, Self, TypeVar

from django.db import models

from jumprope.kit.tenancy.fields import TenantField
from jumprope.kit.tenancy.scope import every_tenant_in_scope, tenant_in_scope

Row = TypeVar("Row", bound=models.Model)


class TenantManager(models.Manager[Row]):
    """Rows of the tenant in scope, and no others; no tenant in scope, an exception."""

    def get_queryset(self) -> models.QuerySet[Row]:
        """The rows that all else starts from. Raises `NoTenant`."""
        rows = super().get_queryset()
        return rows if every_tenant_in_scope() else rows.filter(tenant=tenant_in_scope())


class TenantModel(models.Model):
    """A row that belongs to one tenant: made in the tenant in scope, found in no other.

    The manager is at once the default one, the base one and that of every relation, so that saving,
    refreshing, following and joining from here are held to the tenant too.
    """

    tenant = TenantField()

    objects: ClassVar[models.Manager[Self]] = TenantManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"
