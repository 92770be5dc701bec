"""Many rows at once, on every database alike: inserted with their keys known, locked before they are read."""

from collections.abc import Collection, Sequence
from typing import TypeVar

from django.db import connection
from django.db.models import Q

from jumprope.kit.tenancy import TenantModel

Row = TypeVar("Row", bound=TenantModel)


def insert(new: Sequence[TenantModel]) -> list[int]:
    """Insert rows of one model, give each its primary key, and return the keys in the same order.

    Only in a transaction, and in the tenant in scope. Three statements, whatever the number of rows; but
    SQLite inserts them in portions. Raises `IntegrityError` for what a constraint refuses.

    MySQL does not tell the keys of rows that were inserted together. So they are looked up: they are those
    greater than the greatest that was there before. Whoever else inserts at the same moment does no harm:

    - the transaction reads one snapshot (REPEATABLE READ on MySQL, a single writer on SQLite), so that
      between the two looks nothing appears in the table but our own rows. Were it otherwise, their number
      would be wrong, and that is an error which undoes the transaction;
    - keys that a table gives out only grow, and the rows of a statement get them in the statement's order.
    """
    if not new:
        return []
    if not connection.in_atomic_block:
        raise RuntimeError("rows.insert belongs into a transaction")
    model = type(new[0])
    known = model.objects.order_by("pk").values_list("pk", flat=True)
    greatest = known.last() or 0
    model.objects.bulk_create(new)
    keys = list(known.filter(pk__gt=greatest))
    if len(keys) != len(new):
        raise RuntimeError(f"{len(new)} rows of {model._meta.label} were inserted, but {len(keys)} are new")
    for row, key in zip(new, keys, strict=True):
        row.pk = key
    return keys


def put(rows: Sequence[TenantModel], *, identity: Sequence[str], changing: Sequence[str]) -> list[int]:
    """Insert rows of one model, or change them where they are there already; return their keys in the same order.

    `identity` names the fields that, with the tenant, no two rows share; `changing` those that are written to a row
    that is there. Only under a lock that keeps others from the same rows. Two statements, whatever the number of rows.
    """
    if not rows:
        return []
    model = type(rows[0])
    named = [model._meta.get_field(name) for name in identity]
    model._default_manager.bulk_create(
        rows,
        update_conflicts=True,
        update_fields=changing,
        # MySQL takes any unique key for the identity, and none of the others can be met: new rows have no key yet.
        unique_fields=["tenant", *identity]
        if connection.features.supports_update_conflicts_with_target
        else None,
    )
    columns = [field.attname for field in named]
    there = {f"{column}__in": {getattr(row, column) for row in rows} for column in columns}
    keys = {
        tuple(known): key
        for key, *known in model._default_manager.filter(**there).values_list("pk", *columns)
    }
    return [keys[tuple(getattr(row, column) for column in columns)] for row in rows]


def lock(model: type[Row], rule: Q, keys: Collection[int | None]) -> dict[int, Row]:
    """Lock the rows with these keys for the rest of the transaction; return those that a rule allows, by key.

    The rows are as they are now, whatever the transaction read before. Locks are taken in the order of the
    keys, so that two transactions cannot wait for each other. Two statements, the same ones for rows that are
    absent or forbidden.

    The rule is asked afterwards. On MySQL the first plain read fixes what a transaction sees: before the
    lock, or in an inner query of the locking statement, it would show what was before another's change.
    """
    locked = list(model.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    allowed = set(model.objects.filter(rule, pk__in=keys).values_list("pk", flat=True))
    return {row.pk: row for row in locked if row.pk in allowed}
