"""Who sees what: every row, edge and ruled field, for every kind of viewer, against the oracle.

That the comparison would notice a mistake is shown by planting some.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.db.models import Q

from graphplan import ALL, any_of
from graphplan.declarations.place import Member
from graphplan.planner import edges
from graphplan.planner.visibility import Visibility
from graphplan.tests.asking import TODAY, ask
from graphplan.tests.library import factories
from graphplan.tests.library.models import Branch, Reader
from graphplan.tests.library.viewer import LibraryViewer, api
from graphplan.tests.oracle import DOCUMENTS, MODELS, Oracle

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Someone:
    """A viewer, as the library knows it and as the oracle does."""

    viewer: LibraryViewer
    oracle: Oracle


@pytest.fixture
def branches() -> tuple[Branch, Branch]:
    """Two branches with something to see and something to hide in each."""
    north, south = factories.branch(name="North"), factories.branch(name="South")
    authors = [factories.author(name=name) for name in ("Émile Zola", "Zadie Ash", "anon")]
    for branch in (north, south):
        fill(branch, authors)
    return north, south


def fill(branch: Branch, authors: list[Any]) -> None:
    """Books, readers, loans and letters of one branch."""
    first = factories.book(
        branch, authors[0], title="Zebra", published_on=date(2001, 1, 1), barcode=2**40 + branch.pk
    )
    verses = factories.book(
        branch, *authors[:2], title="apple", kind="poetry", price="3.00", reprint_of=first
    )
    withdrawn = factories.book(branch, authors[1], title="Old", withdrawn=True, price="1.00")
    factories.book(branch, title="Élan", reprint_of=withdrawn)
    factories.authorship(first, authors[0], "pictures")
    factories.authorship(verses, authors[2], "pictures")
    guardian = factories.reader(branch, name="Guardian")
    child = factories.reader(branch, name="Child", guardian=guardian, shy=True)
    factories.reader(branch, name="Stranger", guardian=None)
    returned = factories.loan(child, withdrawn, returned_on=date(2026, 2, 9), note="torn")
    out = factories.loan(guardian, withdrawn, note="late")
    factories.loan(child, first, lent_on=date(2026, 6, 1))
    factories.loan(guardian, verses, returned_on=date(2026, 2, 2), lent_on=date(2026, 1, 3))
    factories.reminder(returned)
    factories.reminder(out)


def everyone(branch: Branch) -> Iterator[Someone]:
    """Every kind of viewer of a branch: at the desk, at home, both, and nobody in particular."""
    readers = {reader.name: reader.pk for reader in Reader.objects.filter(branch=branch)}
    permissions: list[set[tuple[str, str]]] = [
        {("letters", "read")},
        {("notes", "read"), ("letters", "write")},
    ]
    roles = product((False, True), (False, True), (None, readers["Guardian"], readers["Child"]))
    for number, (librarian, is_reader, key) in enumerate(roles):
        may, priced = permissions[number % 2], ["poetry"] if is_reader else []
        viewer = LibraryViewer(
            branch_id=branch.pk,
            reader_id=key,
            today=TODAY,
            librarian=librarian,
            reader=is_reader,
            may=may,
            kinds={"priced": priced},
        )
        oracle = Oracle(
            branch.pk, reader=key, is_librarian=librarian, is_reader=is_reader, may=may, priced=priced
        )
        yield Someone(viewer, oracle)


def differences(someone: Someone) -> Iterator[str]:
    """Where the library's answers are not the oracle's, over all rows of all types."""
    for name, model in MODELS.items():
        keys = sorted(model._default_manager.values_list("pk", flat=True))
        calls = " ".join(
            f'k{key}: {name.lower()}(id: "{name}:{key}") {{ {DOCUMENTS[name]} }}' for key in keys
        )
        reply = ask(someone.viewer, f"{{ {calls} }}")
        for key in keys:
            expected = someone.oracle.answer(name, key)
            if reply.data is None or reply.data[f"k{key}"] != expected:
                yield f"{name}:{key}: {reply.data and reply.data[f'k{key}']} instead of {expected}"


def noticed(branches: tuple[Branch, Branch]) -> bool:
    """Whether any viewer's answers differ from the oracle's, or lack what was proved to be there."""
    try:
        return any(any(differences(someone)) for someone in everyone(branches[0]))
    except TypeError as error:
        return "Cannot return null for non-nullable field" in str(error)


def test_every_viewer_sees_what_the_oracle_says(branches: tuple[Branch, Branch]) -> None:
    for someone in everyone(branches[0]):
        assert list(differences(someone)) == []


def test_the_oracle_itself_tells_viewers_apart(branches: tuple[Branch, Branch]) -> None:
    seen = {
        (name, key): {someone.oracle.sees(name, key) for someone in everyone(branches[0])}
        for name in ("Book", "Reader", "Loan", "Reminder")
        for key in MODELS[name]._default_manager.filter().values_list("pk", flat=True)
    }
    assert {True, False} in seen.values()
    assert {name for (name, _), answers in seen.items() if answers == {True, False}} == {
        "Book",
        "Reader",
        "Loan",
        "Reminder",
    }


@pytest.mark.parametrize("name", ["Branch", "Book", "Reader", "Loan", "Reminder"])
def test_a_dropped_rule_is_noticed(
    branches: tuple[Branch, Branch], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(api.declarations.types[name], "visible", lambda _: ALL)
    assert noticed(branches)


@pytest.mark.parametrize("place", ["Book.price", "Book.barcode", "Reader.email", "Loan.note"])
def test_a_dropped_field_rule_is_noticed(
    branches: tuple[Branch, Branch], monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setattr(member(place), "when", lambda _: True)
    assert noticed(branches)


@pytest.mark.parametrize("place", ["Reader.loans", "Author.texts"])
def test_a_dropped_narrowing_is_noticed(
    branches: tuple[Branch, Branch], monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    monkeypatch.setattr(member(place), "where", None)
    assert noticed(branches)


def without_grant(v: LibraryViewer) -> Q:
    return any_of(v.librarian, Q(pk=v.reader_id) | Q(guardian=v.reader_id))


def without_guardian(v: LibraryViewer) -> Q:
    return any_of(v.librarian, v.reader and Q(pk=v.reader_id))


@pytest.mark.parametrize("rule", [without_grant, without_guardian])
def test_one_forgotten_word_in_a_rule_is_noticed(
    branches: tuple[Branch, Branch], monkeypatch: pytest.MonkeyPatch, rule: Callable[[Any], Q]
) -> None:
    monkeypatch.setattr(api.declarations.types["Reader"], "visible", rule)
    assert noticed(branches)


def test_none_read_as_is_null_would_be_noticed(
    branches: tuple[Branch, Branch], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LibraryViewer, "bound", lambda self: self)
    # The other engine binds it as NULL all the same: the two differ.
    with pytest.raises(AssertionError):
        noticed(branches)


def member(place: str) -> Member:
    """The member of the library at `Type.field`."""
    type_name, name = place.split(".")
    return api.declarations.types[type_name].members[name]


def rows_without_rules(self: Visibility, declaration: Any, _known: Any = ()) -> Any:
    return self._api.rows(declaration.model, self.viewer).order_by()


def everything(*_: Any) -> Q:
    return ALL


def all_edges(member: Any) -> set[str]:
    return set(member.target.members)


PLANNER_FAULTS = {
    "rules of rows": (Visibility, "rows", rows_without_rules),
    "rules of an edge's target": (Visibility, "target", everything),
    "what a rule demands to see": (Visibility, "_seen", everything),
    "rules of fields": (Visibility, "of_field", everything),
    "narrowings of lists": (Visibility, "of_list", everything),
    "what is not known of a parent": (edges, "_known", all_edges),
}


@pytest.mark.parametrize("forgotten", PLANNER_FAULTS)
def test_what_a_plan_forgets_is_noticed(
    branches: tuple[Branch, Branch], monkeypatch: pytest.MonkeyPatch, forgotten: str
) -> None:
    monkeypatch.setattr(*PLANNER_FAULTS[forgotten])
    with pytest.raises(AssertionError):
        noticed(branches)
