"""Every table says whose personal data it holds, explains its columns, and belongs to a tenant or says why
not.
"""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from jumprope.kit.tenancy import TenantModel

OUTSIDE_TENANTS = {
    "tenancy.Tenant",
    "accounts.Session",  # whose tenant it is, its account says
    # What operators know of the servers that all tenants share; it speaks of nobody's records.
    "opsdesk.Delivery",
    "opsdesk.DigestSent",
    "opsdesk.Event",
    "opsdesk.Finding",
    "opsdesk.Owner",
    "opsdesk.Pause",
    "opsdesk.Policy",
    "opsdesk.RiskException",
    "opsdesk.Ticket",
    "opsdesk.WebhookReceipt",
}
DJANGOS = {"password", "last_login", "session_data", "expire_date"}


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("jumprope.")]


def unsaid(model: type[models.Model]) -> Iterator[str]:
    """What a model leaves open: whose personal data, and what its columns mean."""
    docstring = model.__doc__ or ""
    _, found, whose = docstring.partition("Personal data:")
    if not found or not whose.strip():
        yield f"{model._meta.label} does not say whose personal data it holds"
    for field in model._meta.local_fields:
        ours = field.editable and not field.primary_key and field.name not in DJANGOS
        if ours and not field.help_text:
            yield f"{model._meta.label}.{field.name} does not say what it means (help_text)"


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_a_table_says_whose_personal_data_it_holds(model: type[models.Model]) -> None:
    assert not list(unsaid(model))


def test_a_table_that_does_not_say_is_noticed() -> None:
    class Silent:
        """Something."""

        _meta = type("Meta", (), {"label": "x.Silent", "local_fields": []})

    assert len(list(unsaid(Silent))) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_a_table_belongs_to_a_tenant(model: type[models.Model]) -> None:
    assert issubclass(model, TenantModel) or model._meta.label in OUTSIDE_TENANTS


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_keys_are_bigints(model: type[models.Model]) -> None:
    # A session's key is the secret in a cookie.
    assert isinstance(model._meta.pk, models.BigAutoField) or model._meta.label == "accounts.Session"


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_nothing_is_deleted_in_passing(model: type[models.Model]) -> None:
    keys = [field for field in model._meta.local_fields if isinstance(field, models.ForeignKey)]
    assert all(key.remote_field.on_delete is models.PROTECT for key in keys)


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_indexes_lead_with_the_tenant(model: type[models.Model]) -> None:
    allowed = {"accounts_account_email_idx"}  # at sign-in the tenant is not known yet
    if issubclass(model, TenantModel):
        for index in model._meta.indexes:
            first = index.fields[0] if index.fields else index.expressions[0].name
            assert first == "tenant" or index.name in allowed, index.name
