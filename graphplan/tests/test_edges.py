"""Following edges: whose rows come, in which order, how many, and in how many statements."""

from datetime import date

import pytest

from graphplan.tests.asking import ask, at_home, librarian
from graphplan.tests.library import factories
from graphplan.tests.library.models import Author, Book, Branch, Loan, Reader

pytestmark = pytest.mark.django_db

DESK = """
{ home { name readers(first: 100) { pageInfo { hasNextPage } edges { cursor node {
    id name email
    loans { id note lentOn readerId reader { name } book {
      title price fullTitle cheapest { title } branch { name }
      authors { name bookCount } loans { id reader { name } } reprintOf { title }
    } }
    loanHistory(first: 2) { edges { node { book { title } } } pageInfo { hasNextPage } }
    children { name guardian { name } }
} } } } }
"""


@pytest.fixture
def north() -> Branch:
    return factories.branch(name="North")


def busy(branch: Branch, readers: int) -> None:
    """A branch with so many readers, two books and three loans for each."""
    authors = [factories.author() for _ in range(5)]
    first = factories.book(branch)
    for number in range(readers):
        guardian = Reader.objects.first() if number % 3 == 1 else None
        reader = factories.reader(branch, guardian=guardian)
        books = [factories.book(branch, *authors[number % 4 :], reprint_of=first) for _ in range(2)]
        for book in (*books, first):
            factories.loan(reader, book)


@pytest.mark.parametrize("readers", [2, 40])
def test_the_number_of_statements_does_not_depend_on_the_number_of_rows(north: Branch, readers: int) -> None:
    busy(north, readers)
    reply = ask(librarian(north, may={("notes", "read")}), DESK)
    assert reply.errors == []
    assert len(reply.data["home"]["readers"]["edges"]) == readers
    # The branch, readers, loans, books, their authors, two batches, the books' loans, the history, the
    # children: one for each edge, and none for what was read before.
    assert len(reply.statements) == 10


@pytest.mark.parametrize("authors", [10, 120])
def test_nor_on_the_number_of_parents(north: Branch, authors: int) -> None:
    reader = factories.reader(north)
    for _ in range(authors):
        author = factories.author()
        for _ in range(2):
            factories.loan(reader, factories.book(north, author))
    text = "{ authors { bookCount books { title branch { name } loans { lentOn reader { name } } } } }"
    reply = ask(librarian(north), text)
    assert len(reply.data["authors"]) == authors
    assert len(reply.statements) == 6


def test_a_row_that_was_read_is_not_read_again(north: Branch) -> None:
    reader = factories.reader(north)
    factories.loan(reader, factories.book(north))
    node = "{ branch { id } loans { reader { name branch { name } } } }"
    reply = ask(librarian(north), f"{{ home {{ id readers {{ edges {{ node {node} }} }} }} }}")
    assert reply.errors == []
    # The branch, its readers, their loans; from there everything leads back.
    assert len(reply.statements) == 3


def test_a_parent_that_is_reached_twice_is_asked_about_once(north: Branch) -> None:
    book = factories.book(north, factories.author(), factories.author())
    reply = ask(librarian(north), "{ authors { books { loans { id } } } }")
    assert len(reply.data["authors"]) == 2
    assert "library_loan" in reply.statements[-1]
    assert f"IN ({book.pk})" in reply.statements[-1]
    assert "LIMIT 201" in reply.statements[-1]


def test_a_hidden_target_is_asked_for_once(north: Branch) -> None:
    reader = factories.reader(north)
    hidden = factories.book(north, withdrawn=True)
    factories.loan(reader, hidden)
    factories.loan(reader, hidden)
    reply = ask(at_home(reader), "{ me { loans { book { title } again: book { id } } } }")
    assert reply.data == {"me": {"loans": [{"book": None, "again": None}] * 2}}
    assert len(reply.statements) == 3


def test_a_list_holds_the_rows_of_its_own_parent(north: Branch) -> None:
    readers = [factories.reader(north, name=name) for name in ("A", "B", "C")]
    book = factories.book(north)
    loans = {
        reader.name: [factories.loan(reader, book).pk for _ in range(n)] for n, reader in enumerate(readers)
    }
    reply = ask(librarian(north), "{ home { readers { edges { node { name loans { id } } } } } }")
    shown = {edge["node"]["name"]: edge["node"]["loans"] for edge in reply.data["home"]["readers"]["edges"]}
    assert shown == {name: [{"id": f"Loan:{key}"} for key in keys] for name, keys in loans.items()}


def test_rows_with_equal_order_come_by_their_keys(north: Branch) -> None:
    reader, book = factories.reader(north), factories.book(north)
    days = [date(2026, 1, 2), date(2026, 1, 3), date(2026, 1, 2), date(2026, 1, 3)]
    keys = [factories.loan(reader, book, lent_on=day).pk for day in days]
    reply = ask(at_home(reader), "{ me { loans { id } } }")
    assert [loan["id"] for loan in reply.data["me"]["loans"]] == [f"Loan:{keys[n]}" for n in (1, 3, 0, 2)]


def test_a_row_that_is_reached_twice_comes_once(north: Branch) -> None:
    author = factories.author()
    book = factories.book(north, author)
    factories.authorship(book, author, "pictures")
    factories.authorship(book, author, "text")
    reply = ask(
        librarian(north), "{ authors { books { id } texts { id } allBooks { edges { node { id } } } } }"
    )
    once = [{"id": f"Book:{book.pk}"}]
    assert reply.data["authors"] == [
        {"books": once, "texts": once, "allBooks": {"edges": [{"node": once[0]}]}}
    ]


def test_rows_that_are_reached_twice_may_hold_anything(north: Branch) -> None:
    author = factories.author()
    books = [factories.book(north, author, facts={"weight": n}, imprint={"publisher": "P"}) for n in (1, 2)]
    factories.authorship(books[0], author, "pictures")
    shown = "facts imprint { publisher } price fullTitle barcode"
    text = f"{{ authors {{ books {{ {shown} }} allBooks {{ edges {{ node {{ {shown} }} }} }} }} }}"
    author_shown = ask(librarian(north), text).data["authors"][0]
    assert [book["facts"] for book in author_shown["books"]] == [{"weight": 1}, {"weight": 2}]
    assert [edge["node"] for edge in author_shown["allBooks"]["edges"]] == author_shown["books"]


def test_a_list_that_is_too_long_is_an_error_and_not_a_part_of_it(north: Branch) -> None:
    diligent, lazy = factories.author(name="A"), factories.author(name="B")
    books = [factories.book(north, diligent, lazy) for _ in range(5)]
    for author in (diligent, lazy):
        factories.authorship(books[0], author, "pictures")
    query = "{ authors { name books { id } } }"
    assert [len(author["books"]) for author in ask(librarian(north), query).data["authors"]] == [5, 5]
    factories.book(north, diligent)
    reply = ask(librarian(north), query)
    assert reply.data is None
    assert reply.codes == ["list_too_long"]
    assert reply.errors[0].path == ["authors", 0, "books"]


def test_only_the_list_that_is_too_long_is_named(north: Branch) -> None:
    lists = [factories.author(name=name) for name in "ABC"]
    for _ in range(6):
        factories.book(north, lists[1])
    reply = ask(librarian(north), "{ authors { books { id } } }")
    assert [error.path for error in reply.errors] == [["authors", 1, "books"]]
    assert reply.codes == ["list_too_long"]


def test_only_the_list_that_is_too_long_fails(north: Branch) -> None:
    diligent, lazy = factories.author(name="A"), factories.author(name="B")
    for _ in range(6):
        factories.book(north, diligent)
    factories.book(north, lazy)
    text = "query($a: ID!, $b: ID!) { a: author(id: $a) { books { id } } b: author(id: $b) { books { id } } }"
    reply = ask(librarian(north), text, a=f"Author:{diligent.pk}", b=f"Author:{lazy.pk}")
    assert reply.data["a"] is None
    assert len(reply.data["b"]["books"]) == 1
    assert reply.codes == ["list_too_long"]


def test_the_rows_of_a_list_that_is_too_long_are_not_all_fetched(north: Branch) -> None:
    author = factories.author()
    for _ in range(9):
        factories.book(north, author)
    reply = ask(librarian(north), "{ authors { books { id } } }")
    assert "LIMIT 6" in reply.statements[-1]


def test_a_failing_batch_is_not_tried_again_for_every_sibling(north: Branch) -> None:
    for _ in range(7):
        author = factories.author()
        for _ in range(6):
            factories.book(north, author)
    reply = ask(librarian(north), "{ authors { books { id } } }", budget=10)
    assert set(reply.codes) == {"too_many_rows"}
    assert len(reply.statements) == 2


def test_more_keys_than_one_statement_takes(north: Branch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphplan.executor.reading.MOST_KEYS", 2)
    busy(north, 5)
    viewer = librarian(north, may={("notes", "read")})
    parts = ask(viewer, DESK)
    monkeypatch.setattr("graphplan.executor.reading.MOST_KEYS", 1000)
    whole = ask(viewer, DESK)
    assert parts.data == whole.data
    assert len(parts.statements) > len(whole.statements)


class TestBudget:
    """How many rows one operation may read."""

    QUERY = "{ home { readers { edges { node { name loans { id book { title } } } } } } }"

    def rows(self) -> int:
        """How many rows the query reads."""
        return Branch.objects.count() + Reader.objects.count() + Loan.objects.count() + Book.objects.count()

    def test_what_fits_exactly_is_answered(self, north: Branch) -> None:
        busy(north, 4)
        assert ask(librarian(north), self.QUERY, budget=self.rows()).errors == []

    def test_one_row_more_is_refused(self, north: Branch) -> None:
        busy(north, 4)
        assert set(ask(librarian(north), self.QUERY, budget=self.rows() - 1).codes) == {"too_many_rows"}

    @pytest.mark.parametrize("budget", [0, 1, 3, 7])
    def test_no_more_than_one_row_beyond_it_is_fetched(self, north: Branch, budget: int) -> None:
        busy(north, 4)
        reply = ask(librarian(north), self.QUERY, budget=budget)
        assert set(reply.codes) == {"too_many_rows"}
        assert f"LIMIT {budget + 1 - [0, 1, 5][len(reply.statements) - 1]}" in reply.statements[-1]

    def test_once_it_is_spent_nothing_more_is_asked(self, north: Branch) -> None:
        busy(north, 4)
        reply = ask(
            librarian(north),
            "{ home { readers { edges { node { id } } } } me { id } authors { id } }",
            budget=2,
        )
        assert set(reply.codes) == {"too_many_rows"}
        assert len(reply.statements) == 2

    def test_rows_that_are_known_cost_nothing(self, north: Branch) -> None:
        reader = factories.reader(north)
        text = " ".join(
            f'a{n}: reader(id: "Reader:{reader.pk}") {{ name branch {{ name }} }}' for n in range(50)
        )
        assert ask(librarian(north), f"{{ {text} }}", budget=2).errors == []


def test_authors_are_not_of_a_branch(north: Branch) -> None:
    factories.author(name="A")
    assert Author.objects.count() == 1
    assert ask(librarian(north), "{ authors { name } }").data == {"authors": [{"name": "A"}]}
