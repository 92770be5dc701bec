"""What is compiled once means the same in every statement: inner queries of rules, and conditions of rows."""

import gc
from collections import Counter
from collections.abc import Callable
from typing import Any
from weakref import ref

import pytest
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.lookups import Exact
from graphql import parse

from graphplan import Rule, TextResult, sees
from graphplan.planner import Planner
from graphplan.planner.once import InnerRows, said_once
from graphplan.tests.asking import ask_plainly, librarian
from graphplan.tests.library import factories
from graphplan.tests.library.models import Book, Branch, Loan
from graphplan.tests.library.viewer import LibraryViewer, api

pytestmark = pytest.mark.django_db

BOOKS = "{ books { edges { node { title } } } authors { books { title } } }"


def sql(rows: InnerRows) -> Any:
    return rows.as_sql(Book.objects.all().query.get_compiler(connection=connection), connection)


def shown(viewer: LibraryViewer) -> tuple[Any, Planner]:
    """What a new planner shows of all books, which the reference engine shows too."""
    planner = Planner(api)
    result = planner.execute(viewer, parse(BOOKS))
    assert isinstance(result, TextResult)
    assert result.data == ask_plainly(viewer, BOOKS).data
    return [edge["node"]["title"] for edge in result.data["books"]["edges"]], planner


def says(monkeypatch: pytest.MonkeyPatch, rule: Any) -> None:
    """Let this be the rule of books, besides that their branch is seen."""
    api.schema()
    monkeypatch.setattr(api.declarations.types["Book"], "visible", lambda v: sees("branch") & rule(v))


def test_it_is_compiled_once_and_for_all_queries() -> None:
    rows = InnerRows.of(Loan.objects.order_by("lent_on").filter(note="x").values("book_id"))
    assert rows is not None
    made = sql(rows)
    assert sql(rows.relabeled_clone({})) is made
    assert sql(rows.copy()) is made
    assert "ORDER BY" not in made[0]


def test_one_that_has_no_rows_says_so_each_time() -> None:
    rows = InnerRows.of(Loan.objects.none().values("book_id"))
    assert rows is not None
    for _ in range(2):
        with pytest.raises(EmptyResultSet):
            sql(rows)


def test_it_is_let_go_of_with_the_rows_that_it_was_made_of() -> None:
    loans = Loan.objects.filter(note="x").values("book_id")
    made = ref(InnerRows.of(loans))
    assert made() is not None
    del loans
    gc.collect()
    assert made() is None


MORE: dict[str, Callable[[QuerySet[Book]], QuerySet[Book, Any]]] = {
    "nothing more": lambda rows: rows,
    "an order": lambda rows: rows.order_by("price"),
    "a condition": lambda rows: rows.filter(pages=90),
    "a condition on a table that is joined already": lambda rows: rows.filter(branch__pk__gt=0),
    "another table": lambda rows: rows.filter(reprint_of__branch__name="North"),
    "a column of another table": lambda rows: rows.annotate(more=F("reprint_of__title")).values("more"),
    "within a query of the same table": lambda rows: Book.objects.filter(pk__in=rows.values("reprint_of")),
    "the row outside": lambda rows: Book.objects.filter(Exists(rows.filter(reprint_of=OuterRef("pk")))),
}


@pytest.mark.parametrize("more", MORE)
def test_a_query_says_the_same_whether_it_is_compiled_once_or_not(more: str) -> None:
    rows = Book.objects.filter(title="x").filter(Q(branch__name="North") | ~Q(kind__in=["novel"]))
    once = said_once(rows)
    # Twice: by then it was compiled in another query, and in this one.
    for made in ("nothing more", more, more):
        assert str(MORE[made](once).query) == str(MORE[made](rows).query)


def test_conditions_are_compiled_once_for_all_queries_made_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled, as_sql = Counter[str](), Exact.as_sql

    def counted(self: Any, *args: Any) -> Any:
        compiled[self.lhs.target.name] += 1
        return as_sql(self, *args)

    monkeypatch.setattr(Exact, "as_sql", counted)
    rows = said_once(Book.objects.filter(title="x", kind="novel"))
    for made in (rows, rows.order_by("price"), said_once(rows.filter(pages=90)).values("pk")):
        str(made.query)
    assert compiled == {"title": 1, "kind": 1, "pages": 1}


@pytest.mark.parametrize("nobody", [Q(pk__in=[]), Q(pk__in=[]) & Q(title="x")])
def test_what_holds_of_none_or_of_all_rows_says_so_each_time(nobody: Q) -> None:
    branch = factories.branch()
    book = factories.book(branch, factories.author())
    none, every = said_once(Book.objects.filter(nobody)), said_once(Book.objects.filter(~nobody))
    for _ in range(2):
        assert list(none.order_by("pk")) == []
        assert list(every.order_by("pk")) == [book]


def test_a_rule_may_ask_the_very_table_that_it_is_about(monkeypatch: pytest.MonkeyPatch) -> None:
    branch = factories.branch()
    first = factories.book(branch, factories.author(), title="First")
    factories.book(branch, factories.author(), title="Again", reprint_of=first)

    def reprinted(v: LibraryViewer) -> Rule:
        return Q(
            pk__in=Book.objects.filter(branch_id=v.branch_id, reprint_of__isnull=False).values("reprint_of")
        )

    says(monkeypatch, reprinted)
    titles, planner = shown(librarian(branch))
    assert titles == ["First"]
    assert planner.counts == {"compiled": 1, "planned": 1}


@pytest.mark.parametrize("negated", [False, True])
def test_nobodys_rows_are_nobodys(monkeypatch: pytest.MonkeyPatch, negated: bool) -> None:
    branch: Branch = factories.branch()
    factories.book(branch, factories.author(), title="First")

    def rule(_: LibraryViewer) -> Rule:
        said = Q(pk__in=Book.objects.none().values("pk"))
        return ~said if negated else said | Q(title="no such title")

    says(monkeypatch, rule)
    assert shown(librarian(branch))[0] == (["First"] if negated else [])


def test_it_takes_the_viewers_values_from_each_request(monkeypatch: pytest.MonkeyPatch) -> None:
    north, south = factories.branch(), factories.branch()
    for branch in (north, south):
        factories.book(branch, factories.author(), title=f"Of {branch.pk}")

    def rule(v: LibraryViewer) -> Rule:
        return Q(branch__in=Branch.objects.filter(pk=v.branch_id).values("pk"))

    says(monkeypatch, rule)
    planner = Planner(api)
    for branch in (north, south):
        result = planner.execute(librarian(branch), parse("{ books { edges { node { title } } } }"))
        assert isinstance(result, TextResult)
        assert result.text.count("title") == 1
        assert f"Of {branch.pk}" in result.text
    assert planner.counts["compiled"] == 1


def test_one_that_names_the_row_it_is_asked_for_is_left_to_django(monkeypatch: pytest.MonkeyPatch) -> None:
    branch = factories.branch()
    lent = factories.book(branch, factories.author(), title="Lent")
    factories.book(branch, factories.author(), title="There")
    factories.loan(factories.reader(branch), lent)

    def is_lent(_: LibraryViewer) -> Rule:
        return Q(title__in=Loan.objects.filter(book=OuterRef("pk")).values("book__title"))

    says(monkeypatch, is_lent)
    titles, planner = shown(librarian(branch))
    assert (titles, planner.counts["deopted"]) == (["Lent"], 0)
