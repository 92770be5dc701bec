"""Viewers: what they are given, what they answer, and what a rule cannot get out of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db.models import BigIntegerField, F, QuerySet, Value

from graphplan import Flag, Param, Params, Viewer, per_viewer
from graphplan.tests.library.models import Book, Loan
from graphplan.tests.library.viewer import LibraryViewer
from graphplan.viewer import Placeholder

TODAY = date(2026, 5, 1)


def given(**said: Any) -> LibraryViewer:
    return LibraryViewer(**{"branch_id": 1, "reader_id": 2, "today": TODAY, **said})


def test_flags_are_false_and_lists_empty_unless_given() -> None:
    viewer = given()
    assert (viewer.librarian, ("notes", "read") in viewer.may, viewer.kinds["priced"]) == (False, False, ())


def test_what_is_given_is_answered() -> None:
    viewer = given(librarian=True, may={("notes", "read")}, kinds={"priced": ["novel"]})
    assert viewer.librarian
    assert ("notes", "read") in viewer.may
    assert ("notes", "write") not in viewer.may
    assert viewer.kinds["priced"] == ("novel",)
    assert (viewer.branch_id, viewer.today) == (1, TODAY)


def test_the_key_is_the_flags_alone() -> None:
    assert given(librarian=True, may={"a"}).key == given(librarian=True, may={"a"}, branch_id=9).key
    assert len({given().key, given(librarian=True).key, given(may={"a"}).key, given(may={"b"}).key}) == 4


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"teacher": True}, "LibraryViewer has no teacher"),
        ({"librarian": 1}, "LibraryViewer.librarian is a flag: True or False"),
        ({"may": "notes"}, "LibraryViewer.may is a family of flags: give the members that hold, as a set"),
        ({"may": 3}, "LibraryViewer.may is a family of flags: give the members that hold, as a set"),
        (
            {"kinds": ["novel"]},
            "LibraryViewer.kinds is a family of values: give a mapping from name to value",
        ),
        ({"kinds": {"priced": "novel"}}, r"LibraryViewer.kinds\['priced'\] is a list of values"),
        ({"kinds": {"priced": None}}, r"LibraryViewer.kinds\['priced'\] is a list of values"),
    ],
)
def test_what_does_not_fit_is_refused(said: dict[str, Any], why: str) -> None:
    with pytest.raises(TypeError, match=why):
        given(**said)


def test_every_param_has_to_be_given() -> None:
    with pytest.raises(TypeError, match="LibraryViewer needs branch_id, today"):
        LibraryViewer(reader_id=None)


def test_a_viewer_inherits_members() -> None:
    class Visitor(LibraryViewer):
        guide = Flag()

    assert Visitor(branch_id=1, reader_id=None, today=TODAY, guide=True, librarian=True).guide


def test_a_family_of_single_values_knows_only_the_names_that_were_given() -> None:
    class Guest(Viewer):
        shelf = Params(BigIntegerField())

    viewer = Guest(shelf={"mine": 3, "theirs": None})
    assert viewer.shelf["mine"] == 3
    assert isinstance(viewer.bound().shelf["theirs"], Value)
    with pytest.raises(LookupError, match=r"Guest\.shelf was given without 'yours'"):
        viewer.shelf["yours"]


def test_families_are_only_asked_by_name() -> None:
    viewer = given(may={"a"}, kinds={"priced": ["novel"]})
    with pytest.raises(TypeError):
        iter(viewer.may)  # type: ignore[call-overload]
    with pytest.raises(TypeError):
        iter(viewer.kinds)


def test_on_the_class_members_are_themselves() -> None:
    assert isinstance(LibraryViewer.librarian, Flag)
    assert isinstance(LibraryViewer.today, Param)
    assert LibraryViewer.may.name == "may"
    assert LibraryViewer.kinds.name == "kinds"


def test_none_is_null_in_rules_and_none_elsewhere() -> None:
    viewer = given(reader_id=None)
    assert viewer.reader_id is None
    assert isinstance(viewer.bound().reader_id, Value)
    assert viewer.bound().branch_id == 1


@pytest.mark.django_db
def test_none_matches_no_row_not_even_those_without_a_value() -> None:
    rows = Book.objects.filter(reprint_of=given(reader_id=None).bound().reader_id)
    assert "IS NULL" not in str(rows.query)
    assert list(rows) == []


LOOKS: list[Callable[[Any], object]] = [
    bool,
    len,
    iter,
    str,
    int,
    float,
    hash,
    lambda slot: slot == 7,
    lambda slot: slot != 7,
    lambda slot: slot < 7,
    lambda slot: slot <= 7,
    lambda slot: slot > 7,
    lambda slot: slot >= 7,
    lambda slot: 7 in slot,
    lambda slot: slot in {7, 8},
    lambda slot: slot[0],
    lambda slot: f"{slot}",
    lambda slot: f"{slot:>3}",
    lambda slot: [1, 2][slot],
    lambda slot: slot + 1,
    lambda slot: 1 - slot,
    lambda slot: slot * 2,
    lambda slot: slot % 2,
]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", ["branch_id", "today"])
def test_a_symbolic_value_cannot_be_looked_at(look: Callable[[Any], object], name: str) -> None:
    viewer = LibraryViewer.symbolic(frozenset())
    with pytest.raises(TypeError, match=f"viewer.{name} is unknown while a rule is read"):
        look(getattr(viewer, name))


def test_a_symbolic_member_of_a_family_says_its_name() -> None:
    slot = LibraryViewer.symbolic(frozenset()).kinds["priced"]
    assert repr(slot) == "<viewer.kinds['priced']>"


def test_a_symbolic_viewer_has_real_flags() -> None:
    viewer = LibraryViewer.symbolic(given(librarian=True, may={"a"}).key)
    assert (viewer.librarian, viewer.reader, "a" in viewer.may, "b" in viewer.may) == (
        True,
        False,
        True,
        False,
    )


@pytest.mark.django_db
def test_symbolic_values_travel_through_sql_as_placeholders() -> None:
    viewer = LibraryViewer.symbolic(frozenset())
    inner = Loan.objects.filter(lent_on__lte=viewer.today).values("book")
    rows = Book.objects.filter(pk__in=inner, branch_id=viewer.branch_id, kind__in=viewer.kinds["priced"])
    rows = rows.exclude(pages__in=[viewer.reader_id, F("barcode")])
    _, parameters = rows.query.sql_with_params()
    found = {(p.name, p.member, p.many) for p in parameters if isinstance(p, Placeholder)}
    assert found == {
        ("today", None, False),
        ("branch_id", None, False),
        ("kinds", "priced", True),
        ("reader_id", None, False),
    }


@per_viewer
def books_about(viewer: LibraryViewer, *kinds: str, withdrawn: bool = False) -> "QuerySet[Book]":
    return Book.objects.filter(branch_id=viewer.branch_id, kind__in=kinds, withdrawn=withdrawn)


def test_rules_share_what_they_say_of_a_viewer_that_is_unknown() -> None:
    viewer = LibraryViewer.symbolic(frozenset())
    shared = books_about(viewer, "novel", withdrawn=True)
    assert books_about(viewer, "novel", withdrawn=True) is shared
    others = [
        books_about(viewer, "novel"),
        books_about(viewer, "poetry", withdrawn=True),
        books_about(LibraryViewer.symbolic(frozenset()), "novel", withdrawn=True),
    ]
    assert not any(other is shared for other in others)


@pytest.mark.parametrize("viewer", [given(), given().bound()])
def test_whoever_is_known_has_it_made_each_time(viewer: LibraryViewer) -> None:
    # Rows change while a request runs, and a query set keeps those that it has read.
    assert books_about(viewer, "novel") is not books_about(viewer, "novel")
    assert str(books_about(viewer, "novel").query) == str(books_about(viewer, "novel").query)
