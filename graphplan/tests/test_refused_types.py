"""Types that do not build, names for two things, and classes that do not inherit."""

from enum import StrEnum
from typing import Any

import graphene
import pytest

import graphplan
from graphplan import (
    ALL,
    Answer,
    Column,
    Connection,
    DeclarationError,
    Find,
    Id,
    Many,
    enum_of,
)
from graphplan.tests.fresh import Fresh
from graphplan.tests.library.models import Author, Book, Kind, Scan
from graphplan.tests.mistakes import Declare, asking, assert_refused, mistakes


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


def test_several_types_have_what_a_plain_class_says() -> None:
    fresh = Fresh()
    titled = type("Titled", (), {"__doc__": "What has a title.", "id": Id(), "title": Column()})
    meta = type("Meta", (), {"model": Book})
    for name in ("Book", "Novel"):
        body = {"__doc__": f"A {name}.", "Meta": meta, "visible": staticmethod(lambda _: ALL)}
        type(f"{name}Type", (titled, fresh.Type), body)
    declared = fresh.api.declarations.types
    assert [set(declared[name].members) for name in ("Book", "Novel")] == [{"id", "title"}] * 2
    assert declared["Novel"].members["title"].place == "Novel.title"


def test_a_type_does_not_inherit_from_a_type() -> None:
    fresh = Fresh()
    book_type = fresh.declare("Book", Book, ALL)
    with pytest.raises(DeclarationError, match="NovelType: it inherits from Book"):
        type("NovelType", (book_type,), {"__doc__": "A novel."})
