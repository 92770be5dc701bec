"""Rows, one or many at once, on every database alike: inserted with their keys known, locked before they are
read, and found only where a rule allows.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, Q

from jumprope.kit import inserting
from jumprope.kit.errors import NotFound
from jumprope.kit.tenancy import TenantModel

Row = TypeVar("Row", bound=Model)
Key = TypeVar("Key", int, str)

HELD_AT_ONCE = 10_000
"""Keys in one statement: SQLite takes 32,766 parameters."""


def insert(new: Sequence[Model]) -> list[int]:
    """Insert rows of one model, give each its primary key, and return the keys in the same order.

    Only in a transaction, and rows of a tenant in the tenant in scope. Three statements, whatever the number
    of rows. Raises `IntegrityError` for what a constraint refuses.

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
    known = model._default_manager.order_by("pk").values_list("pk", flat=True)
    greatest = known.last() or 0
    inserting.insert(new)
    keys = list(known.filter(pk__gt=greatest))
    if len(keys) != len(new):
        raise RuntimeError(f"{len(new)} rows of {model._meta.label} were inserted, but {len(keys)} are new")
    for row, key in zip(new, keys, strict=True):
        row.pk = key
    return keys


def append(new: Iterable[Model]) -> None:
    """Insert rows of one model whose keys nobody asks for, such as lines of a history.

    One statement, whatever the number of rows. Raises `IntegrityError` for what a constraint refuses.
    """
    if given := list(new):
        inserting.insert(given)


def keep(
    history: type[Model], rows: Sequence[Model], *, of: str, columns: Collection[str], **same: Any
) -> None:
    """Append a line to a history for each of these rows, as they are now: its key in the column `of`, these
    of its columns under the same names, and what is `same` in all lines. One statement, none for no rows.
    """
    if rows:
        origins = {name: name for name in columns} | {of: rows[0]._meta.pk.attname}
        inserting.keep(history, rows, origins, same)


def save(rows: Sequence[Model], *, changing: Sequence[str]) -> None:
    """Insert the rows of one model that have no key yet, and write these columns of the others.

    The others were read before; afterwards each row has its key. Only under a lock that keeps others away.

    Three statements for those that are inserted and one for those that are changed, whatever their number:
    `bulk_update` compares every row with every key; and an insert that meets a row by another unique key
    than the primary one locks the gaps of that index on MySQL, so that commands which have no row in common
    wait for each other.
    """
    known = [row for row in rows if row.pk is not None]
    insert([row for row in rows if row.pk is None])
    if known:
        # A row of another tenant would be moved here, and that its relations refuse.
        columns = ["tenant", *changing] if isinstance(known[0], TenantModel) else changing
        inserting.change(known, columns)


def among(model: type[Model], keys: Iterable[int], *, rule: Q) -> set[int]:
    """Those of these keys whose rows, of the tenant in scope, a rule allows. One query."""
    return set(model._default_manager.filter(rule, pk__in=set(keys)).values_list("pk", flat=True))


def locked_one(model: type[Row], rule: Q, key: int, *, field: str) -> Row:
    """Lock the row with this key as `lock` does, and return it if a rule allows it.

    `field` is where the key stands in the input. Raises `NotFound`. Two statements.
    """
    found = lock(model, rule, [key])
    if key not in found:
        raise NotFound(field=field)
    return found[key]


def lock(model: type[Row], rule: Q, keys: Collection[int]) -> dict[int, Row]:
    """Lock the rows with these keys for the rest of the transaction; return those that a rule allows, by key.

    Two statements, the same ones for rows that are absent or forbidden. Where rows of several tables are
    locked, `hold` them all first and ask their rules afterwards: on MySQL the first plain read fixes what a
    transaction sees, and a rule asked before a lock, or within its statement, may hold no longer after it.
    """
    held = hold(model, keys)
    allowed = among(model, keys, rule=rule)
    return {key: row for key, row in held.items() if key in allowed}


def hold(model: type[Row], keys: Collection[int]) -> dict[int, Row]:
    """Lock the rows with these keys for the rest of the transaction, and return them as they are now, by key.

    Locks are taken in the order of the keys, so that two transactions cannot wait for each other. One
    statement for each 10,000 keys.
    """
    locked = model._default_manager.select_for_update().order_by("pk")
    return {row.pk: row for portion in portions(keys) or [[]] for row in locked.filter(pk__in=portion)}


def portions(keys: Collection[Key], *, at_most: int = HELD_AT_ONCE) -> list[list[Key]]:
    """Keys in their order, as many together as one statement takes; none for no keys."""
    ordered = sorted(keys)
    return [ordered[start : start + at_most] for start in range(0, len(ordered), at_most)]
