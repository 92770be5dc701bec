"""System checks for what escapes tenancy. They run with every management command, and the tests plant each mistake."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core import checks
from django.db import models

from jumprope.kit.tenancy.constraints import TenantForeignKeyConstraint, TenantKey
from jumprope.kit.tenancy.models import TenantManager, TenantModel

MEND_RELATION = "Use TenantForeignKey or TenantOneToOneField."
MEND_REVERSE = "Let the tenant's row point at this one, with related_name='+', or make this a TenantModel."
MEND_MANY = "Declare the table between them as a TenantModel of its own."
MEND_MANAGER = "Let every manager be a TenantManager, and Meta inherit from TenantModel.Meta."


def tenancy(app_configs: Any = None, **_kwargs: Any) -> list[checks.CheckMessage]:
    """Every way in which a tenant's rows could be reached, or point, outside the tenant."""
    found = list(app_configs) if app_configs is not None else list(apps.get_app_configs())
    return [
        error
        for app in found
        for model in app.get_models(include_auto_created=True)
        for error in problems_of(model)
    ]


def problems_of(model: type[models.Model]) -> Iterator[checks.CheckMessage]:
    """What is wrong with one model."""
    if model._meta.auto_created:
        yield from _automatic_many_to_many(model)
    elif issubclass(model, TenantModel):
        yield from _managers(model)
        yield from _constraints(model)
    else:
        yield from _from_outside(model)


def _related(field: Any) -> type[models.Model] | None:
    target = getattr(field, "related_model", None)
    return target if isinstance(target, type) and issubclass(target, TenantModel) else None


def _automatic_many_to_many(model: type[models.Model]) -> Iterator[checks.CheckMessage]:
    if any(_related(field) for field in model._meta.local_fields):
        yield checks.Error("An automatic table joins tenants' rows.", hint=MEND_MANY, obj=model, id="tenancy.E001")


def _managers(model: type[models.Model]) -> Iterator[checks.CheckMessage]:
    managers = [model._base_manager, model._default_manager, *model._meta.managers]
    if not all(isinstance(manager, TenantManager) for manager in managers):
        yield checks.Error("A manager shows all tenants' rows.", hint=MEND_MANAGER, obj=model, id="tenancy.E002")


def _constraints(model: type[models.Model]) -> Iterator[checks.CheckMessage]:
    composite = {c.field for c in model._meta.constraints if isinstance(c, TenantForeignKeyConstraint)}
    if not any(isinstance(constraint, TenantKey) for constraint in model._meta.constraints):
        yield checks.Error("The table has no TenantKey.", obj=model, id="tenancy.E003")
    for field in model._meta.local_fields:
        if _related(field) and (field.name not in composite or field.db_constraint):
            yield checks.Error(
                f"{field.name} can point at another tenant's row.", hint=MEND_RELATION, obj=model, id="tenancy.E004"
            )


def _from_outside(model: type[models.Model]) -> Iterator[checks.CheckMessage]:
    for field in model._meta.get_fields():
        if _related(field):
            yield checks.Error(
                f"{field.name} joins from outside any tenant to tenants' rows.",
                hint=MEND_REVERSE,
                obj=model,
                id="tenancy.E005",
            )
