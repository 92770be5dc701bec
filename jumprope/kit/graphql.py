"""The product's one GraphQL API, and the bases with which apps declare their part of it."""

from typing import Any

import graphene

import graphplan
from jumprope.kit.errors import Refused
from jumprope.kit.viewer import Viewer


def _is_rule(function: str) -> bool:
    """Whether a function is one of an app's rules, which know nothing of the database."""
    return "rules" in function.partition(":")[0].split(".")


api = graphplan.Api(
    viewer=Viewer,
    rows=lambda model, viewer: viewer.rows(model),
    refusal=Refused,
    runs_alone=_is_rule,
)


class Type(graphplan.Type, api=api):
    """Rows of a model, and who sees them."""


class Structure(graphplan.Structure, api=api):
    """A value without identity."""


class Query(graphplan.Query, api=api):
    """Fields at the root of queries."""


class Rows(Query):
    """Rows of any type."""

    node = graphplan.FindAny("Node", "Any object by its identifier; null if it is absent or hidden.")
    nodes = graphplan.FindEach(
        "Node", "Any objects by their identifiers, in that order; null for each that is absent or hidden."
    )


class Mutation(graphplan.Mutation, api=api):
    """One command, and what it wrote."""

    class Input:
        """What every mutation is told: what its client repeats is done once."""

        idempotency_key = graphene.String(
            description="Chosen by the client: a request repeated with its key is done once, "
            "and answered again."
        )


class Input(graphplan.Input, api=api):
    """An object that a client sends."""


def several(kind: Any, description: str, *, required: bool = False) -> graphene.List:
    """A list that a client sends of values of this kind, none of them null."""
    return graphene.List(graphene.NonNull(kind), required=required, description=description)
