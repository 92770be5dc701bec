"""Relations between tenants' tables. They bring their composite constraint and index along, so none can be forgotten."""

from typing import Any

from django.db import models
from django.db.backends.utils import names_digest

from jumprope.kit.tenancy.constraints import TenantForeignKeyConstraint, TenantKey
from jumprope.kit.tenancy.scope import tenant_of_new_rows


def _in_a_migration(model: type[models.Model]) -> bool:
    """Models that migrations rebuild from their history already carry the constraints that were written down."""
    return model.__module__ == "__fake__"


def _add_constraint(model: type[models.Model], constraint: models.BaseConstraint) -> None:
    options = model._meta
    options.constraints = [*options.constraints, constraint]
    options.original_attrs["constraints"] = options.constraints


def _add_index(model: type[models.Model], field: str) -> None:
    options = model._meta
    digest = names_digest(options.db_table, field, length=6)
    index = models.Index(fields=["tenant", field], name=f"{options.model_name[:10]}_{field[:9]}_{digest}_fk")
    options.indexes = [*options.indexes, index]
    options.original_attrs["indexes"] = options.indexes


class TenantField(models.ForeignKey):
    """The tenant that owns the row: by default the one in scope. Brings the table's TenantKey."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "to": "tenancy.Tenant",
                "on_delete": models.PROTECT,
                "related_name": "+",
                "default": tenant_of_new_rows,
                "editable": False,
                "db_index": False,
            }
            | kwargs
        )

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False, **kwargs: Any) -> None:
        super().contribute_to_class(cls, name, private_only, **kwargs)
        if not cls._meta.abstract and not _in_a_migration(cls):
            _add_constraint(cls, TenantKey(fields=["tenant", "id"], name=f"{cls._meta.db_table}_tenant_key"))


class _WithinTenant:
    """What both kinds of relation share: PROTECT, no plain constraint, the composite one and its index instead."""

    def __init__(self, to: Any, **kwargs: Any) -> None:
        self.indexed = kwargs.pop("indexed", True)
        defaults = {"on_delete": models.PROTECT, "db_constraint": False, "db_index": False}
        super().__init__(to, **defaults | kwargs)  # type: ignore[call-arg]

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False, **kwargs: Any) -> None:
        super().contribute_to_class(cls, name, private_only, **kwargs)  # type: ignore[misc]
        if cls._meta.abstract or _in_a_migration(cls):
            return
        _add_constraint(cls, TenantForeignKeyConstraint(field=name, name=f"{cls._meta.db_table}_{name}_tenant_fk"))
        if self.indexed:
            _add_index(cls, name)


class TenantForeignKey(_WithinTenant, models.ForeignKey):
    """A to-one relation within the tenant. `indexed=False` where another index already leads with (tenant, it)."""


class TenantOneToOneField(_WithinTenant, models.OneToOneField):
    """A to-one relation within the tenant that no two rows share."""
