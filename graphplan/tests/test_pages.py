"""Connections: pages of visible rows, forwards and backwards, at the root and below many parents."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest

from graphplan.tests.asking import TODAY, Reply, ask, at_home, librarian
from graphplan.tests.library import factories
from graphplan.tests.library.models import Author, Book, Branch

pytestmark = pytest.mark.django_db

PAGE = "pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id } }"
ARGUMENTS = "first: $first, after: $after, last: $last, before: $before"
VARIABLES = "$first: Int, $after: String, $last: Int, $before: String"

NOVELS = f"query({VARIABLES}) {{ list: novels({ARGUMENTS}) {{ {PAGE} }} }}"
AUTHORS = f"query({VARIABLES}) {{ authors {{ id list: allBooks({ARGUMENTS}) {{ {PAGE} }} }} }}"
BRANCH = f"query({VARIABLES}) {{ home {{ list: books({ARGUMENTS}) {{ {PAGE} }} }} }}"


@pytest.fixture
def north() -> Branch:
    """A branch with eleven novels, two of them withdrawn, with and without numbers and days, and a poem."""
    branch, authors = factories.branch(name="North"), [factories.author(name=name) for name in "AB"]
    days = [None, date(2001, 1, 1), date(2002, 1, 1)]
    for number, (pages, day) in enumerate(product([None, 90, 120], days)):
        writers = authors if number % 2 else authors[:1]
        book = factories.book(branch, *writers, pages=pages, published_on=day, title=f"T{number % 4}")
        if number % 3 == 0:
            factories.authorship(book, writers[0], "pictures")
    for pages in (90, None):
        factories.book(branch, *authors, pages=pages, title="T0", withdrawn=True)
    factories.book(branch, kind="poetry")
    factories.book(factories.branch(), *authors)
    return branch


def novels(branch: Branch) -> list[str]:
    """What a reader should see under `novels`: by pages, then newest first, nulls at the small end."""
    rows = [
        book for book in Book.objects.filter(branch=branch) if book.kind == "novel" and not book.withdrawn
    ]
    rows.sort(key=lambda book: (book.pages or -1, -(book.published_on or date.min).toordinal(), book.pk))
    return [f"Book:{book.pk}" for book in rows]


def written_by(author: Author, branch: Branch) -> list[str]:
    """What a reader should see under an author's `allBooks`: newest first, then by title."""
    rows = {book for book in author.books.all() if book.branch == branch and not book.withdrawn}
    ordered = sorted(rows, key=lambda b: (-(b.published_on or date.min).toordinal(), b.title, b.pk))
    return [f"Book:{book.pk}" for book in ordered]


def ids(page: Any) -> list[str]:
    """The identifiers of the rows of a page."""
    return [edge["node"]["id"] for edge in page["edges"]]


def reader_of(branch: Branch) -> Any:
    """Someone who does not see what is withdrawn."""
    return at_home(factories.reader(branch))


def expected(rows: list[str], said: dict[str, Any], cursors: dict[str, str]) -> dict[str, Any]:
    """The page that these arguments ask for, cut from the whole list."""
    low = rows.index(cursors[said["after"]]) + 1 if said.get("after") else 0
    high = rows.index(cursors[said["before"]]) if said.get("before") else len(rows)
    between = range(low, max(low, high))
    size = said.get("first") or said.get("last") or 100
    chosen = between[-size:] if said.get("last") else between[:size]
    return {
        "ids": [rows[at] for at in chosen],
        "next": bool(chosen) and chosen[-1] + 1 < len(rows) if chosen else high < len(rows),
        "previous": chosen[0] > 0 if chosen else low > 0,
    }


def arguments(cursors: list[str]) -> Iterator[dict[str, Any]]:
    """Every combination of a size, an end, and cursors at some places."""
    places = [None, cursors[0], cursors[4], cursors[-1]]
    for size, after, before in product(
        [{"first": 1}, {"first": 4}, {"last": 3}, {"last": 100}, {}], places, places
    ):
        if not (after and before) or cursors.index(after) < cursors.index(before):
            yield {**size, "after": after, "before": before}


def test_a_root_connection_cuts_every_page_from_the_same_list(north: Branch) -> None:
    viewer, rows = reader_of(north), novels(north)
    whole = ask(viewer, NOVELS).data["list"]
    assert ids(whole) == rows
    assert len(rows) == 9
    cursors = {edge["cursor"]: edge["node"]["id"] for edge in whole["edges"]}
    for said in arguments(list(cursors)):
        page = ask(viewer, NOVELS, **said).data["list"]
        wanted = expected(rows, said, cursors)
        assert ids(page) == wanted["ids"], said
        assert page["pageInfo"]["hasNextPage"] == wanted["next"], said
        assert page["pageInfo"]["hasPreviousPage"] == wanted["previous"], said
        assert page["pageInfo"]["startCursor"] == (page["edges"][0]["cursor"] if page["edges"] else None)
        assert page["pageInfo"]["endCursor"] == (page["edges"][-1]["cursor"] if page["edges"] else None)


def test_below_parents_each_has_its_own_page(north: Branch) -> None:
    viewer = reader_of(north)
    lists = {f"Author:{author.pk}": written_by(author, north) for author in Author.objects.all()}
    assert [len(rows) for rows in lists.values()] == [9, 4]
    whole = {author["id"]: author["list"] for author in ask(viewer, AUTHORS).data["authors"]}
    assert {name: ids(page) for name, page in whole.items()} == lists
    for name, rows in lists.items():
        cursors = {edge["cursor"]: edge["node"]["id"] for edge in whole[name]["edges"]}
        for said in (
            {"first": 2},
            {"last": 2},
            {"first": 3, "after": list(cursors)[1]},
            {"last": 2, "before": list(cursors)[3]},
        ):
            pages = {author["id"]: author["list"] for author in ask(viewer, AUTHORS, **said).data["authors"]}
            wanted = expected(rows, said, cursors)
            assert ids(pages[name]) == wanted["ids"]
            assert pages[name]["pageInfo"]["hasNextPage"] == wanted["next"]
            assert pages[name]["pageInfo"]["hasPreviousPage"] == wanted["previous"]


@pytest.mark.parametrize("size", [1, 2, 4, 9])
def test_walking_forwards_and_backwards_meets_every_row_once(north: Branch, size: int) -> None:
    viewer, rows = reader_of(north), novels(north)
    for count, cursor, end, more in (
        ("first", "after", "endCursor", "hasNextPage"),
        ("last", "before", "startCursor", "hasPreviousPage"),
    ):
        met: list[str] = []
        said: dict[str, Any] = {count: size}
        while True:
            page = ask(viewer, NOVELS, **said).data["list"]
            met = [*met, *ids(page)] if count == "first" else [*ids(page), *met]
            if not page["pageInfo"][more]:
                break
            said[cursor] = page["pageInfo"][end]
        assert met == rows


def test_a_page_counts_visible_rows_only(north: Branch) -> None:
    assert len(ask(librarian(north), NOVELS).data["list"]["edges"]) == 11
    page = ask(reader_of(north), NOVELS, first=9).data["list"]
    assert (len(page["edges"]), page["pageInfo"]["hasNextPage"]) == (9, False)


@pytest.mark.parametrize("size", [1, 2, 3])
def test_a_row_that_is_reached_twice_counts_once(size: int) -> None:
    branch, author = factories.branch(), factories.author()
    books = [factories.book(branch, author, title=title) for title in "abc"]
    for book in books:
        factories.authorship(book, author, "pictures")
    page = ask(librarian(branch), AUTHORS, first=size).data["authors"][0]["list"]
    assert ids(page) == [f"Book:{book.pk}" for book in books[:size]]
    assert page["pageInfo"]["hasNextPage"] == (size < 3)


def test_a_cursor_outlives_its_row(north: Branch) -> None:
    viewer, rows = reader_of(north), novels(north)
    cursor = ask(viewer, NOVELS).data["list"]["edges"][4]["cursor"]
    Book.objects.filter(pk=int(rows[4].removeprefix("Book:"))).update(withdrawn=True)
    page = ask(viewer, NOVELS, after=cursor).data["list"]
    assert ids(page) == rows[5:]
    assert page["pageInfo"]["hasPreviousPage"]


def test_an_empty_list_is_a_page_without_rows() -> None:
    reply = ask(librarian(factories.branch()), BRANCH)
    assert reply.data["home"]["list"] == {
        "edges": [],
        "pageInfo": {"hasNextPage": False, "hasPreviousPage": False, "startCursor": None, "endCursor": None},
    }


def assert_refused(reply: Reply, code: str) -> None:
    """Nothing but an error with this code."""
    assert (reply.data, reply.codes) in ((None, [code]), ({"home": None}, [code]))


@pytest.mark.parametrize("text", [NOVELS, BRANCH])
@pytest.mark.parametrize(
    "said", [{"first": 0}, {"first": -1}, {"first": 101}, {"last": 0}, {"last": 101}, {"first": 2, "last": 2}]
)
def test_a_page_out_of_range_is_refused(north: Branch, text: str, said: dict[str, int]) -> None:
    assert_refused(ask(reader_of(north), text, **said), "page_out_of_range")


@pytest.mark.parametrize("size", [{"first": 1}, {"first": 100}, {"last": 100}, {}])
def test_a_page_in_range_is_answered(north: Branch, size: dict[str, int]) -> None:
    assert ask(reader_of(north), NOVELS, **size).errors == []


@pytest.mark.parametrize("argument", ["after", "before"])
def test_a_cursor_of_another_list_is_refused(north: Branch, argument: str) -> None:
    viewer = reader_of(north)
    other = ask(viewer, BRANCH).data["home"]["list"]["edges"][0]["cursor"]
    for cursor, text in ((other, NOVELS), ("nonsense", NOVELS), ("nonsense", BRANCH)):
        said: dict[str, Any] = {argument: cursor}
        assert_refused(ask(viewer, text, **said), "bad_cursor")


def test_several_pages_of_one_list_in_one_query(north: Branch) -> None:
    edges = "edges { node { id } }"
    text = f"{{ home {{ a: books(first: 1) {{ {edges} }} b: books(last: 1) {{ {edges} }} }} }}"
    home = ask(reader_of(north), text).data["home"]
    assert ids(home["a"]) != ids(home["b"])


@pytest.mark.parametrize("readers", [2, 12])
def test_the_statements_of_pages_do_not_depend_on_the_number_of_parents(north: Branch, readers: int) -> None:
    book = factories.book(north)
    for _ in range(readers):
        reader = factories.reader(north)
        for day in (1, 2, 3):
            factories.loan(reader, book, lent_on=TODAY.replace(day=day))
    first = ask(librarian(north), history("edges { cursor }")).data["home"]["readers"]["edges"][0]["node"]
    cursor = first["loanHistory"]["edges"][0]["cursor"]
    text = history("pageInfo { hasNextPage hasPreviousPage } edges { node { id } }")
    reply = ask(librarian(north), text, after=cursor)
    assert reply.errors == []
    # The branch, the readers, one page for each, and which of them have rows before theirs.
    assert len(reply.statements) == 4


def history(shown: str) -> str:
    """Asks for a page of every reader's history."""
    pages = f"loanHistory(first: 2, after: $after) {{ {shown} }}"
    return f"query($after: String) {{ home {{ readers {{ edges {{ node {{ {pages} }} }} }} }} }}"
