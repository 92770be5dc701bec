"""What an engine is: it executes validated documents of one API for a viewer."""

from collections.abc import Mapping
from json import loads
from typing import Any, Protocol

from graphql import DocumentNode, ExecutionResult

from graphplan.outcomes import Outcome
from graphplan.viewer import Viewer

ROW_BUDGET = 50_000
"""How many rows one operation may read if nothing else is said."""


class TextResult(ExecutionResult):
    """An answer without errors that is JSON already, in UTF-8; `text` and `data` are for whoever asks."""

    __slots__ = ("json",)

    def __init__(self, json: bytes) -> None:
        self.json = json

    errors = None
    extensions = None

    @property
    def text(self) -> str:
        """The JSON as a text."""
        return self.json.decode()

    @property
    def data(self) -> Any:  # type: ignore[override]
        """The JSON as Python values."""
        return loads(self.json)


class Engine(Protocol):
    """Executes operations. Every engine gives the same answers; they differ in how they come by them."""

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
        """Execute one operation of a document that was validated against the schema.

        `done` are the mutations that were run before, by their key in the answer: they are not run again.
        `budget` is how many rows it may read at most. Errors by design carry `extensions.code`; any other has
        its cause in `original_error`.
        """
        ...
