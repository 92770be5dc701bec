"""Rows that roots find by their keys are read by one statement where each needs no more than its table."""

from typing import Any

import pytest

from graphplan.tests.asking import ask, at_home, librarian, planned
from graphplan.tests.library import factories
from graphplan.tests.library.models import Branch
from graphplan.tests.library.viewer import LibraryViewer

pytestmark = pytest.mark.django_db

BOTH = "{ me { id name } home { name } }"


@pytest.fixture
def north() -> Branch:
    return factories.branch(name="North")


@pytest.fixture
def ines(north: Branch) -> LibraryViewer:
    return at_home(factories.reader(north, name="Ines"))


def read_by(viewer: LibraryViewer, text: str, **variables: Any) -> int:
    """How many statements a plan reads by."""
    return sum(said.startswith("SELECT") for said in planned(viewer, text, **variables).statements)


def test_one_statement_reads_rows_of_two_tables(ines: LibraryViewer) -> None:
    assert ask(ines, BOTH).data["home"] == {"name": "North"}
    assert ask(ines, BOTH).data["me"]["name"] == "Ines"
    assert read_by(ines, BOTH) == 1


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"reader_id": None}, {"me": None, "home": {"name": "North"}}),
        ({"branch_id": 0}, {"me": None, "home": None}),
    ],
)
def test_what_is_absent_or_hidden_hides_nothing_of_the_other(
    north: Branch, said: dict[str, Any], expected: dict[str, Any]
) -> None:
    viewer = at_home(factories.reader(north), **said)
    assert ask(viewer, BOTH).data == expected
    assert read_by(viewer, BOTH) == 1


def test_identifiers_are_bound_each_to_its_own_row(north: Branch) -> None:
    text = """query($reader: ID!, $author: ID!) {
      reader(id: $reader) { id name } author(id: $author) { id name }
    }"""
    readers = [factories.reader(north) for _ in range(2)]
    authors = [factories.author() for _ in range(5)]
    said: dict[str, Any] = {"reader": f"Reader:{readers[1].pk}", "author": f"Author:{authors[3].pk}"}
    reply = ask(librarian(north), text, **said)
    assert {name: row["id"] for name, row in reply.data.items()} == said
    assert read_by(librarian(north), text, **said) == 1
    for name, nobodys in (("reader", "Book:1"), ("author", f"Author:{10**12}")):
        reply = ask(librarian(north), text, **{**said, name: nobodys})
        assert [found for found, row in reply.data.items() if row is None] == [name]


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("{ home { name } again: home { name } }", 1),
        ("{ home { name } again: home { id } }", 2),
        ("{ home { name readers { edges { node { name } } } } me { name } }", 3),
        ("{ me { name } home { name } books { edges { node { title } } } }", 2),
        ("{ me { name branch { name } } home { name } }", 2),
    ],
)
def test_what_needs_more_than_its_table_is_read_by_itself(
    ines: LibraryViewer, text: str, statements: int
) -> None:
    ask(ines, text)
    assert read_by(ines, text) == statements


def test_every_row_counts(ines: LibraryViewer) -> None:
    assert ask(ines, BOTH, budget=2).codes == []
    assert ask(ines, BOTH, budget=1).codes == ["too_many_rows"]
