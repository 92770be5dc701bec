"""A tenant copied to others within the database: one statement for each table, every key shifted alike.

Where a row of the original has the key 7, the row of the copy has 7 + shift; so has whatever points at it,
and the composite foreign keys of the database see to it that nothing points elsewhere.
"""

from collections.abc import Iterator
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import Case, ExpressionWrapper, F, Max, Value, When
from django.db.models.functions import Concat

from jumprope.kit import rows
from jumprope.kit.tenancy import TenantModel, tenant_scope
from jumprope.platform.audit import reads as audit
from jumprope.platform.audit import rules
from jumprope.platform.audit.models import AuditEvent, AuditHead
from jumprope.platform.tenancy.models import Tenant

KEYS_THAT_ARE_NO_RELATIONS = {"identifiers.ExternalIdentifier.subject_id"}
"""Columns with keys of rows that the database does not know to be keys."""

KEYS_BUT_FOR_NOBODY = {"audit.IdempotencyKey.holder"}
"""The same, with 0 where nobody is meant."""


def copy(original: Tenant, number: int) -> Tenant:
    """Copy all rows of a tenant to a new one, the `number`-th, counted from 2; all or nothing.

    Its slug and its email addresses differ by the number, and its audit chain holds. The answers in it (ids
    within explanations, and within the details of audit events) still name the original's rows.
    """
    shift = (number - 1) * _room_for_keys(original)
    with transaction.atomic():
        twin = Tenant.objects.get(pk=original.pk)
        twin.pk = None
        twin.slug, twin.name = slug_of_copy(number, original.slug), f"{original.name} {number}"
        twin.save(force_insert=True)
        for model in in_order_of_keys():
            _copy_rows(model, original, twin, number, shift)
        with tenant_scope(twin.pk):
            _chain_anew()
    return twin


def address_in_copy(number: int, mail: str) -> str:
    """The email address that somebody of the original has in the `number`-th copy."""
    return f"{number}.{mail}"


def slug_of_copy(number: int, slug: str) -> str:
    """The slug of the `number`-th copy of a tenant."""
    return f"{slug}-{number}"


def in_order_of_keys() -> list[type[TenantModel]]:
    """The tables of tenants, each after those that it points at."""
    tables = {model for model in apps.get_models() if issubclass(model, TenantModel)}
    graph = {model: {target for target in _targets(model) if target is not model} for model in tables}
    return [model for model in TopologicalSorter(graph).static_order() if model in tables]


def _targets(model: type[models.Model]) -> Iterator[Any]:
    for field in model._meta.local_fields:
        if isinstance(field, models.ForeignKey):
            yield field.related_model


def _room_for_keys(original: Tenant) -> int:
    """A number that is greater than every key of the original: a power of ten, for whoever compares rows."""
    with tenant_scope(original.pk):
        greatest = max(
            model.objects.aggregate(greatest=Max("pk"))["greatest"] or 0 for model in in_order_of_keys()
        )
    return int(10 ** len(str(greatest)))


def _copy_rows(model: type[TenantModel], original: Tenant, twin: Tenant, number: int, shift: int) -> None:
    """Insert the rows of one table. One statement; in the order of their keys, as they came to be."""
    fields = model._meta.local_concrete_fields
    with tenant_scope(original.pk):
        copied = model.objects.order_by("pk").values_list(
            *(_copied(field, twin, number, shift) for field in fields)
        )
        select, values = copied.query.sql_with_params()
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {quote(model._meta.db_table)} ({columns}) {select}", values)


def _copied(field: "models.Field[Any, Any]", twin: Tenant, number: int, shift: int) -> Any:
    """What stands in a column of the copy."""
    name = f"{field.model._meta.label}.{field.attname}"
    shifted = ExpressionWrapper(F(field.attname) + Value(shift), models.BigIntegerField())
    if field.name == "tenant":
        return Value(twin.pk)
    if name == "accounts.Account.email":
        return Concat(Value(address_in_copy(number, ""), models.EmailField()), F("email"))
    if name in KEYS_BUT_FOR_NOBODY:
        nobody = When(**{field.attname: 0}, then=Value(0))
        return Case(nobody, default=shifted, output_field=models.BigIntegerField())
    if field.primary_key or isinstance(field, models.ForeignKey) or name in KEYS_THAT_ARE_NO_RELATIONS:
        return shifted
    return F(field.attname)


def _chain_anew() -> None:
    """Link the events of the tenant in scope again: a digest covers the tenant, and so it fits no other."""
    events = list(AuditEvent.objects.order_by("position"))
    previous = ""
    for event in events:
        event.previous_digest = previous
        event.digest = previous = rules.digest(audit.entry(event))
    rows.save(events, changing=["previous_digest", "digest"])
    AuditHead.objects.update(digest=previous)
