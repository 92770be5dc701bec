"""Columns of models: by name, and whether Django alone says what their values are."""

from datetime import UTC
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Field, ForeignKey, Model

from graphplan.errors import DeclarationError


def column_of(model: type[Model], name: str, place: str) -> "Field[Any, Any]":
    """The concrete column `name` of a model, by the field's name or by the column's own (`student_id`).

    Raises `DeclarationError` if there is none.
    """
    for field in model._meta.concrete_fields:
        if name in (field.name, field.attname):
            return field
    known = ", ".join(field.attname for field in model._meta.concrete_fields)
    raise DeclarationError(place, f"{model.__name__} has no column {name!r}", f"Its columns are {known}")


_OF_VALUES = (
    "from_db_value",
    "get_db_converters",
    "get_db_prep_value",
    "get_internal_type",
    "get_prep_value",
    "to_python",
)
"""What a field does with values."""


def kind_of(column: "Field[Any, Any]") -> str:
    """The kind of one of Django's own fields, or of one that does with values what that does; of a foreign
    key, that of the key at its end. It is empty for one that does something of its own with them.
    """
    while isinstance(column, ForeignKey):
        column = column.target_field
    own: Any = type(column)
    return column.get_internal_type() if _is_as_django(own) else ""


@cache
def _is_as_django(own: Any) -> bool:
    """Whether fields of a class do with values what Django's do that it is, or is made from."""
    django = next(kind for kind in own.__mro__ if kind.__module__.startswith("django.db.models.fields"))
    return all(getattr(own, name, None) is getattr(django, name, None) for name in _OF_VALUES)


def has_instants() -> bool:
    """Whether the database holds instants in UTC, and Django knows."""
    return bool(settings.USE_TZ and connection.timezone is UTC)
