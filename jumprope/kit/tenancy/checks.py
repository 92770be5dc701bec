"""System checks for what escapes tenancy. The tests plant each mistake that they look for."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core import checks
from django.db import models
from django.db.models.expressions import ExpressionList

from jumprope.kit.tenancy.constraints import TenantForeignKeyConstraint, TenantKey
from jumprope.kit.tenancy.models import TenantManager, TenantModel

Problems = Iterator[checks.CheckMessage]


def tenancy(app_configs: Sequence[AppConfig] | None = None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """Every way in which a tenant's rows could be reached, or point, outside the tenant."""
    configs = apps.get_app_configs() if app_configs is None else app_configs
    tables = (model for app in configs for model in app.get_models(include_auto_created=True))
    return [problem for model in tables for problem in problems_of(model)]


def problems_of(model: type[models.Model]) -> Problems:
    """What is wrong with one model."""
    if model._meta.auto_created:
        yield from _automatic_table(model)
    elif not issubclass(model, TenantModel):
        yield from _from_outside(model)
    else:
        yield from _managers(model)
        if not model._meta.proxy:
            yield from _tenant_key(model)
            yield from _relations(model)
            yield from _unique_keys(model)


def _leads_to_tenant_rows(field: Any) -> bool:
    target = getattr(field, "related_model", None)
    return isinstance(target, type) and issubclass(target, TenantModel)


def _automatic_table(model: type[models.Model]) -> Problems:
    if any(map(_leads_to_tenant_rows, model._meta.local_fields)):
        yield checks.Error(
            "An automatic table joins tenants' rows.",
            hint="Declare the table between them as a TenantModel of its own.",
            obj=model,
            id="tenancy.E001",
        )


def _managers(model: type[models.Model]) -> Problems:
    managers = [model._base_manager, model._default_manager, *model._meta.managers]
    if not all(isinstance(manager, TenantManager) for manager in managers):
        yield checks.Error(
            "A manager shows all tenants' rows.",
            hint="Let every manager be a TenantManager, and Meta inherit from TenantModel.Meta.",
            obj=model,
            id="tenancy.E002",
        )


def _tenant_key(model: type[models.Model]) -> Problems:
    if not any(isinstance(constraint, TenantKey) for constraint in model._meta.constraints):
        yield checks.Error(
            "The table has no TenantKey, so that no other can point at it.",
            hint="Leave the field `tenant` as TenantModel declares it, and inherit from no other table.",
            obj=model,
            id="tenancy.E003",
        )


def _relations(model: type[models.Model]) -> Problems:
    composite = {c.field for c in model._meta.constraints if isinstance(c, TenantForeignKeyConstraint)}
    for field in model._meta.local_fields:
        if _leads_to_tenant_rows(field) and field.name not in composite:
            yield checks.Error(
                f"{field.name} can point at another tenant's row.",
                hint="Use TenantForeignKey or TenantOneToOneField.",
                obj=model,
                id="tenancy.E004",
            )


def _from_outside(model: type[models.Model]) -> Problems:
    for field in model._meta.get_fields():
        if _leads_to_tenant_rows(field):
            yield checks.Error(
                f"{field.name} joins from outside any tenant to tenants' rows.",
                hint="Let the tenant's row point here, with related_name='+', or make this a TenantModel.",
                obj=model,
                id="tenancy.E005",
            )


def _unique_keys(model: type[models.Model]) -> Problems:
    columns = [[field.name] for field in model._meta.local_fields if field.unique and not field.primary_key]
    keys = [_fields(key) for key in model._meta.constraints if isinstance(key, models.UniqueConstraint)]
    for key in columns + keys:
        if "tenant" not in key and not any(
            _leads_to_tenant_rows(model._meta.get_field(name)) for name in key
        ):
            yield checks.Error(
                f"{', '.join(key)} is unique across tenants: one would learn what another has.",
                hint="Begin the key with the tenant.",
                obj=model,
                id="tenancy.E006",
            )


def _fields(key: models.UniqueConstraint) -> list[str]:
    inside: Iterable[Any] = ExpressionList(*key.expressions).flatten()
    # The stubs do not know that an F has a name.
    return [*key.fields, *(part.name for part in inside if isinstance(part, models.F))]  # type: ignore[attr-defined]
