"""Small APIs over the library's tables, for tests that need one with a mistake in it."""

from collections.abc import Callable
from typing import Any

import graphplan
from graphplan import Api, Find, Id
from graphplan.tests.library.desk import Refusal
from graphplan.tests.library.viewer import LibraryViewer, rows


class Fresh:
    """An API of its own with its bases, in which nothing is declared yet."""

    def __init__(self) -> None:
        self.api = api = Api(viewer=LibraryViewer, rows=rows, refusal=Refusal)

        class Type(graphplan.Type, api=api):
            """Rows."""

        class Structure(graphplan.Structure, api=api):
            """A value."""

        class Input(graphplan.Input, api=api):
            """An input."""

        class Query(graphplan.Query, api=api):
            """Questions."""

        class Mutation(graphplan.Mutation, api=api):
            """Deeds."""

        # Any: mypy takes no base class from an attribute.
        self.Type: Any = Type
        self.Structure: Any = Structure
        self.Input: Any = Input
        self.Query: Any = Query
        self.Mutation: Any = Mutation

    def declare(self, name: str, model: Any, rule: Any, /, **members: Any) -> Any:
        """A type with an id, whose rule is this function or always this value."""
        visible = rule if callable(rule) else lambda _: rule
        meta = type("Meta", (), {"model": model})
        body = {"__doc__": f"A {name}.", "Meta": meta, "id": Id(), "visible": staticmethod(visible)}
        return type(f"{name}Type", (self.Type,), {**body, **members})

    def schema(self, declare: "Callable[[Fresh], object] | None" = None) -> Any:
        """The schema of what is declared, and of this; of one question if none is."""
        if declare:
            declare(self)
        if not self.api.declarations.roots:
            first = next(iter(self.api.declarations.types))
            type("Anything", (self.Query,), {"anything": Find(first)})
        return self.api.schema()
