"""Declarations that do not build: unknown names, missing words, unbounded lists, resolvers, strangers."""

from enum import StrEnum
from typing import Any

import graphene
import pytest
from django.db.models import Count, F, Max, Window
from django.db.models.functions import RowNumber

import graphplan
from graphplan import (
    ALL,
    Answer,
    Batch,
    Column,
    Connection,
    DeclarationError,
    Expression,
    Find,
    Id,
    IdInput,
    IdOf,
    ListOf,
    Many,
    Nested,
    One,
    Written,
    enum_of,
)
from graphplan.tests.fresh import Fresh
from graphplan.tests.library.models import Author, Book, Kind, Scan, Shelf
from graphplan.tests.mistakes import Declare, asking, assert_refused, book, doing, mistakes, structure


class Undescribed(StrEnum):
    NOVEL = "novel"


def resolve(row: Any, info: Any) -> None:
    """A resolver as Graphene has them."""


def meta(**options: Any) -> type:
    """The Meta of a class body."""
    return type("Meta", (), options)


def body(**said: Any) -> Declare:
    """One type, BookType, with all that it needs and with this in its body."""
    needed = {
        "__doc__": "A book.",
        "Meta": meta(model=Book),
        "visible": staticmethod(lambda _: ALL),
        "id": Id(),
    }
    return lambda f: type("BookType", (f.Type,), {**needed, **said})


def ruleless(f: Fresh) -> None:
    """A type that forgot its rule."""
    type("BookType", (f.Type,), {"__doc__": "A book.", "Meta": meta(model=Book), "id": Id()})


def empty(f: Fresh) -> None:
    """A type that shows nothing."""
    type("BookType", (f.Type,), {"__doc__": "A.", "Meta": meta(model=Book), "visible": lambda _: ALL})


def shared(f: Fresh) -> None:
    """One column that is two fields."""
    title = Column("title")
    f.declare("Book", Book, ALL, title=title, again=title)


@mistakes(
    ("no rule", ruleless, "Book.visible", "there is no rule"),
    ("no field", empty, "Book", "it has no field"),
    ("no model", body(Meta=meta()), "Book", "it has no model"),
    ("an unknown model", body(Meta=meta(model="library.Scroll")), "Book", "no model 'library.Scroll'"),
    ("a model without its app", body(Meta=meta(model="Scroll")), "Book", "there is no model 'Scroll'"),
    ("an unknown option", body(Meta=meta(modell=Book)), "BookType.Meta", "there is no option 'modell'"),
    (
        "a key that is a text",
        body(Meta=meta(model=Scan)),
        "Book",
        "the primary key of Scan is no whole number",
    ),
    ("no description", body(__doc__=None), "Book", "it has no description"),
    ("a blank description", body(__doc__=" \n "), "Book", "it has no description"),
    ("a resolver", body(resolve_id=resolve), "Book.resolve_id", "a resolver would run for every row"),
    ("a Graphene field", body(n=graphene.Field(graphene.Int)), "Book.n", "Field is no declaration"),
    ("a Graphene scalar", body(n=graphene.Int()), "Book.n", "Int is no declaration"),
    ("a method", body(shout=resolve), "Book.shout", "function is no declaration"),
    ("a question in a type", body(book=Find("Book")), "Book.book", "a Find has no place in a type"),
    (
        "two spellings of a name",
        body(dueOn=Column("title"), due_on=Column("title")),
        "Book.due_on",
        "that of dueOn",
    ),
    ("one declaration twice", shared, "Book.again", "this declaration is already Book.title"),
)
def test_a_type_that_is_not_whole_does_not_build(declare: Declare, place: str, fault: str) -> None:
    assert_refused(declare, place, fault)


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


def twice(f: Fresh) -> None:
    """Two types of one name."""
    f.declare("Book", Book, ALL)
    f.declare("Book", Book, ALL)


def type_and_structure(f: Fresh) -> None:
    """A type and a structure of one name."""
    f.declare("Book", Book, ALL)
    type("Book", (f.Structure,), {"__doc__": "A.", "n": graphene.Int(description="N.")})


def type_and_enumeration(f: Fresh) -> None:
    """A type of the name of an enumeration."""
    f.declare("Kind", Book, ALL, kind=Column(enum=Kind))


def second_kind() -> type[StrEnum]:
    """An enumeration of the name of another."""

    class Kind(StrEnum):
        """What else a book is."""

        NOVEL = "novel"

    return Kind


def two_enumerations(f: Fresh) -> None:
    """Two enumerations of one name."""
    f.declare("Book", Book, ALL, kind=Column(enum=Kind), other=Column("kind", enum=second_kind()))


def type_and_page(f: Fresh) -> None:
    """A type of the name of a connection."""
    f.declare("BookConnection", Author, ALL)
    asking(books=Connection("Book"))(f)


def a_second_query(f: Fresh) -> None:
    """A type of the name of the root."""
    f.declare("Query", Author, ALL)


@mistakes(
    ("two types", twice, "Book", "the name is taken by"),
    ("a type and a structure", type_and_structure, "Book", "two types of the schema have this name"),
    ("a type and an enumeration", type_and_enumeration, "Kind", "two types of the schema have this name"),
    ("two enumerations", two_enumerations, "Kind", "two types of the schema have this name"),
    ("a type and a connection", type_and_page, "BookConnection", "two types of the schema have this name"),
    ("a type and the root", a_second_query, "Query", "two types of the schema have this name"),
)
def test_a_name_for_two_things_does_not_build(declare: Declare, place: str, fault: str) -> None:
    assert_refused(declare, place, fault)


def test_an_enumeration_may_be_used_in_many_places() -> None:
    fresh = Fresh()
    fresh.declare("Book", Book, ALL, kind=Column(enum=Kind), sort=Column("kind", enum=Kind))
    answer = Answer(graphene.Int, "N.", read=int, arguments={"of": enum_of(Kind)(description="Of.")})
    type("Questions", (fresh.Query,), {"n": answer})
    assert 'n(\n    """Of."""\n    of: Kind\n  ): Int' in str(fresh.schema())


def test_a_type_is_extended_with_fields_that_it_does_not_have() -> None:
    fresh = Fresh()
    book_type = fresh.declare("Book", Book, ALL, title=Column())
    book_type.extend(authors=Many("Author", at_most=9))
    fresh.declare("Author", Author, ALL)
    with pytest.raises(DeclarationError, match=r"Book\.title: it exists already"):
        book_type.extend(title=Column())
    with pytest.raises(DeclarationError, match=r"Book\.n: Int is no declaration"):
        book_type.extend(n=graphene.Int())
    assert "authors: [Author!]!" in str(fresh.schema())


def test_nothing_is_declared_after_the_schema_was_built() -> None:
    fresh = Fresh()
    book_type = fresh.declare("Book", Book, ALL)
    fresh.schema()
    for late in (
        lambda: book_type.extend(title=Column()),
        lambda: fresh.declare("Author", Author, ALL),
        lambda: type("More", (fresh.Query,), {"book": Find("Book")}),
    ):
        with pytest.raises(DeclarationError, match="after the schema was built"):
            late()


def test_the_bases_have_to_be_bound() -> None:
    with pytest.raises(DeclarationError, match="BookType: its base is not bound to an Api"):
        type("BookType", (graphplan.Type,), {"__doc__": "A book."})


def test_a_type_does_not_inherit_from_a_type() -> None:
    fresh = Fresh()
    book_type = fresh.declare("Book", Book, ALL)
    with pytest.raises(DeclarationError, match="NovelType: it inherits from Book"):
        type("NovelType", (book_type,), {"__doc__": "A novel."})
