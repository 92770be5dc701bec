"""To-one edges by a statement of their own: the same answers, and each target read once."""

from datetime import date
from typing import Any

import pytest

from graphplan import One
from graphplan.plans import GaveUp
from graphplan.plans.drivers import Driver
from graphplan.plans.run import Run, targets
from graphplan.tests.asking import ask, at_home, librarian, planned
from graphplan.tests.library import factories
from graphplan.tests.library.models import Book, Branch, Reader
from graphplan.tests.library.viewer import api

pytestmark = pytest.mark.django_db

LOANS = """{
  home {
    readers {
      edges {
        node {
          name
          guardian { name branch { name } }
          loans { id reader { id name } book { id title branch { name } reprintOf { title } } }
        }
      }
    }
  }
}"""


@pytest.fixture(autouse=True)
def _split(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every to-one edge of the library is split."""
    for declaration in api.declarations.types.values():
        for member in declaration.members.values():
            if isinstance(member, One):
                monkeypatch.setattr(member, "split", True)


@pytest.fixture
def north() -> Branch:
    branch = factories.branch(name="North")
    parent = factories.reader(branch, name="P")
    first = factories.book(branch, title="First")
    reprint = factories.book(branch, title="Again", reprint_of=first)
    withdrawn = factories.book(branch, title="Gone", withdrawn=True)
    for name in "AB":
        reader = factories.reader(branch, name=name, guardian=parent)
        for book in (first, reprint, withdrawn):
            factories.loan(reader, book)
    return branch


def test_the_answers_are_the_same(north: Branch) -> None:
    for viewer in (librarian(north), at_home(Reader.objects.get(name="P"))):
        shown: Any = ask(viewer, LOANS).data["home"]["readers"]["edges"]
        assert len(shown) == 3


def test_a_hidden_target_is_null(north: Branch) -> None:
    parent, gone = Reader.objects.get(branch=north, name="P"), Book.objects.get(title="Gone")
    text = "{ me { children { name loans { book { title } } } } }"
    titles = {
        loan["book"] and loan["book"]["title"]
        for child in ask(at_home(parent), text).data["me"]["children"]
        for loan in child["loans"]
    }
    assert titles == {"First", "Again", None}
    gone.withdrawn = False
    gone.save()
    shown = ask(at_home(parent), text).data["me"]["children"][0]["loans"]
    assert {loan["book"]["title"] for loan in shown} == {"First", "Again", "Gone"}


def test_each_target_is_read_once_however_many_rows_share_it(north: Branch) -> None:
    text = "{ home { readers { edges { node { loans { book { title } } } } } } }"
    statements = planned(librarian(north), text).statements
    for _ in range(3):
        factories.loan(factories.reader(north), Book.objects.get(title="First"))
    assert len(planned(librarian(north), text).statements) == len(statements)
    assert sum('FROM "library_book"' in one.replace("`", '"') for one in statements) == 1
    assert not any("JOIN" in one and "library_book" in one for one in statements)


def test_two_edges_to_the_same_rows_read_them_once(north: Branch) -> None:
    text = "{ me { loans { book { title } } children { loans { book { title } } } } }"
    parent = Reader.objects.get(branch=north, name="P")
    Book.objects.update(withdrawn=False)
    for book in Book.objects.all():
        factories.loan(parent, book, lent_on=date(2026, 1, 1))
    statements = planned(at_home(parent), text).statements
    assert sum('FROM "library_book"' in one.replace("`", '"') for one in statements) == 1
    assert len(ask(at_home(parent), text).data["me"]["loans"]) == 3


def test_a_target_that_must_be_there_is() -> None:
    run = a_run()
    found = targets(run, {1, None}, lambda *_: {1: '"one"'}, "Loan.reader")
    assert found[1] == '"one"'
    with pytest.raises(GaveUp, match=r"no value at Loan\.reader"):
        found[2]
    assert targets(run, {1, None}, lambda *_: {1: '"one"'})[None] == "null"


def test_the_batches_of_one_place_share_their_texts() -> None:
    run, asked = a_run(), list[set[int]]()

    def read(_run: Run, keys: Any) -> dict[int, str]:
        asked.append(keys)
        return {key: str(key) for key in keys}

    first = targets(run, {1, 2}, read)
    assert targets(run, {2, 3, None}, read) is first
    assert targets(run, {1, 3}, read, "Loan.reader") is not first
    assert (first, asked) == ({None: "null", 1: "1", 2: "2", 3: "3"}, [{1, 2}, {3}])


def a_run() -> Run:
    """One that asks no database."""
    nobody: Any = None
    return Run(nobody, {}, 0, Driver("sqlite", nobody, "?"))


def test_whether_it_is_split_may_depend_on_who_asks(north: Branch, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("reader", "book"):
        monkeypatch.setattr(api.declarations.types["Loan"].members[name], "split", lambda v: v.librarian)
    parent = Reader.objects.get(branch=north, name="P")
    text = "{ home { readers { edges { node { loans { reader { name } book { title } } } } } } }"
    asked = {viewer: len(planned(viewer, text).statements) for viewer in (librarian(north), at_home(parent))}
    assert list(asked.values()) == [5, 3]
    for viewer in asked:
        ask(viewer, text)
