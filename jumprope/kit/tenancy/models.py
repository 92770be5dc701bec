"""The base of every table that belongs to a tenant."""

from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models.lookups import Exact
from django.db.models.sql import AND, Query

from jumprope.kit.tenancy.fields import TenantField
from jumprope.kit.tenancy.scope import every_tenant_in_scope, tenant_in_scope

Row = TypeVar("Row", bound=models.Model)


class TenantManager(models.Manager[Row]):
    """Rows of the tenant in scope, and no others; no tenant in scope, an exception."""

    def get_queryset(self) -> models.QuerySet[Row]:
        """The rows that all else starts from. Raises `NoTenant`."""
        rows = super().get_queryset()
        if not every_tenant_in_scope():
            _keep_to(tenant_in_scope(), rows.query)
        return rows


def _keep_to(tenant_id: int, query: Query) -> None:
    """What `filter(tenant=tenant_id)` does to a query that says nothing yet, in a tenth of its time.

    It is a condition on a column of the table itself: there is no path to follow, and nothing to join.
    """
    table = query.get_initial_alias()
    # The stubs do not know that a query has options.
    tenant: Any = query.get_meta().get_field("tenant")
    query.where.add(Exact(tenant.get_col(table), tenant_id), AND)


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
