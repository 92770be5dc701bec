"""Rules and expressions that a plan says from another row: both engines read them alike, nulls included."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat, Length
from graphene import Int, String
from graphql import parse

from graphplan import ALL, NOBODY, Column, Expression, ListOf, One, TextResult, any_of, sees, to_json
from graphplan.executor import Executor
from graphplan.planner import Planner, moves
from graphplan.planner.once import InnerRows
from graphplan.tests.asking import librarian
from graphplan.tests.fresh import Fresh
from graphplan.tests.library import factories
from graphplan.tests.library.models import Authorship, Book, Branch, Loan

pytestmark = pytest.mark.django_db

BOOKS = "{ books { id reprintOf { id title kind pages price full length } } }"


def has_author(_v: Any = None) -> Exists:
    return Exists(Authorship.objects.filter(book=OuterRef("pk")))


ORIGINALS: dict[str, Callable[[Any], Any]] = {
    "everyone": lambda _: ALL,
    "nobody": lambda _: NOBODY,
    "of a kind": lambda v: Q(kind__in=v.kinds["seen"]),
    "of another kind": lambda v: ~Q(kind__in=v.kinds["seen"]),
    "not counted": lambda _: Q(pages__isnull=True),
    "not of so many pages": lambda _: ~Q(pages=90),
    "priced by the page": lambda _: Q(pages__gt=F("price")),
    "somebody's": lambda _: Q(pk__in=Authorship.objects.values("book")),
    "with an author": has_author,
    "cheap, or with an author": lambda _: any_of(Q(price__lt=5), has_author()),
    "one or the other": lambda v: Q(kind="poetry") & ~Q(pages=90) | Q(branch__name="North", price=9),
}

BOOK_RULES: dict[str, Callable[[Any], Any]] = {
    "sees": lambda _: sees("reprint_of"),
    "does not see": lambda _: ~sees("reprint_of"),
    "sees, or else": lambda _: sees("reprint_of") | Q(withdrawn=True),
    "neither nor": lambda _: ~(sees("reprint_of") | Q(withdrawn=True)),
    "whatever": lambda _: ALL,
}


@pytest.fixture
def north() -> Branch:
    """A branch with originals of all kinds, each with a reprint, and of some withdrawn."""
    north = factories.branch(name="North")
    for kind, pages, price in [
        ("novel", None, "3"),
        ("novel", 90, "100"),
        ("poetry", 90, "4.50"),
        ("reference", 200, "9"),
        ("poetry", None, "9"),
    ]:
        authors = [factories.author()] if pages else []
        original = factories.book(north, *authors, kind=kind, pages=pages, price=price)
        factories.book(north, reprint_of=original, pages=pages)
        factories.book(north, reprint_of=original, withdrawn=True)
    factories.book(north, pages=90)
    return north


def fresh(book_rule: Any, original_rule: Any, **members: Any) -> Any:
    """An API of books, each with its original, which is of another type."""
    made = Fresh()
    shown = {
        "title": Column(description="T."),
        "kind": Column(description="K."),
        "pages": Column(description="P."),
        "price": Column(description="P."),
        "full": Expression(lambda: Concat(F("title"), Value("!")), String, description="F."),
        "length": Expression(lambda: Length("title"), Int, description="L."),
    }
    made.declare("Original", Book, original_rule, **{**shown, **members})
    made.declare("Book", Book, book_rule, reprint_of=One("Original"))
    type(
        "Books",
        (made.Query,),
        {"books": ListOf("Book", "All.", order_by="title", at_most=99), "__doc__": "Q."},
    )
    made.api.schema()
    return made.api


def assert_alike(api: Any, viewer: Any, text: str = BOOKS) -> Any:
    """What both engines answer."""
    expected = Executor(api).execute(viewer, parse(text))
    result = Planner(api).execute(viewer, parse(text))
    assert expected.errors is None
    assert isinstance(result, TextResult)
    assert result.text == to_json(expected.data)
    return result.data


@pytest.mark.parametrize("book_rule", BOOK_RULES)
@pytest.mark.parametrize("original_rule", ORIGINALS)
def test_what_a_rule_sees_is_seen_alike(north: Branch, book_rule: str, original_rule: str) -> None:
    api = fresh(BOOK_RULES[book_rule], ORIGINALS[original_rule])
    assert_alike(api, librarian(north, kinds={"seen": ["novel"]}))
    assert_alike(api, librarian(north))


@pytest.mark.parametrize("when", ORIGINALS)
def test_a_field_beyond_an_edge_is_read_by_the_same(north: Branch, when: str) -> None:
    rule = ORIGINALS[when]
    members: dict[str, Any] = {
        "price": Column(when=rule, description="P."),
        "length": Expression(lambda: Length("title"), Int, when=rule, description="L."),
    }
    data = assert_alike(
        fresh(lambda _: ALL, lambda _: ALL, **members), librarian(north, kinds={"seen": ["novel"]})
    )
    prices = {book["reprintOf"]["price"] is None for book in data["books"] if book["reprintOf"]}
    assert prices == {"everyone": {False}, "nobody": {True}}.get(when, {False, True})


def test_an_expression_with_an_inner_query_is_about_the_row_beyond_the_edge(north: Branch) -> None:
    def authors() -> Subquery:
        return Subquery(Authorship.objects.filter(book=OuterRef("pk")).values("part")[:1])

    api = fresh(lambda _: ALL, lambda _: ALL, full=Expression(authors, String, description="F."))
    shown = {
        book["reprintOf"]["full"]
        for book in assert_alike(api, librarian(north))["books"]
        if book["reprintOf"]
    }
    assert shown == {"text", None}


def movable(rule: Q) -> bool:
    """Whether a rule can be said from another row."""
    return moves.movable(rule, InnerRows.of)


def test_what_names_its_row_by_columns_only_can_be_moved() -> None:
    assert movable(Q(pages=F("price")) | ~Q(kind="novel"))
    assert not movable(Q(has_author()))
    assert not movable(Q(pages=F("price") + 1))
    assert not movable(Q(pk__in=Authorship.objects.filter(book=OuterRef("pk")).values("book")))
    assert movable(Q(pk__in=Authorship.objects.values("book")))


def loans_of_the_row(where: str) -> Any:
    """Keys of books, by a query that names the row it is asked for in this part of it."""
    loans, row = Loan.objects.all(), OuterRef("pk")
    match where:
        case "filtered relation":
            joined = FilteredRelation("book", condition=Q(book__pk=row))
            return loans.annotate(lent=joined).filter(lent__isnull=False).values("book")
        case "combined query":
            return loans.none().values("book").union(loans.filter(book=row).values("book"), all=True)
        case "annotation":
            return loans.annotate(lent=row).values("lent")
        case "order":
            return loans.order_by(row).values("book")[:1]
    return loans.filter(~Q(book__in=loans.filter(book=OuterRef(row)).values("book"))).values("book")


@pytest.mark.parametrize(
    "where", ["filtered relation", "combined query", "annotation", "order", "within another"]
)
def test_a_query_that_names_its_row_anywhere_cannot_be_moved(where: str) -> None:
    rows = loans_of_the_row(where)
    assert InnerRows.of(rows) is None
    assert not movable(Q(pk__in=rows))


def test_a_query_without_rows_names_none() -> None:
    assert movable(Q(pk__in=Loan.objects.none().values("book")))


def test_an_id_is_a_key_wherever_it_is_asked(north: Branch) -> None:
    api = fresh(lambda _: ALL, lambda _: ALL)
    data = assert_alike(api, librarian(north), "{ books { reprintOf { id } } }")
    keys = sorted(Book.objects.filter(reprints__isnull=False).values_list("pk", flat=True).distinct())
    assert {book["reprintOf"]["id"] for book in data["books"] if book["reprintOf"]} == {
        f"Original:{key}" for key in keys
    }
