"""One API: its declarations, the hooks to its application, and from them its schema and its engine."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import graphene
from django.db.models import Model, QuerySet
from graphql import DocumentNode, ExecutionResult

from graphplan import checks, proofs
from graphplan.declarations.registry import Declarations
from graphplan.engine import ROW_BUDGET, Engine
from graphplan.outcomes import Outcome, Refusal
from graphplan.planner import Planner
from graphplan.plans.plan import RunsAlone, none_known
from graphplan.schema import SchemaBuilder
from graphplan.shapes import uncollected
from graphplan.viewer import Viewer

Rows = Callable[[type[Model], Any], "QuerySet[Any]"]
"""(model, viewer) -> the rows that rules then narrow. Must not depend on anything but its arguments."""


def all_rows(model: type[Model], viewer: Viewer) -> "QuerySet[Any]":  # noqa: ARG001
    """Every row, whoever asks."""
    return model._default_manager.all()


class Api:
    """An application's declarations, hooks, schema and engine.

    `viewer`: the application's `Viewer` class. `rows`: where all rows come from; it must not leave out the
    target of a key that it leaves in. `refusal`: the exception class of expected refusals, with `problems`, a
    sequence of objects with `code`, `field` (a dotted path or None) and `message`. `runs_alone`: says of a
    function that the API refers to, `package.module:name`, whether it needs nothing but what it is given.
    `engine`: makes the engine from the finished API.
    """

    def __init__(
        self,
        *,
        viewer: type[Viewer],
        rows: Rows = all_rows,
        refusal: Refusal = (),
        runs_alone: RunsAlone = none_known,
        engine: "Callable[[Api], Engine]" = Planner,
    ) -> None:
        self.viewer, self.rows, self.refusal, self.runs_alone = viewer, rows, refusal, runs_alone
        self.declarations = Declarations()
        self._make_engine = engine

    def schema(self) -> graphene.Schema:
        """The schema, built once from all that is declared by then, with every check and proof.

        Raises `DeclarationError` for the first mistake.
        """
        return self._schema

    @cached_property
    def engine(self) -> Engine:
        """What executes operations of this API."""
        return self._make_engine(self)

    def execute(
        self,
        viewer: Viewer,
        document: DocumentNode,
        variables: Mapping[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        budget: int = ROW_BUDGET,
        done: Mapping[str, Outcome] | None = None,
    ) -> ExecutionResult:
        """Execute one operation of a validated document; see `Engine.execute`."""
        return self.engine.execute(viewer, document, variables, operation_name, budget=budget, done=done)

    @cached_property
    def _schema(self) -> graphene.Schema:
        with uncollected():
            checks.check(self.declarations)
            proofs.prove(self.declarations, self.viewer)
            schema = SchemaBuilder(self.declarations).build()
            checks.check_schema(schema.graphql_schema)
        self.declarations.closed = True
        return schema
