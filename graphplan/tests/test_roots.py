"""What can be asked at the root."""

from typing import Any

import pytest

from graphplan.tests.asking import ask, at_home, librarian
from graphplan.tests.library import factories
from graphplan.tests.library.models import Branch
from graphplan.tests.library.viewer import api

pytestmark = pytest.mark.django_db


@pytest.fixture
def north() -> Branch:
    return factories.branch(name="North")


def test_one_row_is_found_by_its_identifier(north: Branch) -> None:
    book = factories.book(north)
    reply = ask(librarian(north), "query($id: ID!) { book(id: $id) { id } }", id=f"Book:{book.pk}")
    assert reply.data == {"book": {"id": f"Book:{book.pk}"}}


def test_absent_and_hidden_rows_look_the_same_and_run_the_same_statements(north: Branch) -> None:
    hidden = factories.book(north, withdrawn=True)
    elsewhere = factories.book(factories.branch())
    replies = [
        ask(
            at_home(factories.reader(north)),
            "query($id: ID!) { book(id: $id) { id title branch { name } authors { name } } }",
            id=f"Book:{key}",
        )
        for key in (hidden.pk, elsewhere.pk, 10**12)
    ]
    assert [(reply.data, reply.errors) for reply in replies] == [({"book": None}, [])] * 3
    keys = (str(hidden.pk), str(elsewhere.pk), str(10**12))
    statements = {
        tuple(statement.replace(f"IN ({key})", "IN (…)") for statement in reply.statements)
        for key, reply in zip(keys, replies, strict=True)
    }
    # The viewers differ, so their readers' branch is the only thing that may.
    assert len(statements) == 1
    assert len(next(iter(statements))) == 1


@pytest.mark.parametrize("text", ["", "7", "Loan:1", "Book:01", "Book:x"])
def test_what_is_no_identifier_of_the_type_finds_nothing(north: Branch, text: str) -> None:
    reply = ask(librarian(north), "query($id: ID!) { book(id: $id) { id } }", id=text)
    assert (reply.data, reply.errors, reply.statements) == ({"book": None}, [], [])


def test_the_viewers_own_row(north: Branch) -> None:
    reader = factories.reader(north, name="Ines")
    assert ask(at_home(reader), "{ me { name } home { name } }").data == {
        "me": {"name": "Ines"},
        "home": {"name": "North"},
    }
    assert ask(librarian(north), "{ me { name } }").data == {"me": None}
    assert ask(at_home(reader, reader=False), "{ me { name } }").data == {"me": None}


def test_a_list_at_the_root_is_ordered_by_code_point(north: Branch) -> None:
    for name in ("é", "Z", "a", "É", "A", "z", "a b", "ab", "a"):
        factories.author(name=name)
    names = [author["name"] for author in ask(librarian(north), "{ authors { name } }").data["authors"]]
    assert names == ["A", "Z", "a", "a", "a b", "ab", "z", "É", "é"]


def test_a_list_at_the_root_that_is_too_long_is_refused(north: Branch) -> None:
    loan = factories.loan(factories.reader(north), factories.book(north))
    for _ in range(3):
        factories.reminder(loan)
    viewer = librarian(north, may={("letters", "read")})
    assert len(ask(viewer, "{ reminders { id } }").data["reminders"]) == 3
    factories.reminder(loan)
    reply = ask(viewer, "{ reminders { id } }")
    assert (reply.data, reply.codes) == (None, ["list_too_long"])


def test_a_computed_answer(north: Branch) -> None:
    book = factories.book(north, price="20.00")
    text = "query($id: ID) { fee(days: 3, bookId: $id) { amount days } }"
    assert ask(librarian(north), text).data == {"fee": {"amount": "0.3", "days": 3}}
    assert ask(librarian(north), text, id=f"Book:{book.pk}").data["fee"]["amount"] == "6"


def test_a_computed_answer_is_null_without_permission_and_is_not_computed(
    north: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Any] = []
    monkeypatch.setattr(api.declarations.roots["fee"], "read", lambda **said: calls.append(said))
    assert ask(at_home(factories.reader(north)), "{ fee(days: 3) { days } }").data == {"fee": None}
    assert ask(librarian(north), '{ fee(days: 3, bookId: "Loan:1") { days } }').data == {"fee": None}
    assert calls == []


def test_a_computed_answer_that_is_refused_says_why(north: Branch) -> None:
    reply = ask(librarian(north), "{ fee(days: -1) { days } }")
    assert reply.data == {"fee": None}
    assert reply.errors[0].message == "Days count from 0."
    assert reply.errors[0].extensions == {
        "code": "days_negative",
        "problems": [{"code": "days_negative", "field": "days", "message": "Days count from 0."}],
    }
