"""The same schema, declared: with rules, checks and proofs."""

from enum import Enum
from typing import Any

import graphene
from django.db import models

import graphplan
from graphplan import ALL, Api, Column, Find, Id, IdInput, Rule, Written


def build(tables: list[tuple[type[models.Model], type[Enum]]]) -> int:
    """Build it, and return how many types it has."""
    api = Api(viewer=graphplan.Viewer)
    bases: dict[str, Any] = {
        name: type(f"Its{name}", (getattr(graphplan, name),), {"__doc__": "A base."}, api=api)
        for name in ("Type", "Query", "Mutation")
    }
    for model, enum in tables:
        _declare(bases, model, enum)
    return len(api.schema().graphql_schema.type_map)


def _visible(_viewer: graphplan.Viewer) -> Rule:
    return ALL


def _declare(bases: dict[str, Any], model: type[models.Model], enum: type[Enum]) -> None:
    name = model.__name__
    columns = {field.name: Column() for field in model._meta.local_fields if field.name.startswith("column_")}
    body = {
        "__doc__": "Rows of a table.",
        "Meta": type("Meta", (), {"model": model}),
        "id": Id(),
        "state": Column(enum=enum),
        **columns,
        "visible": staticmethod(_visible),
    }
    type(f"{name}Type", (bases["Type"],), body)
    type(f"{name}Query", (bases["Query"],), {name.lower(): Find(name, "One of them.")})
    given = {
        "id": IdInput(name, "Which.", required=True),
        "state": graphplan.enum_of(enum)(description="The state."),
        "column_0": graphene.String(description="A column."),
    }
    body = {
        "__doc__": "Change one of them.",
        "Meta": type("Meta", (), {"command": _change}),
        "Input": type("Input", (), given),
        "changed": Written(name, key="key"),
    }
    type(f"Change{name}", (bases["Mutation"],), body)


def _change(*, viewer: graphplan.Viewer, id: int, state: str = "", column_0: str = "") -> None:
    """Nobody calls it."""
