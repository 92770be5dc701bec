"""What clients choose of a list: filters and orders."""

from datetime import date
from typing import Any

import pytest
from graphql import parse

from graphplan import ALL, AtLeast, Column, Connection, Contains, Equals, IdOf, Lacks, LeadsTo, One, Orders
from graphplan.planner import Planner
from graphplan.tests.asking import Reply, ask, at_home, librarian, planned
from graphplan.tests.fresh import Fresh
from graphplan.tests.library import factories
from graphplan.tests.library.models import Author, Book, Branch, Loan
from graphplan.tests.library.types import BOOK_FILTERS, BOOK_ORDERS
from graphplan.tests.library.viewer import api
from graphplan.tests.mistakes import Declare, assert_refused, mistakes

pytestmark = pytest.mark.django_db


@pytest.fixture
def north() -> Branch:
    """A branch with four books, and one that only librarians see."""
    branch = factories.branch(name="North")
    books: dict[str, dict[str, Any]] = {
        "Élan vital": {"kind": "poetry", "pages": 90, "published_on": date(1999, 12, 31)},
        "Zebra 100%": {"pages": None, "published_on": date(2000, 1, 1)},
        "apple_pie": {"pages": 300, "published_on": date(2001, 1, 1), "subtitle": "Der Straße nach"},
        "ÉLAN": {"pages": 90, "published_on": None},
        "Old élan": {"withdrawn": True},
    }
    for title, said in books.items():
        factories.book(branch, title=title, **said)
    return branch


BOOKS = "{ books(%s) { ...Titles } home { books(%s) { ...Titles } } } fragment Titles on BookConnection %s"

TITLES = "{ edges { node { title } } }"


def books(branch: Branch, said: str, *, reader: bool = False) -> list[str]:
    """The titles of a branch's books, chosen so: at the root, and alike behind the branch."""
    viewer = at_home(factories.reader(branch)) if reader else librarian(branch)
    data = ask(viewer, BOOKS % (said, said, TITLES)).data
    assert data["books"] == data["home"]["books"]
    return titles(data["books"])


def titles(page: Any) -> list[str]:
    """Of the books in a page."""
    return [edge["node"]["title"] for edge in page["edges"]]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("kind: POETRY", ["Élan vital"]),
        ("pages: 90", ["ÉLAN", "Élan vital"]),
        ('publishedFrom: "2000-01-01"', ["Zebra 100%", "apple_pie"]),
        ('publishedFrom: "2000-01-01", publishedUntil: "2000-12-31"', ["Zebra 100%"]),
        ("uncounted: true", ["Old élan", "Zebra 100%"]),
        ("uncounted: false", ["apple_pie", "ÉLAN", "Élan vital"]),
        ("kind: null, title: null", ["Old élan", "Zebra 100%", "apple_pie", "ÉLAN", "Élan vital"]),
    ],
)
def test_a_list_is_narrowed(north: Branch, said: str, expected: list[str]) -> None:
    assert books(north, said) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("élan", ["Old élan", "ÉLAN", "Élan vital"]),
        ("ELAN", []),
        ("STRASSE", []),
        ("straße", ["apple_pie"]),
        ("APPLE", ["apple_pie"]),
        ("%", ["Zebra 100%"]),
        ("_", ["apple_pie"]),
        ("e.*a", []),
        ("!", []),
        ("\\", []),
        ("", ["Old élan", "Zebra 100%", "apple_pie", "ÉLAN", "Élan vital"]),
    ],
)
def test_text_is_found_in_letters_of_either_case_and_means_itself(
    north: Branch, text: str, expected: list[str]
) -> None:
    reply = ask(
        librarian(north), "query($t: String) { books(title: $t) { edges { node { title } } } }", t=text
    )
    assert titles(reply.data["books"]) == expected


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("TITLE", ["Zebra 100%", "apple_pie", "ÉLAN", "Élan vital"]),
        ("NEWEST", ["apple_pie", "Zebra 100%", "Élan vital", "ÉLAN"]),
        ("PAGES", ["Zebra 100%", "Élan vital", "ÉLAN", "apple_pie"]),
    ],
)
def test_a_client_chooses_the_order(north: Branch, order: str, expected: list[str]) -> None:
    assert books(north, f"orderBy: {order}", reader=True) == expected
    assert books(north, "orderBy: null", reader=True) == ["Zebra 100%", "apple_pie", "ÉLAN", "Élan vital"]


@pytest.mark.parametrize("order", ["TITLE", "NEWEST", "PAGES"])
@pytest.mark.parametrize("narrowed", ["", ', title: "é"', ", uncounted: false, pages: 90"])
def test_pages_go_through_a_list_as_it_was_chosen(north: Branch, order: str, narrowed: str) -> None:
    text = f"""query($after: String) {{
      books(first: 1, after: $after, orderBy: {order}{narrowed}) {{
        edges {{ node {{ title }} }} pageInfo {{ hasNextPage hasPreviousPage endCursor }} }} }}"""
    found, after, more = list[str](), None, True
    while more:
        page = ask(librarian(north), text, after=after).data["books"]
        assert page["pageInfo"]["hasPreviousPage"] == (after is not None)
        found, after, more = (
            found + titles(page),
            page["pageInfo"]["endCursor"],
            page["pageInfo"]["hasNextPage"],
        )
    assert found == books(north, f"orderBy: {order}{narrowed}")


def asked_after(branch: Branch, made: str, used: str) -> Reply:
    """What follows a cursor that a list chosen in one way gave, in one that is chosen in another."""
    text = "{ books(first: 1%s) { pageInfo { endCursor } } }" % made
    cursor = ask(librarian(branch), text).data["books"]["pageInfo"]["endCursor"]
    return ask(librarian(branch), '{ books(after: "%s"%s) { edges { node { id } } } }' % (cursor, used))


@pytest.mark.parametrize(
    ("made", "used"),
    [
        ("", ", orderBy: NEWEST"),
        (", orderBy: PAGES", ""),
        ("", ", kind: NOVEL"),
        (", kind: NOVEL", ""),
        (", kind: NOVEL", ", kind: POETRY"),
        (", kind: NOVEL", ", kind: NOVEL, pages: 90"),
    ],
)
def test_a_cursor_is_of_one_order_and_of_one_choice(north: Branch, made: str, used: str) -> None:
    assert asked_after(north, made, used).codes == ["bad_cursor"]


def test_the_default_order_by_its_name_is_the_same_list(north: Branch) -> None:
    assert asked_after(north, "", ", orderBy: TITLE, kind: null").codes == []


def test_a_row_leads_to_the_one_that_was_asked_for(north: Branch) -> None:
    factories.book(factories.branch(name="South"))
    assert len(books(north, f'branch: "Branch:{north.pk}"')) == 5
    for nobodys in ("Branch:0", f"Reader:{north.pk}", "", "Branch:99999999999999999999"):
        assert books(north, f'branch: "{nobodys}"') == []


def test_what_is_hidden_stays_hidden(north: Branch) -> None:
    assert books(north, 'title: "old"', reader=True) == []


def test_what_is_given_makes_no_plan(north: Branch) -> None:
    planner, viewer = Planner(api), librarian(north)
    head = "query($t: String, $k: Kind, $o: BookOrder)"
    document = parse(f"{head} {{ books(title: $t, kind: $k, orderBy: $o) {TITLES} }}")
    given: list[dict[str, Any]] = [{}, {"t": "a"}, {"t": "b", "k": "NOVEL"}, {"o": "NEWEST"}, {"t": None}]
    for said in given:
        planner.execute(viewer, document, said)
    assert (planner.counts["compiled"], planner.counts["planned"]) == (1, 5)


def test_it_takes_one_statement_however_much_is_given(north: Branch) -> None:
    for said in ("first: 2", 'first: 2, title: "é", pages: 90, uncounted: false, orderBy: NEWEST'):
        text = "{ books(%s) { edges { node { title } } } }" % said
        statements = [sql for sql in planned(librarian(north), text).statements if sql.startswith("SELECT")]
        assert len(statements) == 1
        assert ("1 = 1" in statements[0]) is True


# ---- mistakes ----


def chosen(**said: Any) -> Declare:
    """A list of books of which something may be chosen."""

    def declare(f: Fresh) -> None:
        f.declare("Branch", Branch, ALL, name=Column())
        f.declare("Author", Author, ALL, name=Column())
        columns = {"title": Column(), "pages": Column(), "price": Column(when=lambda v: v.librarian)}
        edges = {"branch": One("Branch"), "home": One("Branch", source="branch"), "home_id": IdOf("home")}
        f.declare("Book", Book, ALL, **columns, **edges)
        f.declare("Loan", Loan, ALL, lent_on=Column())
        type("Questions", (f.Query,), {"books": Connection("Book", **said)})

    return declare


def filtered(narrows: Any, name: str = "so") -> Declare:
    """A list of books with one filter."""
    return chosen(filters={name: narrows})


@mistakes(
    ("a filter of nothing", filtered(Equals()), "Query.books(so)", "it names no field"),
    ("a filter of an unknown column", filtered(Equals("titel")), "Query.books(so)", "Book has no column"),
    ("a filter of an edge", filtered(Equals("branch")), "Query.books(so)", "Book has no column 'branch'"),
    (
        "a filter of what not all may read",
        filtered(AtLeast("price")),
        "Query.books(so)",
        "it would tell price",
    ),
    ("a search in numbers", filtered(Contains("title", "pages")), "Query.books(so)", "contains no text"),
    ("a filter of a hidden column", filtered(Lacks("kind")), "Query.books(so)", "Book has no column 'kind'"),
    ("a filter of an unknown edge", filtered(LeadsTo("shelf")), "Query.books(so)", "no to-one edge 'shelf'"),
    (
        "a filter of an edge that may hide",
        filtered(LeadsTo("branch")),
        "Query.books(so)",
        "would tell branch",
    ),
    (
        "a filter with a page's name",
        filtered(Equals("title"), "first"),
        "Query.books(first)",
        "every connection",
    ),
    ("one order to choose from", chosen(order_by=Orders("By", "How.", A="title")), "By", "nothing to choose"),
    (
        "an order by what is hidden",
        chosen(order_by=Orders("By", "How.", A="title", B="price")),
        "Query.books",
        "its order would tell price",
    ),
    (
        "orders that say nothing",
        chosen(order_by=Orders("By", "", A="title", B="pages")),
        "By",
        "no description",
    ),
)
def test_it_does_not_build(declare: Declare, place: str, fault: str) -> None:
    assert_refused(declare, place, fault)


def test_an_edge_whose_identifier_is_shown_may_narrow() -> None:
    fresh = Fresh()
    filtered(LeadsTo("home"))(fresh)
    assert fresh.schema()


def test_one_filter_and_one_order_serve_several_lists() -> None:
    lists = [api.declarations.roots["books"], api.declarations.types["Branch"].members["books"]]
    assert {id(one.orders) for one in lists if isinstance(one, Connection)} == {id(BOOK_ORDERS)}
    assert all(one.filters == BOOK_FILTERS for one in lists if isinstance(one, Connection))
