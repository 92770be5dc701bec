"""Fields and edges that do not build: unknown names, missing words, unbounded lists, orders that tell."""

from enum import StrEnum
from typing import Any

import graphene
from django.db.models import Count, F, Max, Window
from django.db.models.functions import RowNumber

import graphplan
from graphplan import (
    ALL,
    Batch,
    Column,
    Connection,
    Expression,
    IdOf,
    ListOf,
    Many,
    Nested,
    One,
)
from graphplan.tests.fresh import Fresh
from graphplan.tests.library.models import Book, Shelf
from graphplan.tests.mistakes import Declare, asking, assert_refused, book, mistakes


class Undescribed(StrEnum):
    NOVEL = "novel"


def shelf(**members: Any) -> Declare:
    """A shelf with these members, beside a book."""

    def declare(f: Fresh) -> None:
        f.declare("Book", Book, ALL)
        f.declare("Shelf", Shelf, ALL, **members)

    return declare


def nested(source: str) -> Declare:
    """A book with a structure from this column."""

    def declare(f: Fresh) -> None:
        fields = {"__doc__": "A shape.", "name": graphene.String(description="Its name.")}
        f.declare("Book", Book, ALL, shape=Nested(type("Shape", (f.Structure,), fields), source=source))

    return declare


def batch(columns: str, of: Any) -> Declare:
    """A book with a batch."""
    return book(n=Batch(lambda _viewer, _keys: {}, columns=columns, of=of))


def computed(build: Any, of: Any, **said: Any) -> Declare:
    """A book with an SQL expression."""
    return book(e=Expression(build, of, **said))


@mistakes(
    ("an unknown column", book(colour=Column()), "Book.colour", "Book has no column 'colour'"),
    ("an unknown source", book(title=Column("colour")), "Book.title", "Book has no column 'colour'"),
    ("a primary key", book(key=Column("id")), "Book.key", "id is a key"),
    ("a foreign key", book(branch=Column()), "Book.branch", "branch is a key"),
    ("bytes", shelf(picture=Column()), "Shelf.picture", "picture is a BinaryField"),
    ("an undescribed column", shelf(label=Column()), "Shelf.label", "it has no description"),
    (
        "an undescribed enumeration",
        book(kind=Column(enum=Undescribed)),
        "Undescribed",
        "it has no description",
    ),
    ("JSON that is none", nested("title"), "Book.shape", "title is a CharField"),
    (
        "an undescribed expression",
        computed(lambda: F("title"), graphene.String),
        "Book.e",
        "no description",
    ),
    ("a decimal expression", computed(lambda: F("price"), graphplan.Decimal), "Book.e", "in binary"),
    (
        "an expression of what is no scalar",
        computed(lambda: F("title"), str),
        "Book.e",
        "cannot be shown",
    ),
    (
        "an unknown name",
        computed(lambda: F("colour"), graphene.String),
        "Book.e",
        "keyword 'colour'",
    ),
    (
        "another row",
        computed(lambda: F("branch__name"), graphene.String),
        "Book.e",
        "joins library_branch",
    ),
    (
        "many rows",
        computed(lambda: F("loans__note"), graphene.String),
        "Book.e",
        "joins library_loan",
    ),
    ("a count", computed(lambda: Count("loans"), graphene.Int), "Book.e", "joins library_loan"),
    ("a sum", computed(lambda: Max("pages"), graphene.Int), "Book.e", "it gathers several rows"),
    (
        "a rank",
        computed(lambda: Window(RowNumber()), graphene.Int),
        "Book.e",
        "it gathers several rows",
    ),
    ("a batch of an unknown column", batch("colour", graphene.Int), "Book.n", "Book has no column 'colour'"),
    ("a batch of an unknown type", batch("id", "Scroll"), "Book.n", "there is no type 'Scroll'"),
    ("a batch of an instance", batch("id", graphene.Int()), "Book.n", "cannot be shown"),
    ("an undescribed batch", batch("id", graphene.Int), "Book.n", "it has no description"),
)
def test_a_value_that_cannot_be_shown_does_not_build(declare: Declare, place: str, fault: str) -> None:
    assert_refused(declare, place, fault)


@mistakes(
    (
        "an unknown type",
        book(branch=One("Brunch")),
        "Book.branch",
        "there is no type 'Brunch'. There is 'Branch'",
    ),
    ("an unknown key", book(shelf=One("Branch")), "Book.shelf", "Book has no foreign key 'shelf'"),
    (
        "a key to another model",
        book(branch=One("Author")),
        "Book.branch",
        "Author shows Author, but .* to Branch",
    ),
    (
        "a key to another column",
        shelf(sticker=One("Book")),
        "Shelf.sticker",
        "does not lead to a primary key",
    ),
    (
        "an identifier of no edge",
        book(branch_id=IdOf("branch")),
        "Book.branch_id",
        "has no to-one edge 'branch'",
    ),
    ("a list without a bound", book(authors=Many("Author")), "Book.authors", "the list has no bound"),
    ("a list of none", book(authors=Many("Author", at_most=0)), "Book.authors", "the list has no bound"),
    (
        "an unknown relation",
        book(shelf=Many("Author", at_most=9)),
        "Book.shelf",
        "no to-many relation 'shelf'",
    ),
    (
        "a relation to one",
        book(branch=Many("Branch", at_most=9)),
        "Book.branch",
        "no to-many relation 'branch'",
    ),
    (
        "a relation to another model",
        book(loans=Many("Author", at_most=9)),
        "Book.loans",
        "but the edge leads to Loan",
    ),
    (
        "a connection by no relation",
        book(books=Connection("Author")),
        "Book.books",
        "no to-many relation 'books'",
    ),
    (
        "an order by an unknown column",
        book(authors=Many("Author", at_most=9, order_by="colour")),
        "Book.authors",
        "Author has no column 'colour'",
    ),
    (
        "an order by another row's column",
        asking(books=ListOf("Book", at_most=9, order_by="branch__name")),
        "Query.books",
        "Book has no column 'branch__name'",
    ),
    (
        "an order by a key",
        asking(books=ListOf("Book", at_most=9, order_by="branch")),
        "Query.books",
        "branch is a ForeignKey, which has no order",
    ),
    (
        "an order by JSON",
        asking(books=ListOf("Book", at_most=9, order_by="-facts")),
        "Query.books",
        "facts is a JSONField, which has no order",
    ),
    (
        "an order by what not everyone may read",
        asking(books=ListOf("Book", at_most=9, order_by="price")),
        "Query.books",
        "its order would tell price",
    ),
    (
        "cursors of what is not shown",
        asking(books=Connection("Book", order_by="bought_at")),
        "Query.books",
        "its order would tell bought_at",
    ),
)
def test_an_edge_that_leads_nowhere_does_not_build(declare: Declare, place: str, fault: str) -> None:
    assert_refused(declare, place, fault)


def test_a_list_may_be_ordered_by_a_column_that_is_not_shown() -> None:
    fresh = Fresh()
    asking(books=ListOf("Book", at_most=9, order_by="bought_at"))(fresh)
    assert "books: [Book!]!" in str(fresh.schema())
