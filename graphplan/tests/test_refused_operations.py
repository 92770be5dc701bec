"""Questions, structures and mutations that do not build."""

from typing import Any

import graphene

from graphplan import (
    ALL,
    Answer,
    Find,
    IdInput,
    ListOf,
    Nested,
    One,
    Written,
)
from graphplan.tests.fresh import Fresh
from graphplan.tests.library.models import Author, Book
from graphplan.tests.mistakes import Declare, asking, assert_refused, doing, mistakes, structure


def resolve(row: Any, info: Any) -> None:
    """A resolver as Graphene has them."""


def shared_root(f: Fresh) -> None:
    """Two classes that ask the same."""
    f.declare("Book", Book, ALL)
    type("Questions", (f.Query,), {"book": Find("Book")})
    type("More", (f.Query,), {"book": Find("Book")})


@mistakes(
    ("an unknown type", asking(scroll=Find("Scroll")), "Query.scroll", "there is no type 'Scroll'"),
    ("a list without a bound", asking(books=ListOf("Book")), "Query.books", "the list has no bound"),
    ("a resolver", asking(resolve_book=resolve), "Query.resolve_book", "a resolver would run"),
    ("a Graphene field", asking(n=graphene.Int()), "Query.n", "Int is no declaration"),
    ("an edge at the root", asking(author=One("Author")), "Query.author", "One is no declaration"),
    ("an undescribed answer", asking(n=Answer(graphene.Int, read=int)), "Query.n", "it has no description"),
    ("rows as an answer", asking(n=Answer("Book", "N.", read=int)), "Query.n", "'Book' cannot be shown"),
    (
        "an undescribed argument",
        asking(n=Answer(graphene.Int, "N.", read=int, arguments={"of": graphene.Int()})),
        r"Query.n(of)",
        "it has no description",
    ),
    (
        "an argument that is none",
        asking(n=Answer(graphene.Int, "N.", read=int, arguments={"of": graphene.Field(graphene.Int)})),
        "Query.n(of)",
        "is no argument",
    ),
    (
        "an identifier of an unknown type",
        asking(n=Answer(graphene.Int, "N.", read=int, arguments={"of": IdInput("Scroll", "Of.")})),
        "Query.n(of)",
        "there is no type 'Scroll'",
    ),
    ("the same question twice", shared_root, "Query.book", "the name is taken by"),
)
def test_a_question_that_cannot_be_asked_does_not_build(declare: Declare, place: str, fault: str) -> None:
    assert_refused(declare, place, fault)


def of_another_api(f: Fresh) -> None:
    """A structure that was declared elsewhere."""
    shape = type("Shape", (Fresh().Structure,), {"__doc__": "A.", "n": graphene.Int(description="N.")})
    f.declare("Book", Book, ALL, imprint=Nested(shape))


@mistakes(
    ("an undescribed field", structure(n=graphene.Int()), "Shape.n", "it has no description"),
    (
        "a resolver",
        structure(n=graphene.Int(description="N."), resolve_n=resolve),
        "Shape.resolve_n",
        "a resolver",
    ),
    (
        "a field that resolves itself",
        structure(n=graphene.Field(graphene.Int, resolver=resolve)),
        "Shape.n",
        "it has a resolver or arguments of its own",
    ),
    (
        "a field with arguments",
        structure(n=graphene.Field(graphene.Int, of=graphene.Int())),
        "Shape.n",
        "it has a resolver or arguments of its own",
    ),
    ("an edge", structure(n=One("Book")), "Shape.n", "One is no declaration"),
    (
        "an inexact number",
        structure(n=graphene.Decimal(description="N.")),
        "Shape.n",
        "Graphene's own is inexact",
    ),
    ("an inexact day", structure(n=graphene.List(graphene.Date)), "Shape.n", "Graphene's own is inexact"),
    ("an inexact time", structure(n=graphene.Time(description="N.")), "Shape.n", "Graphene's own is inexact"),
    ("rows", structure(n=graphene.List(Author)), "Shape.n", "cannot be shown"),
    ("a structure of another Api", of_another_api, "Book.imprint", "Shape belongs to another Api"),
)
def test_a_structure_that_is_not_plain_does_not_build(declare: Declare, place: str, fault: str) -> None:
    assert_refused(declare, place, fault)


def undone(f: Fresh) -> None:
    """A mutation that does nothing."""
    f.declare("Book", Book, ALL)
    type("DoIt", (f.Mutation,), {"__doc__": "Do it."})


def told(f: Fresh) -> None:
    """A mutation with an input whose field says nothing."""
    cell = type("Cell", (f.Input,), {"__doc__": "A cell.", "n": graphene.Int()})
    doing({"cell": graphene.Argument(cell, description="Which.")})(f)


def told_strangely(f: Fresh) -> None:
    """A mutation with an input that holds an edge."""
    type("Cell", (f.Input,), {"__doc__": "A cell.", "book": One("Book")})
    f.declare("Book", Book, ALL)


@mistakes(
    ("no command", undone, "DoIt", "it has no command"),
    ("no description", doing(doc=""), "Mutation.doIt", "it has no description"),
    ("a resolver", doing(resolve_books=resolve), "DoIt.resolve_books", "a resolver would run"),
    ("a Graphene mutate", doing(mutate=resolve), "DoIt.mutate", "function is no declaration"),
    ("a Graphene field", doing(n=graphene.Int()), "DoIt.n", "Int is no declaration"),
    (
        "errors of its own",
        doing(errors=Written("Book", keys="ids")),
        "DoIt.errors",
        "every payload has errors",
    ),
    ("rows without keys", doing(books=Written("Book")), "DoIt.books", "neither or both of key and keys"),
    (
        "rows with key and keys",
        doing(books=Written("Book", key="a", keys="b")),
        "DoIt.books",
        "neither or both",
    ),
    ("rows of an unknown type", doing(books=Written("Scroll", keys="ids")), "DoIt.books", "no type 'Scroll'"),
    ("an undescribed input", doing({"n": graphene.Int()}), "DoItInput.n", "it has no description"),
    (
        "an undescribed identifier",
        doing({"book_id": IdInput("Book")}),
        "DoItInput.bookId",
        "it has no description",
    ),
    (
        "an identifier of nothing",
        doing({"a": IdInput("Scroll", "A.")}),
        "DoItInput.a",
        "there is no type 'Scroll'",
    ),
    ("an input that is none", doing({"n": 3}), "DoItInput.n", "int is no declaration"),
    ("an undescribed field of an input", told, "Cell.n", "it has no description"),
    ("an edge in an input", told_strangely, "Cell.book", "One is no declaration"),
)
def test_a_mutation_that_is_not_whole_does_not_build(declare: Declare, place: str, fault: str) -> None:
    assert_refused(declare, place, fault)
