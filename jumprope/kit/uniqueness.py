"""Whose name it is when two take the same one at the same moment: the database decides, and says which."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, connection
from django.db.models import Model, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from jumprope.kit.errors import Refused

DUPLICATE_ENTRY = 1062
"""MySQL's number for a row that a unique key has no room for."""


class TakenMeanwhile(Refused):
    """Of many rows one has lost: the database does not say which."""

    code = "taken_meanwhile"
    message = _("Someone else has used one of these names at this very moment. Look at what there is now.")


@contextmanager
def unless_taken(model: type[Model], key: str, taken: Exception) -> Iterator[None]:
    """Raise `taken` when a row that is written here meets another one in a unique key of its model.

    `key` is the name of a `UniqueConstraint`, or of a field that is unique by itself, or in its tenant.
    Whatever else a database refuses is a bug, and stays an `IntegrityError`. Either way the transaction is
    spent.
    """
    try:
        yield
    except IntegrityError as error:
        if not _is_about(error, model, key):
            raise
        raise taken from error


def _is_about(error: IntegrityError, model: type[Model], key: str) -> bool:
    constraint, columns = _named(model, key)
    table = model._meta.db_table
    if connection.vendor == "mysql":
        # The entry itself comes before, and may hold anything.
        number, sentence = error.args
        return number == DUPLICATE_ENTRY and str(sentence).endswith(f" for key '{table}.{constraint}'")
    # A key of expressions has no columns to be told by.
    told = ", ".join(f"{table}.{column}" for column in columns) or f"index '{constraint}'"
    return str(error) == f"UNIQUE constraint failed: {told}"


def _named(model: type[Model], key: str) -> tuple[str, list[str]]:
    """What a database calls a unique key, and its columns."""
    column = {field.name: str(field.column) for field in model._meta.concrete_fields}
    for constraint in model._meta.constraints:
        if isinstance(constraint, UniqueConstraint) and (
            constraint.name == key or constraint.fields == ("tenant", key)
        ):
            return constraint.name, [column[name] for name in constraint.fields]
    return column[key], [column[key]]
