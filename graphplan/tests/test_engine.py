"""The engine as a whole: one snapshot, no work that nobody asked for, errors as they are meant."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext
from graphql import DocumentNode, ExecutionResult, parse
from pytest_django import DjangoDbBlocker

import graphplan
from graphplan import ALL, Api, Column, Engine, ListOf, Viewer
from graphplan.api import all_rows
from graphplan.outcomes import Outcome
from graphplan.planner import Planner
from graphplan.snapshot import one_snapshot
from graphplan.tests.asking import TODAY, ask, librarian
from graphplan.tests.library import factories
from graphplan.tests.library.models import Author, Book
from graphplan.tests.library.viewer import LibraryViewer, api


@pytest.fixture
def outside(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Any]:  # noqa: ARG001
    """The connection, outside of any transaction: nothing may be written, since nothing is rolled back."""
    with django_db_blocker.unblock():
        yield connections["default"]


@pytest.mark.usefixtures("outside")
class TestSnapshot:
    """Outside of any transaction, as in production."""

    def statements(self, text: str) -> list[str]:
        """The first words of the statements of a document."""
        viewer = LibraryViewer(branch_id=0, reader_id=None, today=TODAY, librarian=True)
        return [statement.split()[0] for statement in ask(viewer, text).statements]

    def test_a_query_is_one_transaction(self) -> None:
        assert self.statements("{ authors { name } me { name } home { name } }") == [
            "BEGIN",
            "SELECT",
            "SELECT",
            "COMMIT",
        ]

    def test_a_payload_is_one_transaction_after_the_commands_own(self) -> None:
        lend = 'lendBooks(input: {readerId: "Reader:1", copies: []}) { reader { name } }'
        once = ["BEGIN", "COMMIT", "BEGIN", "SELECT", "COMMIT"]
        assert self.statements(f"mutation {{ {lend} }}") == once
        assert self.statements(f"mutation {{ a: {lend} b: {lend} }}") == once * 2

    @pytest.mark.sqlite
    def test_a_query_does_not_take_the_write_lock(
        self, outside: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        outside.ensure_connection()
        monkeypatch.setattr(outside, "transaction_mode", "IMMEDIATE")
        with CaptureQueriesContext(outside) as captured, one_snapshot():
            Author.objects.exists()
        assert captured.captured_queries[0]["sql"] == "BEGIN DEFERRED"
        assert outside.transaction_mode == "IMMEDIATE"

    def test_the_connection_is_as_before_after_a_failure(self, outside: Any) -> None:
        outside.ensure_connection()
        before = getattr(outside, "transaction_mode", None)
        with pytest.raises(ZeroDivisionError), one_snapshot():
            _ = 1 / 0
        assert not outside.in_atomic_block
        assert getattr(outside, "transaction_mode", None) == before


class Echo:
    """Another engine, which says what it was asked."""

    def __init__(self, api: Api) -> None:
        self.api = api

    def execute(
        self,
        viewer: Viewer,
        document: DocumentNode,
        variables: Mapping[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        budget: int = graphplan.ROW_BUDGET,
        done: Mapping[str, Outcome] | None = None,
    ) -> ExecutionResult:
        return ExecutionResult({"asked": [viewer, document, variables, operation_name, budget, done]})


def test_the_engine_can_be_another_one() -> None:
    other = Api(viewer=LibraryViewer, engine=Echo)
    engine: Engine = other.engine
    viewer = LibraryViewer(branch_id=1, reader_id=None, today=None)
    document = parse("{ a }")
    assert engine.execute(viewer, document).data == {"asked": [viewer, document, None, None, 50_000, None]}
    assert other.execute(viewer, document, {"b": 1}, "c", budget=5, done={}).data == {
        "asked": [viewer, document, {"b": 1}, "c", 5, {}]
    }


def test_an_api_has_one_engine_and_one_schema() -> None:
    assert api.engine is api.engine
    assert isinstance(api.engine, Planner)
    assert api.schema() is api.schema()


@pytest.mark.django_db
def test_an_api_without_hooks_shows_all_rows_that_rules_allow() -> None:
    bare = Api(viewer=Viewer)

    class Type(graphplan.Type, api=bare):
        """Rows."""

    class Query(graphplan.Query, api=bare):
        """Questions."""

    class AuthorType(Type):
        """Who wrote books."""

        class Meta:
            model = Author

        name = Column()

        @staticmethod
        def visible(_: Viewer) -> graphplan.Rule:
            return ALL

    class Authors(Query):
        """Questions about authors."""

        authors = ListOf("Author", order_by="name", at_most=9)

    assert (AuthorType.declaration.name, list(Authors.declaration.members)) == ("Author", ["authors"])
    factories.author(name="Ash")
    assert bare.execute(Viewer(), parse("{ authors { name } }")).data == {"authors": [{"name": "Ash"}]}
    assert list(all_rows(Book, Viewer())) == []


@pytest.mark.django_db
def test_an_operation_is_chosen_by_its_name() -> None:
    branch = factories.branch(name="North")
    document = parse("query A { home { name } } query B { home { id } }")
    assert api.execute(librarian(branch), document, None, "A").data == {"home": {"name": "North"}}
    errors = api.execute(librarian(branch), document).errors
    assert errors is not None
    assert "Must provide operation name" in errors[0].message


@pytest.mark.django_db
def test_variables_that_do_not_fit_are_graphqls_own_error() -> None:
    errors = api.execute(
        librarian(factories.branch()), parse("query($id: ID!) { book(id: $id) { id } }")
    ).errors
    assert errors is not None
    assert "Variable '$id' of required type 'ID!' was not provided" in errors[0].message


@pytest.mark.django_db
def test_the_schema_can_be_asked_about_itself() -> None:
    reply = ask(librarian(factories.branch()), "{ __schema { queryType { name } } __typename }")
    assert reply.data == {"__schema": {"queryType": {"name": "Query"}}, "__typename": "Query"}
    assert reply.statements == []
