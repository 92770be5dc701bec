"""A schema written with Graphene alone: for each table a type, an enumeration, an input and a mutation."""

from enum import Enum
from typing import Any

import graphene
from django.db import models

SCALARS: dict[type[Any], Any] = {
    models.CharField: graphene.String,
    models.IntegerField: graphene.Int,
    models.BooleanField: graphene.Boolean,
    models.DateField: graphene.Date,
}


def build(tables: list[tuple[type[models.Model], type[Enum]]]) -> int:
    """Build it, and return how many types it has."""
    roots: dict[str, Any] = {}
    mutations: dict[str, Any] = {}
    for model, enum in tables:
        kind, mutation = _types(model, enum)
        field = model.__name__.lower()
        roots[field] = graphene.Field(kind, id=graphene.ID(required=True), description="One of them.")
        mutations[f"change_{field}"] = mutation.Field()
    query = type("Query", (graphene.ObjectType,), roots)
    schema = graphene.Schema(query=query, mutation=type("Mutation", (graphene.ObjectType,), mutations))
    return len(schema.graphql_schema.type_map)


def _types(model: type[models.Model], enum: type[Enum]) -> tuple[Any, Any]:
    name = model.__name__
    state = graphene.Enum.from_enum(enum)
    columns = {
        field.name: SCALARS[type(field)](required=True, description=str(field.help_text))
        for field in model._meta.local_fields
        if field.name.startswith("column_")
    }
    fields = {"id": graphene.ID(required=True), "state": state(required=True), **columns}
    kind = type(name, (graphene.ObjectType,), fields)
    given = {"id": graphene.ID(required=True), "state": state(), "column_0": graphene.String()}
    given_type = type(f"Change{name}Input", (graphene.InputObjectType,), given)
    arguments = type("Arguments", (), {"input": given_type(required=True)})
    body = {
        "Arguments": arguments,
        "changed": graphene.Field(kind),
        "mutate": _change,
    }
    return kind, type(f"Change{name}", (graphene.Mutation,), body)


def _change(*_arguments: Any, **_given: Any) -> None:
    """Nobody calls it."""
