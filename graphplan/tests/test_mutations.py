"""Mutations: one call of a command, and what it wrote, as the viewer may see it."""

from typing import Any

import graphene
import pytest

import graphplan
from graphplan.tests.asking import ask, at_home, librarian
from graphplan.tests.library import desk, factories
from graphplan.tests.library.models import Book, Branch, Loan, Reader
from graphplan.tests.library.viewer import LibraryViewer, api, rows

pytestmark = pytest.mark.django_db

LEND = """
mutation($input: LendBooksInput!) {
  lendBooks(input: $input) {
    loans { id note book { title } }
    reader { name loans { id } }
    errors { code field message }
  }
}
"""


@pytest.fixture
def north() -> Branch:
    return factories.branch(name="North")


@pytest.fixture
def reader(north: Branch) -> Reader:
    return factories.reader(north, name="Ines")


def told(reader: Reader, *books: Book, **more: Any) -> dict[str, Any]:
    """The input that lends these books."""
    copies = [{"bookId": f"Book:{book.pk}"} for book in books]
    return {"readerId": f"Reader:{reader.pk}", "copies": copies, **more}


def test_a_command_is_called_once_and_its_rows_are_read_back_in_order(north: Branch, reader: Reader) -> None:
    books = [factories.book(north, title=title) for title in ("Odes", "Epics")]
    reply = ask(librarian(north), LEND, input=told(reader, *books))
    loans = list(Loan.objects.order_by("pk"))
    assert [loan.book_id for loan in loans] == [book.pk for book in books]
    assert reply.data["lendBooks"] == {
        "loans": [
            {"id": f"Loan:{loans[0].pk}", "note": None, "book": {"title": "Odes"}},
            {"id": f"Loan:{loans[1].pk}", "note": None, "book": {"title": "Epics"}},
        ],
        "reader": {"name": "Ines", "loans": [{"id": f"Loan:{loan.pk}"} for loan in loans]},
        "errors": [],
    }


def test_the_command_gets_names_in_snake_case_and_keys(
    north: Branch, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[dict[str, Any]] = []

    def listen(**arguments: Any) -> desk.Lent:
        said.append(arguments)
        return desk.Lent([], reader.pk)

    monkeypatch.setattr(api.declarations.mutations["LendBooks"], "command", listen)
    viewer = librarian(north)
    copies = [{"bookId": "Book:7", "note": None}, {"bookId": "Book:8", "note": "torn"}]
    given = {"readerId": f"Reader:{reader.pk}", "copies": copies, "lentOn": "2026-04-01"}
    ask(viewer, LEND, input=given)
    ask(viewer, LEND, input={"readerId": f"Reader:{reader.pk}", "copies": []})
    assert said[0].pop("lent_on").isoformat() == "2026-04-01"
    assert said == [
        {
            "viewer": viewer,
            "reader_id": reader.pk,
            "copies": [{"book_id": 7}, {"book_id": 8, "note": "torn"}],
        },
        {"viewer": viewer, "reader_id": reader.pk, "copies": []},
    ]


def test_rows_that_the_viewer_may_not_see_are_left_out(north: Branch) -> None:
    elsewhere = factories.reader(factories.branch())
    reply = ask(librarian(north), LEND, input=told(elsewhere, factories.book(north)))
    assert Loan.objects.count() == 1
    assert reply.data["lendBooks"] == {"loans": [], "reader": None, "errors": []}


def test_a_refusal_is_told_with_its_field_and_nothing_is_changed(north: Branch, reader: Reader) -> None:
    books = [factories.book(north), factories.book(north, kind="reference")]
    reply = ask(librarian(north), LEND, input=told(reader, *books))
    assert reply.data["lendBooks"] == {
        "loans": None,
        "reader": None,
        "errors": [{"code": "not_lent", "field": "copies.1.bookId", "message": "Reference works stay here."}],
    }
    assert Loan.objects.count() == 0


def test_an_identifier_of_nothing_is_not_found_and_the_command_is_not_called(
    north: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Any] = []
    monkeypatch.setattr(api.declarations.mutations["LendBooks"], "command", lambda **said: calls.append(said))
    given = {"readerId": "Book:1", "copies": [{"bookId": "Book:1"}, {"bookId": "Book:01"}, {"bookId": ""}]}
    reply = ask(librarian(north), LEND, input=given)
    message = "No such thing, or not yours to see."
    assert reply.data["lendBooks"]["errors"] == [
        {"code": "not_found", "field": field, "message": message}
        for field in ("readerId", "copies.1.bookId", "copies.2.bookId")
    ]
    assert reply.data["lendBooks"]["loans"] is None
    assert calls == []


def test_several_mutations_are_done_in_turn_and_each_sees_what_was_done_before(
    north: Branch, reader: Reader
) -> None:
    text = """
        mutation($a: LendBooksInput!, $b: LendBooksInput!) {
          first: lendBooks(input: $a) { reader { loans { book { title } } } }
          second: lendBooks(input: $b) { reader { loans { book { title } } } errors { code } }
          third: lendBooks(input: $a) { reader { loans { book { title } } } }
        }
    """
    book = factories.book(north, title="Odes")
    refused = factories.book(north, kind="reference")
    data = ask(librarian(north), text, a=told(reader, book), b=told(reader, refused)).data
    assert [len(data[name]["reader"]["loans"]) for name in ("first", "third")] == [1, 2]
    assert data["second"] == {"reader": None, "errors": [{"code": "not_lent"}]}


def test_what_was_read_before_a_command_is_read_anew_after_it(north: Branch, reader: Reader) -> None:
    calls = (f'm{n}: renameReader(input: {{readerId: "Reader:{reader.pk}", name: "N{n}"}})' for n in (1, 2))
    text = " ".join(f"{call} {{ reader {{ name }} }}" for call in calls)
    data = ask(librarian(north), f"mutation {{ {text} }}").data
    assert data == {"m1": {"reader": {"name": "N1"}}, "m2": {"reader": {"name": "N2"}}}


def test_what_nobody_expected_bubbles_up_with_its_cause(north: Branch) -> None:
    with pytest.raises(RuntimeError, match="the door of branch"):
        ask(librarian(north), "mutation { closeDesk { errors { code } } }")


def test_the_statements_of_a_payload_do_not_depend_on_its_rows(north: Branch, reader: Reader) -> None:
    text = """
        mutation($input: LendBooksInput!) {
          lendBooks(input: $input) { loans { book { title authors { name } } } }
        }
    """
    counts = set()
    for size in (1, 7):
        books = [factories.book(north, factories.author()) for _ in range(size)]
        reply = ask(librarian(north), text, input=told(reader, *books))
        counts.add(len([statement for statement in reply.statements if "library_loan" in statement]) - size)
        assert len(reply.data["lendBooks"]["loans"]) == size
    assert counts == {1}


def test_a_reader_may_not_lend(north: Branch, reader: Reader) -> None:
    reply = ask(at_home(reader), LEND, input=told(reader, factories.book(north)))
    assert reply.data["lendBooks"]["errors"] == [
        {"code": "not_found", "field": None, "message": "No such thing."}
    ]
    assert Loan.objects.count() == 0


def test_what_a_base_says_is_what_each_of_its_mutations_is_told_last() -> None:
    class Deed(graphplan.Mutation, api=graphplan.Api(viewer=LibraryViewer, rows=rows, refusal=desk.Refusal)):
        """Something that is done once."""

        class Input:
            key = graphene.String(description="What a repeated request has in common with the first.")

    class Rename(Deed):
        """Give a reader another name."""

        class Meta:
            command = desk.rename

        class Input:
            name = graphene.String(description="The new name.")

    class Close(Deed):
        """Close the desk."""

        class Meta:
            command = desk.close

    told = [list(deed.declaration.input.fields) for deed in (Rename, Close)]
    assert told == [["name", "key"], ["key"]]
