"""Interfaces and unions: rows of several types, found by their identifiers or at the end of an edge."""

from typing import Any

import pytest
from graphql import print_type

import graphplan
from graphplan import ALL, Column, Find, FindAny, FindEach, One, OneOf
from graphplan.tests.asking import ask, at_home, librarian, planned
from graphplan.tests.fresh import Fresh
from graphplan.tests.library import factories
from graphplan.tests.library.models import Author, Book, Branch, Loan, Reader
from graphplan.tests.mistakes import Declare, assert_refused, mistakes
from graphplan.tests.oracle import MODELS
from graphplan.tests.test_visibility import branches, everyone

pytestmark = pytest.mark.django_db

__all__ = ["branches"]

NODES = "query($ids: [ID!]!) { nodes(ids: $ids) { %s } }"

BARELY = NODES % "__typename a: id b: __typename id"

IN_FRAGMENTS = """
query($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on Node { id } ...OfBook ...OfReader } }
fragment OfBook on Book { title authors { ...Who } }
fragment Who on Author { name }
fragment OfReader on Reader { name loans { id book { title } } }
"""


@pytest.fixture
def north() -> Branch:
    """A branch."""
    return factories.branch(name="North")


def identifiers() -> list[str]:
    """Of every row of the library."""
    models = MODELS.items()
    return [f"{name}:{row.pk}" for name, model in models for row in model._default_manager.all()]


def name_and_key(text: str) -> tuple[str, int]:
    """The parts of an identifier."""
    name, _, key = text.partition(":")
    return name, int(key)


@pytest.mark.parametrize("document", [BARELY, IN_FRAGMENTS])
def test_every_viewer_finds_what_the_oracle_says(branches: tuple[Branch, Branch], document: str) -> None:
    every = identifiers()
    for someone in everyone(branches[0]):
        for asked in (every[start : start + 20] for start in range(0, len(every), 20)):
            found = ask(someone.viewer, document, ids=asked).data["nodes"]
            named = [name_and_key(text) for text in asked]
            seen = [text if someone.oracle.sees(*name_and_key(text)) else None for text in asked]
            assert [one and one["id"] for one in found] == seen
            assert [one and one["__typename"] for one in found] == [
                text and name for text, (name, _) in zip(seen, named, strict=True)
            ]


def test_one_row_is_found_whatever_it_is(north: Branch) -> None:
    book = factories.book(north, title="Zebra")
    text = "query($id: ID!) { node(id: $id) { __typename ... on Book { title } ... on Reader { name } } }"
    assert ask(librarian(north), text, id=f"Book:{book.pk}").data == {
        "node": {"__typename": "Book", "title": "Zebra"}
    }
    assert ask(librarian(north), "{ node(id: 1) { id } }").data == {"node": None}


def test_a_row_of_which_nothing_is_asked_is_there_all_the_same(north: Branch) -> None:
    reader = factories.reader(north)
    text = "query($id: ID!) { node(id: $id) { ... on Book { title } } }"
    assert ask(librarian(north), text, id=f"Reader:{reader.pk}").data == {"node": {}}


def test_an_interface_shows_what_its_types_have_in_common(north: Branch) -> None:
    reader, author = factories.reader(north, name="Mia"), factories.author(name="Zola")
    text = "query($id: ID!) { named(id: $id) { id name ... on Author { bornOn } } }"
    assert ask(librarian(north), text, id=f"Reader:{reader.pk}").data["named"]["name"] == "Mia"
    found = ask(librarian(north), text, id=f"Author:{author.pk}").data["named"]
    assert found == {"id": f"Author:{author.pk}", "name": "Zola", "bornOn": None}
    # A book is a node, but has no name.
    assert ask(librarian(north), text, id=f"Book:{factories.book(north).pk}").data == {"named": None}


@pytest.mark.parametrize("rows", [1, 3])
def test_rows_of_one_type_are_read_by_one_statement(north: Branch, rows: int) -> None:
    ids = [f"Book:{factories.book(north, factories.author()).pk}" for _ in range(rows)]
    ids += [f"Reader:{factories.reader(north).pk}" for _ in range(rows)]
    statements = planned(
        librarian(north), NODES % "id ... on Book { title authors { name } }", ids=ids
    ).statements
    assert len([sql for sql in statements if sql.startswith("SELECT")]) == 3


def test_the_same_row_may_be_asked_for_twice(north: Branch) -> None:
    one = f"Book:{factories.book(north).pk}"
    assert ask(librarian(north), NODES % "id", ids=[one, "Book:0", one]).data == {
        "nodes": [{"id": one}, None, {"id": one}]
    }


def test_more_identifiers_than_may_be_given_are_refused(north: Branch) -> None:
    reply = ask(librarian(north), NODES % "id", ids=["Book:1"] * 21)
    assert (reply.data, reply.codes, reply.statements) == (None, ["list_too_long"], [])


def test_an_edge_leads_to_the_first_target_that_is_seen(north: Branch) -> None:
    reader = factories.reader(north, name="Mia")
    shown, hidden = factories.book(north, title="Zebra"), factories.book(north, withdrawn=True)
    loans = [factories.loan(reader, book) for book in (shown, hidden)]
    text = """query($ids: [ID!]!) { nodes(ids: $ids) { ... on Loan {
      about { __typename ... on Book { title } ... on Reader { name } }
    } } }"""
    found = ask(at_home(reader), text, ids=[f"Loan:{loan.pk}" for loan in loans]).data["nodes"]
    assert [loan["about"] for loan in found] == [
        {"__typename": "Book", "title": "Zebra"},
        {"__typename": "Reader", "name": "Mia"},
    ]


def test_a_type_may_say_that_it_is_no_node() -> None:
    fresh = Fresh()
    meta = type("Meta", (), {"model": Branch, "node": False})
    fresh.declare("Branch", Branch, ALL, Meta=meta)
    fresh.declare("Author", Author, ALL)
    type("Anything", (fresh.Query,), {"node": FindAny("Node")})
    schema = fresh.schema().graphql_schema
    assert [kind.name for kind in schema.get_possible_types(schema.type_map["Node"])] == ["Author"]
    assert "implements" not in print_type(schema.type_map["Branch"])


def test_what_no_field_leads_to_is_not_in_the_schema() -> None:
    fresh = Fresh()
    fresh.declare("Author", Author, ALL)
    assert "Node" not in fresh.schema().graphql_schema.type_map


# ---- mistakes ----


def united(base: str, /, to: str = "Thing", **said: Any) -> Declare:
    """An interface or a union of authors and books, which a question leads to."""

    def declare(f: Fresh) -> None:
        f.declare("Author", Author, ALL, name=Column(), born_on=Column())
        f.declare("Book", Book, ALL, title=Column(), name=Column("pages"), cost=Column("price"))
        bound = type("Bound", (getattr(graphplan, base),), {"__doc__": "Bound."}, api=f.api)
        said.setdefault("types", ("Author", "Book"))
        type("Thing", (bound,), {"__doc__": "A thing.", "Meta": type("Meta", (), said)})
        type("Questions", (f.Query,), {"author": Find("Author"), "thing": FindAny(to)})

    return declare


def turns(*edges: str) -> Declare:
    """A loan that leads to a book or to an author by these edges."""

    def declare(f: Fresh) -> None:
        united("Union")(f)
        f.declare("Reader", Reader, ALL)
        loan = {"book": One("Book"), "sure": One("Book", source="book", null=False), "reader": One("Reader")}
        f.declare("Loan", Loan, ALL, **loan, about=OneOf("Thing", edges=edges))

    return declare


def unshown(f: Fresh) -> None:
    """An API whose only type has no identifier."""
    f.declare("Author", Author, ALL, id=Column("name"))
    type("Questions", (f.Query,), {"node": FindEach("Node")})


@mistakes(
    ("an interface without fields", united("Interface"), "Thing", "an interface has fields"),
    ("a union of nothing", united("Union", types=()), "Thing", "it stands for no type"),
    ("a union of a stranger", united("Union", types=("Auhtor",)), "Thing", "there is no type 'Auhtor'"),
    ("an unknown union", united("Union", to="Thnig"), "Query.thing", "there is no interface or union"),
    (
        "a field that a type lacks",
        united("Interface", fields={"title": "A."}),
        "Thing.title",
        "Author has no",
    ),
    ("a field of two types", united("Interface", fields={"name": "A."}), "schema", "expects type String!"),
    ("a field that says nothing", united("Interface", fields={"id": ""}), "Thing.id", "no description"),
    ("no edges", turns(), "Loan.about", "it has no edges"),
    ("an unknown edge", turns("bok"), "Loan.about", "Loan has no to-one edge 'bok'"),
    ("an edge that is never null", turns("sure"), "Loan.about", "sure is never null"),
    ("an edge to another type", turns("book", "reader"), "Loan.about", "reader leads to Reader, which is no"),
    ("nodes without identifiers", unshown, "Node", "no type has an id"),
)
def test_it_does_not_build(declare: Declare, place: str, fault: str) -> None:
    assert_refused(declare, place, fault)
