"""Asking the library, and looking at how the answer came about."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from graphql import GraphQLError, parse, validate

from graphplan import ROW_BUDGET
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


def ask(viewer: LibraryViewer, text: str, *, budget: int = ROW_BUDGET, **variables: Any) -> Reply:
    """Execute a document, which has to be valid. An error without a code is raised: nobody meant it to be."""
    document = parse(text)
    assert not (mistakes := validate(api.schema().graphql_schema, document)), mistakes
    with CaptureQueriesContext(connection) as captured:
        result = api.execute(viewer, document, variables, budget=budget)
    for error in result.errors or []:
        if error.original_error and not error.extensions:
            raise error.original_error
    return Reply(result.data, result.errors or [], [query["sql"] for query in captured.captured_queries])
