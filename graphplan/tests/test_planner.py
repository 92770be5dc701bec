"""Plans: what they read, when they are shared, when they give up. That they answer alike, `ask` asserts."""

import logging
from contextvars import ContextVar
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext
from graphql import ExecutionResult, GraphQLNonNull, parse

from graphplan import TextResult, to_json
from graphplan.planner import Planner, execution
from graphplan.planner.apart import apart
from graphplan.planner.cache import Cache
from graphplan.plans import run as running
from graphplan.tests.asking import ask, ask_plainly, at_home, librarian, planned
from graphplan.tests.library import factories
from graphplan.tests.library.models import Book, Branch, Loan, Reader
from graphplan.tests.library.viewer import LibraryViewer, api

pytestmark = pytest.mark.django_db

LOANS = "{ home { readers { edges { node { name loans { lentOn book { title authors { name } } } } } } } }"

LEND = """
mutation($input: LendBooksInput!) {
  lendBooks(input: $input) {
    __typename
    loans { id note book { title } }
    again: loans { id }
    reader { name loans { id } }
    errors { code field message }
  }
}
"""


@pytest.fixture
def north() -> Branch:
    """A branch with three readers, who have books."""
    branch, author = factories.branch(name="North"), factories.author(name="A")
    for name in "ABC":
        reader = factories.reader(branch, name=name)
        for number in range(2):
            factories.loan(reader, factories.book(branch, author, title=f"{name}{number}"))
    return branch


@pytest.fixture
def planner() -> Planner:
    """An engine without plans."""
    return Planner(api)


def run(planner: Planner, viewer: LibraryViewer, text: str, **variables: Any) -> ExecutionResult:
    """Execute a document."""
    return planner.execute(viewer, parse(text), variables)


class TestStatements:
    """One for each root and each edge to many, however many rows there are."""

    @pytest.mark.parametrize("readers", [1, 4])
    def test_edges_to_one_take_none(self, readers: int) -> None:
        branch = factories.branch()
        for _ in range(readers):
            factories.loan(factories.reader(branch), factories.book(branch, factories.author()))
        statements = planned(librarian(branch), LOANS).statements
        tables = [
            sql.split("library_")[1].split('"')[0].split("`")[0] for sql in statements if "SELECT" in sql
        ]
        assert len(tables) == 4

    def test_rows_that_are_asked_for_alike_are_read_together(self, north: Branch) -> None:
        keys = [reader.pk for reader in Reader.objects.all()]
        calls = " ".join(f'r{key}: reader(id: "Reader:{key}") {{ name loans {{ id }} }}' for key in keys)
        statements = planned(librarian(north), f"{{ {calls} }}").statements
        assert len([sql for sql in statements if "SELECT" in sql]) == 2

    def test_what_is_known_of_the_parent_is_not_asked_again(self, north: Branch) -> None:
        sql = planned(librarian(north), "{ home { readers { edges { node { loans { id } } } } } }").statements
        # A loan demands that its reader is seen: here every one comes from a reader that is.
        assert "library_reader" not in sql[-1 if "SELECT" in sql[-1] else -2]

    def test_where_nobody_sees_anything_nothing_is_run(self, north: Branch) -> None:
        assert planned(librarian(north), "{ reminders { id } }").data == {"reminders": []}
        statements = planned(librarian(north), "{ reminders { id } }").statements
        assert not [sql for sql in statements if "library_reminder" in sql]


class TestSharing:
    """A plan serves all whose flags are equal, and nobody else."""

    def test_values_of_viewers_are_bound_anew(self, planner: Planner, north: Branch) -> None:
        south = factories.branch(name="South")
        answers = [run(planner, librarian(branch), "{ home { name } }").data for branch in (north, south)]
        assert answers == [{"home": {"name": "North"}}, {"home": {"name": "South"}}]
        assert planner.counts == {"planned": 2, "compiled": 1}

    def test_flags_have_plans_of_their_own(self, planner: Planner, north: Branch) -> None:
        book = factories.book(north, withdrawn=True)
        text = f'{{ book(id: "Book:{book.pk}") {{ title }} }}'
        reader = Reader.objects.earliest("pk")
        shown = [run(planner, viewer, text).data for viewer in (librarian(north), at_home(reader))]
        assert shown == [{"book": {"title": book.title}}, {"book": None}]
        assert planner.counts["compiled"] == 2

    def test_variables_make_no_plans_but_where_they_switch_fields(
        self, planner: Planner, north: Branch
    ) -> None:
        fields = "id title @include(if: $with)"
        text = f"query($n: Int, $with: Boolean!) {{ books(first: $n) {{ edges {{ node {{ {fields} }} }} }} }}"
        viewer = librarian(north)
        for n, on in ((1, True), (2, True), (2, False), (3, False)):
            answer: Any = run(planner, viewer, text, n=n, **{"with": on}).data
            edges = answer["books"]["edges"]
            assert len(edges) == n
            assert all(("title" in edge["node"]) is on for edge in edges)
        assert planner.counts == {"planned": 4, "compiled": 2}

    def test_a_document_keeps_so_many_plans(
        self, planner: Planner, north: Branch, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(execution, "MOST_VARIANTS", 2)
        for name in ("a", "b", "a", "c", "a", "b"):
            run(planner, librarian(north, may={(name, "read")}), "{ home { name } }")
        assert planner.counts["compiled"] == 4

    def test_all_documents_together_keep_so_many_plans(
        self, planner: Planner, north: Branch, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(execution, "MOST_PLANS", 2)
        for key in ("home", "books", "home", "authors", "home", "books"):
            run(planner, librarian(north), f"{{ {key} {{ __typename }} }}")
        # The third document drives out the books, which were not asked for as lately as home.
        assert planner.counts["compiled"] == 4


def test_a_plan_knows_no_scope_of_the_request_that_compiled_it() -> None:
    scope = ContextVar("scope", default="none")
    scope.set("a tenant's")
    assert apart(scope.get) == "none"


def test_a_cache_forgets_what_was_not_used_for_longest() -> None:
    cache: Cache[str] = Cache(2)
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    assert "".join(cache.get(key, partial(make, key)) for key in "abacab") == "ABACAB"
    assert made == ["a", "b", "c", "b"]
    assert len(cache) == 2


class TestGivingUp:
    """Where a plan has no answer, the reference engine gives its own, and nothing of the plan's is seen."""

    def gives_up(
        self, planner: Planner, viewer: LibraryViewer, text: str, count: str, **variables: Any
    ) -> None:
        expected = ask_plainly(viewer, text, **variables)
        result = run(planner, viewer, text, **variables)
        assert not isinstance(result, TextResult)
        assert (result.data, [error.formatted for error in result.errors or []]) == (
            expected.data,
            [error.formatted for error in expected.errors],
        )
        assert planner.counts[count] == 1
        assert planner.counts["planned"] == 0

    def test_a_list_that_is_too_long_is_refused(self, planner: Planner, north: Branch) -> None:
        author = factories.author()
        for _ in range(6):
            factories.book(north, author)
        self.gives_up(planner, librarian(north), "{ authors { books { id } } }", "refused")

    @pytest.mark.parametrize("arguments", ["first: 0", "first: 101", "first: 1, last: 1", 'after: "!"'])
    def test_a_page_that_cannot_be_is_refused(self, planner: Planner, north: Branch, arguments: str) -> None:
        text = f"{{ home {{ books({arguments}) {{ edges {{ node {{ id }} }} }} }} }}"
        self.gives_up(planner, librarian(north), text, "refused")

    def test_too_many_rows_are_refused_as_a_whole(self, planner: Planner, north: Branch) -> None:
        text = "{ home { name } authors { id } }"
        for _ in range(3):
            factories.author()
        expected = ask_plainly(librarian(north), text, budget=2)
        assert (expected.data, expected.codes, expected.errors[0].path) == (None, ["too_many_rows"], None)
        with CaptureQueriesContext(connection) as captured:
            result = planner.execute(librarian(north), parse(text), budget=2)
        assert to_json(result.formatted) == to_json(ExecutionResult(None, expected.errors).formatted)
        assert planner.counts == {"compiled": 1, "refused": 1}
        assert sum(query["sql"].startswith("SELECT") for query in captured.captured_queries) <= 3

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("{ home { name } books(first: 0) { edges { node { id } } } }", "page_out_of_range"),
            ('{ home { name } books(after: "!") { edges { node { id } } } }', "bad_cursor"),
            ("{ home { name } authors { books { id } } }", "list_too_long"),
        ],
    )
    def test_nobody_makes_the_reference_engine_read_much_by_what_is_refused(
        self, planner: Planner, north: Branch, monkeypatch: pytest.MonkeyPatch, text: str, code: str
    ) -> None:
        author = factories.author()
        for _ in range(6):
            factories.book(north, author)
        expected = ask_plainly(librarian(north), text)
        assert to_json(run(planner, librarian(north), text).formatted) == to_json(
            ExecutionResult(expected.data, expected.errors).formatted
        )
        monkeypatch.setattr(execution, "MOST_ROWS_AGAIN", 0)
        result = run(planner, librarian(north), text)
        (error,) = result.errors or []
        assert (result.data, error.path, error.extensions) == (None, None, {"code": code})
        assert error.message == expected.errors[0].message

    def test_variables_that_do_not_fit_are_refused(self, planner: Planner, north: Branch) -> None:
        result = run(planner, librarian(north), "query($id: ID!) { book(id: $id) { id } }", id=[])
        assert result.errors
        assert planner.counts == {"refused": 1}

    def test_introspection_has_no_plan(self, planner: Planner, north: Branch) -> None:
        self.gives_up(planner, librarian(north), "{ __schema { queryType { name } } }", "unplanned")

    def test_a_null_where_the_schema_promises_a_value_is_the_reference_engines_to_tell(
        self, planner: Planner, north: Branch, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def nothing(_viewer: Any, _keys: Any) -> dict[int, int]:
            return {}

        member = api.declarations.types["Author"].members["book_count"]
        kind = api.schema().graphql_schema.type_map["Author"].fields["bookCount"]
        monkeypatch.setattr(member, "load", nothing)
        monkeypatch.setattr(kind, "type", GraphQLNonNull(kind.type))
        document = parse("{ authors { bookCount } }")
        result = planner.execute(librarian(north), document)
        assert result.data is None
        assert result.errors is not None
        assert "Cannot return null" in result.errors[0].message
        assert planner.counts == {"compiled": 1, "deopted": 1}

    def test_a_value_that_is_not_of_its_enumeration_is_no_answer(
        self, planner: Planner, north: Branch, caplog: pytest.LogCaptureFixture
    ) -> None:
        Book.objects.update(kind="scroll")
        document = parse("{ books(first: 1) { edges { node { kind } } } }")
        with caplog.at_level(logging.WARNING):
            result = planner.execute(librarian(north), document)
        assert result.data is None
        assert planner.counts["deopted"] == 1
        assert "document " in caplog.text
        assert "scroll" not in caplog.text

    def test_a_fault_in_generated_code_answers_nothing_of_its_own(
        self, planner: Planner, north: Branch, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fetch(*_: Any) -> Any:
            raise ZeroDivisionError

        monkeypatch.setattr(running, "look", fetch)
        assert run(planner, librarian(north), "{ home { name } }").data == {"home": {"name": "North"}}
        assert planner.counts["deopted"] == 1

    def test_the_transaction_around_it_goes_on(self, planner: Planner, north: Branch) -> None:
        run(planner, librarian(north), "{ home { books(first: 0) { edges { cursor } } } }")
        assert not connection.needs_rollback
        assert Branch.objects.count() == 1

    def test_a_rule_that_cannot_be_compiled_is_read_plainly(
        self, planner: Planner, north: Branch, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def looks(v: LibraryViewer) -> Q:
            return Q(pk=int(v.branch_id))

        monkeypatch.setattr(api.declarations.types["Branch"], "visible", looks)
        assert run(planner, librarian(north), "{ home { name } }").data == {"home": {"name": "North"}}
        assert planner.counts == {"deopted": 1}


class TestMutations:
    """The command first, then its payload as a plan."""

    def told(self, reader: Reader, *books: Book) -> dict[str, Any]:
        return {
            "readerId": f"Reader:{reader.pk}",
            "copies": [{"bookId": f"Book:{book.pk}"} for book in books],
        }

    def test_the_payload_is_what_the_reference_engine_would_show(
        self, planner: Planner, north: Branch
    ) -> None:
        reader, book = Reader.objects.earliest("pk"), factories.book(north, title="Odes")
        result = run(planner, librarian(north), LEND, input=self.told(reader, book))
        loan = Loan.objects.latest("pk")
        assert isinstance(result, TextResult)
        assert result.data == {
            "lendBooks": {
                "__typename": "LendBooksPayload",
                "loans": [{"id": f"Loan:{loan.pk}", "note": None, "book": {"title": "Odes"}}],
                "again": [{"id": f"Loan:{loan.pk}"}],
                "reader": {
                    "name": "A",
                    "loans": [{"id": f"Loan:{one.pk}"} for one in reader.loans.order_by("-lent_on", "pk")],
                },
                "errors": [],
            }
        }

    def test_a_refusal_is_told(self, planner: Planner, north: Branch) -> None:
        reader, book = Reader.objects.earliest("pk"), factories.book(north, kind="reference")
        before = Loan.objects.count()
        result = run(planner, librarian(north), LEND, input=self.told(reader, book))
        error = {"code": "not_lent", "field": "copies.0.bookId", "message": "Reference works stay here."}
        shown = {"__typename": "LendBooksPayload", "loans": None, "again": None, "reader": None}
        assert isinstance(result, TextResult)
        assert result.data == {"lendBooks": {**shown, "errors": [error]}}
        assert Loan.objects.count() == before

    def test_a_command_is_not_called_again_when_its_payload_gives_up(
        self, planner: Planner, north: Branch
    ) -> None:
        reader, book = Reader.objects.earliest("pk"), factories.book(north)
        Book.objects.update(kind="scroll")
        before = Loan.objects.count()
        text = "mutation($input: LendBooksInput!) { a: lendBooks(input: $input) { loans { book { kind } } } }"
        result = run(planner, librarian(north), text, input=self.told(reader, book))
        assert (planner.counts["deopted"], result.errors is None) == (1, False)
        assert Loan.objects.count() == before + 1

    def test_what_comes_after_a_payload_that_gave_up_is_still_done(
        self, planner: Planner, north: Branch
    ) -> None:
        reader, books = Reader.objects.earliest("pk"), [factories.book(north) for _ in range(2)]
        Book.objects.filter(pk=books[0].pk).update(kind="scroll")
        text = """
            mutation($a: LendBooksInput!, $b: LendBooksInput!) {
              a: lendBooks(input: $a) { loans { book { second: secondKind kind } } }
              b: lendBooks(input: $b) { loans { book { kind } } }
            }
        """
        before = Loan.objects.count()
        told = {"a": self.told(reader, books[0]), "b": self.told(reader, books[1])}
        result = run(planner, librarian(north), text, **told)
        assert result.data is not None
        assert result.data["b"] == {"loans": [{"book": {"kind": "NOVEL"}}]}
        assert Loan.objects.count() == before + 2

    def test_a_command_that_fails_is_called_once(
        self, planner: Planner, north: Branch, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        calls: list[Any] = []

        def fail(**said: Any) -> Any:
            calls.append(said)
            raise RuntimeError("stuck")

        monkeypatch.setattr(api.declarations.mutations["CloseDesk"], "command", fail)
        result = run(planner, librarian(north), "mutation { closeDesk { errors { code } } }")
        assert result.data is None
        assert result.errors is not None
        assert isinstance(result.errors[0].original_error, RuntimeError)
        assert len(calls) == 1

    def test_rows_that_the_viewer_may_not_see_are_left_out(self, planner: Planner, north: Branch) -> None:
        elsewhere = factories.reader(factories.branch())
        result = run(planner, librarian(north), LEND, input=self.told(elsewhere, factories.book(north)))
        assert isinstance(result, TextResult)
        assert (result.data["lendBooks"]["loans"], result.data["lendBooks"]["reader"]) == ([], None)


def test_an_answer_is_read_from_its_text_for_whoever_asks() -> None:
    result = TextResult('{"a":[1,"é"]}'.encode())
    assert result.data == {"a": [1, "é"]}
    assert result.formatted == {"data": {"a": [1, "é"]}}
    assert to_json(result.data) == result.text


@pytest.mark.parametrize("text", ['O\'Brien\\ {braces} "quotes" \n\t\u2028\x7f é 𝄞', "</script>"])
def test_texts_of_all_kinds_are_written_as_the_reference_engine_writes_them(north: Branch, text: str) -> None:
    factories.reader(north, name=text)
    ask(librarian(north), "{ home { readers(last: 9) { edges { cursor node { name email } } } } }")
