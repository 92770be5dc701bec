"""Columns of models by name."""

from typing import Any

from django.db.models import Field, Model

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
