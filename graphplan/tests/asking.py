"""Asking the library, and looking at how the answer came about."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    OperationType,
    get_operation_ast,
    parse,
    validate,
)

from graphplan import ROW_BUDGET, TextResult, to_json
from graphplan.executor import Executor
from graphplan.planner import Planner
from graphplan.planner.documents import text_of
from graphplan.tests.library import operations, types  # noqa: F401 - they declare the library
from graphplan.tests.library.models import Branch, Reader
from graphplan.tests.library.viewer import LibraryViewer, api

TODAY = date(2026, 5, 1)


@dataclass(frozen=True)
class Reply:
    """What came back, and the statements that it took."""

    data: Any
    errors: list[GraphQLError]
    statements: list[str]

    @property
    def codes(self) -> list[str]:
        """The codes of the errors."""
        return [(error.extensions or {}).get("code", "") for error in self.errors]


def librarian(branch: Branch, /, **said: Any) -> LibraryViewer:
    """Someone at the desk of a branch."""
    return LibraryViewer(
        **{"branch_id": branch.pk, "reader_id": None, "today": TODAY, "librarian": True, **said}
    )


def at_home(reader: Reader, /, **said: Any) -> LibraryViewer:
    """A reader."""
    given = {"branch_id": reader.branch_id, "reader_id": reader.pk, "today": TODAY, "reader": True}
    return LibraryViewer(**{**given, **said})


@cache
def reference() -> Executor:
    """The engine that the library's is measured against."""
    return Executor(api)


def ask(viewer: LibraryViewer, text: str, *, budget: int = ROW_BUDGET, **variables: Any) -> Reply:
    """What `ask_plainly` answers; that a plan answers a query alike is asserted."""
    reply = ask_plainly(viewer, text, budget=budget, **variables)
    document = parse(text)
    operation = get_operation_ast(document)
    if operation is not None and operation.operation is OperationType.QUERY:
        _assert_planned_alike(viewer, document, variables, budget, reply)
    return reply


def ask_plainly(viewer: LibraryViewer, text: str, *, budget: int = ROW_BUDGET, **variables: Any) -> Reply:
    """Execute a document, which has to be valid, with the reference engine.

    An error without a code is raised: nobody meant it to be.
    """
    document = parse(text)
    assert not (mistakes := validate(api.schema().graphql_schema, document)), mistakes
    with CaptureQueriesContext(connection) as captured:
        result = reference().execute(viewer, document, variables, budget=budget)
    for error in result.errors or []:
        if error.original_error and not error.extensions:
            raise error.original_error
    return Reply(result.data, result.errors or [], [query["sql"] for query in captured.captured_queries])


def planned(viewer: LibraryViewer, text: str, **variables: Any) -> Reply:
    """Execute a valid document by a plan: that there is one, and that it answers, is asserted."""
    document = parse(text)
    assert not (mistakes := validate(api.schema().graphql_schema, document)), mistakes
    planner = Planner(api)
    with CaptureQueriesContext(connection) as captured:
        result = planner.execute(viewer, document, variables)
    assert isinstance(result, TextResult), (result.errors, planner.counts)
    return Reply(result.data, [], [query["sql"] for query in captured.captured_queries])


def _assert_planned_alike(
    viewer: LibraryViewer,
    document: DocumentNode,
    variables: dict[str, Any],
    budget: int,
    expected: Reply,
) -> None:
    """Both engines say the same; without errors, and introspection aside, a plan wrote it."""
    planner = Planner(api)
    result = planner.execute(viewer, document, variables, budget=budget)
    if not expected.errors and "__schema" not in text_of(document):
        assert isinstance(result, TextResult), (text_of(document), planner.counts)
        assert result.text == to_json(expected.data)
    elif expected.codes != ["too_many_rows"] or result.errors:
        # A plan may need fewer rows than the reference engine, and have an answer where that has none.
        said = ExecutionResult(expected.data, expected.errors or None)
        assert to_json(result.formatted) == to_json(said.formatted)
