"""What a row shows: columns, expressions, batches, structures, identifiers."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from graphplan.tests.asking import Reply, ask, ask_plainly, at_home, librarian, planned
from graphplan.tests.library import factories
from graphplan.tests.library.models import Book, Branch
from graphplan.tests.library.viewer import LibraryViewer, api

pytestmark = pytest.mark.django_db


@pytest.fixture
def north() -> Branch:
    return factories.branch(name="North")


def shown(book: Book, fields: str, viewer: LibraryViewer | None = None) -> Any:
    """What a book shows, to a librarian if nobody else asks."""
    reply = ask(
        viewer or librarian(book.branch),
        "query($id: ID!) { book(id: $id) { %s } }" % fields,
        id=f"Book:{book.pk}",
    )
    assert reply.errors == []
    return reply.data["book"]


def test_columns_come_in_their_own_way(north: Branch) -> None:
    book = factories.book(
        north,
        title="Ö",
        kind="poetry",
        price="1200.5",
        pages=2**31 - 1,
        barcode=-(2**63),
        bought_at=datetime(2025, 3, 1, 9, 30, 0, 120, tzinfo=UTC),
        published_on=date(1999, 12, 31),
        facts={"weight": 1.5, "tags": ["a", None]},
    )
    assert shown(book, "title subtitle kind price pages barcode boughtAt publishedOn facts") == {
        "title": "Ö",
        "subtitle": None,
        "kind": "POETRY",
        "price": "1200.5",
        "pages": 2147483647,
        "barcode": "-9223372036854775808",
        "boughtAt": "2025-03-01T09:30:00.000120+00:00",
        "publishedOn": "1999-12-31",
        "facts": {"weight": 1.5, "tags": ["a", None]},
    }


def test_an_enumeration_that_may_be_blank_is_null_then(north: Branch) -> None:
    assert shown(factories.book(north), "secondKind") == {"secondKind": None}
    assert shown(factories.book(north, second_kind="poetry"), "secondKind") == {"secondKind": "POETRY"}


def test_an_expression_is_computed_by_the_database(north: Branch) -> None:
    assert shown(factories.book(north, title="Odes", kind="poetry"), "fullTitle") == {
        "fullTitle": "Odes (poetry)"
    }


def test_the_same_field_under_two_names(north: Branch) -> None:
    assert shown(factories.book(north, title="Odes"), "a: title b: title __typename") == {
        "a": "Odes",
        "b": "Odes",
        "__typename": "Book",
    }


def test_json_is_shown_as_a_structure(north: Branch) -> None:
    printer = {"name": "Plantin", "founded_on": "1555-01-01"}
    imprint = {
        "publisher": "Self",
        "list_price": "12.30",
        "printers": [printer, {"name": "Two"}],
        "first": printer,
    }
    fields = "imprint { publisher listPrice printers { name foundedOn } first { foundedOn } }"
    assert shown(factories.book(north, imprint=imprint), fields)["imprint"] == {
        "publisher": "Self",
        "listPrice": "12.3",
        "printers": [{"name": "Plantin", "foundedOn": "1555-01-01"}, {"name": "Two", "foundedOn": None}],
        "first": {"foundedOn": "1555-01-01"},
    }


def test_json_without_a_key_or_without_anything_is_null(north: Branch) -> None:
    fields = "imprint { publisher listPrice printers { name } }"
    bare = factories.book(north, imprint={"publisher": "Self"})
    assert shown(bare, fields)["imprint"] == {"publisher": "Self", "listPrice": None, "printers": None}
    assert shown(factories.book(north), fields)["imprint"] is None


def test_a_field_rule_hides_the_value_and_not_the_row(north: Branch) -> None:
    book = factories.book(north, kind="poetry", barcode=7)
    reader = factories.reader(north)
    assert shown(book, "price barcode") == {"price": "9.5", "barcode": "7"}
    assert shown(book, "price barcode", at_home(reader)) == {"price": None, "barcode": None}
    some = at_home(reader, kinds={"priced": ["poetry"]})
    assert shown(book, "price barcode", some) == {"price": "9.5", "barcode": None}
    assert shown(factories.book(north), "price", some) == {"price": None}


def test_two_fields_with_the_same_rule_do_not_take_each_others_place(north: Branch) -> None:
    book = factories.book(north, barcode=7)
    reply = ask(librarian(north), "{ home { books { edges { node { price barcode id } } } } }")
    assert reply.data["home"]["books"]["edges"] == [
        {"node": {"price": "9.5", "barcode": "7", "id": f"Book:{book.pk}"}}
    ]


@pytest.mark.parametrize("asked", [ask_plainly, planned])
def test_a_batch_is_loaded_once_for_all_rows_of_an_edge(
    north: Branch, monkeypatch: pytest.MonkeyPatch, asked: Callable[..., Reply]
) -> None:
    calls: list[Any] = []

    def load(viewer: LibraryViewer, keys: list[int]) -> dict[int, int]:
        calls.append((viewer, keys))
        return {keys[0]: 3}

    monkeypatch.setattr(api.declarations.types["Author"].members["book_count"], "load", load)
    first, second = factories.author(name="A"), factories.author(name="B")
    viewer = librarian(north)
    reply = asked(viewer, "{ authors { bookCount n: bookCount } }")
    assert calls == [(viewer, [first.pk, second.pk])]
    assert reply.data == {"authors": [{"bookCount": 3, "n": 3}, {"bookCount": None, "n": None}]}


@pytest.mark.parametrize("asked", [ask_plainly, planned])
def test_a_batch_is_asked_for_each_key_once(
    north: Branch, monkeypatch: pytest.MonkeyPatch, asked: Callable[..., Reply]
) -> None:
    given: list[Any] = []

    def load(_: LibraryViewer, keys: list[Any]) -> dict[Any, int]:
        given.extend(keys)
        return {}

    monkeypatch.setattr(api.declarations.types["Book"].members["cheapest"], "load", load)
    for kind in ("novel", "poetry", "novel"):
        factories.book(north, kind=kind)
    asked(librarian(north), "{ home { books { edges { node { cheapest { id } } } } } }")
    assert sorted(given) == [(north.pk, "novel"), (north.pk, "poetry")]


def test_a_batch_of_rows_shows_only_visible_ones(north: Branch) -> None:
    cheap = factories.book(north, price="1.00", withdrawn=True)
    book = factories.book(north)
    assert shown(book, "cheapest { id }") == {"cheapest": {"id": f"Book:{cheap.pk}"}}
    assert shown(book, "cheapest { id }", at_home(factories.reader(north))) == {"cheapest": None}


def test_only_the_columns_that_are_asked_for_are_read(north: Branch) -> None:
    book = factories.book(north)
    reply = ask(librarian(north), '{ book(id: "Book:%d") { title } }' % book.pk)
    assert len(reply.statements) == 1
    selected = reply.statements[0].partition("FROM")[0]
    assert "title" in selected
    assert "facts" not in selected
    assert "price" not in selected


def test_fragments_and_directives_are_followed(north: Branch) -> None:
    book = factories.book(north, title="Odes")
    text = """
        query($id: ID!, $no: Boolean!) {
          book(id: $id) { ...Names ... on Book { kind } ... { pages } price @include(if: $no) }
        }
        fragment Names on Book { title branch { ...Where } }
        fragment Where on Branch { name @skip(if: $no) }
    """
    reply = ask(librarian(north), text, id=f"Book:{book.pk}", no=False)
    assert reply.data == {
        "book": {"title": "Odes", "branch": {"name": "North"}, "kind": "NOVEL", "pages": None}
    }


def test_a_batch_gets_null_where_a_column_of_its_key_is_null(north: Branch) -> None:
    for born in (date(1840, 4, 2), None):
        factories.author(name=str(born), born_on=born)
    for published in (date(2001, 1, 1), None):
        factories.book(north, title=str(published), published_on=published)
    data = ask(librarian(north), "{ authors { century } books { edges { node { yearsLater } } } }").data
    assert [author["century"] for author in data["authors"]] == [19, 0]
    assert [edge["node"]["yearsLater"] for edge in data["books"]["edges"]] == [24, None]
