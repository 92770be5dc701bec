"""APIs of the library with one mistake in them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import Q

from graphplan import ALL, Column, DeclarationError, Find, Nested, One
from graphplan.tests.fresh import Fresh
from graphplan.tests.library.models import Author, Book, Branch

Declare = Callable[[Fresh], object]

Mistake = tuple[str, Declare, str, str]
"""What it is, how it is made, at which place it is found, and what is said of it (a regular expression)."""


def mistakes(*cases: Mistake) -> pytest.MarkDecorator:
    """A test for each mistake; it gets `declare`, `place` and `fault`."""
    parameters = [pytest.param(*case[1:], id=case[0].replace(" ", "-")) for case in cases]
    return pytest.mark.parametrize(("declare", "place", "fault"), parameters)


def assert_refused(declare: Declare, place: str, fault: str) -> None:
    """The mistake is found, at the latest when the schema is built, and told with its place and a mend."""
    fresh = Fresh()
    with pytest.raises(DeclarationError, match=fault) as caught:
        fresh.schema(declare)
    assert caught.value.place == place
    assert caught.value.mend
    assert str(caught.value) == f"{place}: {caught.value.fault}. {caught.value.mend}."


def book(**members: Any) -> Declare:
    """A book with these members, beside a branch and an author."""

    def declare(f: Fresh) -> None:
        f.declare("Branch", Branch, ALL, name=Column())
        f.declare("Author", Author, ALL, name=Column())
        f.declare("Book", Book, ALL, **members)

    return declare


def rule(visible: Any) -> Declare:
    """A book that has this rule, beside a branch that not everyone sees."""

    def declare(f: Fresh) -> None:
        f.declare("Branch", Branch, lambda v: Q(pk=v.branch_id), name=Column())
        f.declare("Book", Book, visible, branch=One("Branch"))

    return declare


def asking(**members: Any) -> Declare:
    """A book and an author, and these questions."""

    def declare(f: Fresh) -> None:
        f.declare("Author", Author, ALL, name=Column())
        f.declare("Book", Book, ALL, title=Column(), pages=Column(), price=Column(when=lambda v: v.librarian))
        type("Questions", (f.Query,), {"book": Find("Book"), **members})

    return declare


def structure(**members: Any) -> Declare:
    """A book that shows a structure with these fields."""

    def declare(f: Fresh) -> None:
        shape = type("Shape", (f.Structure,), {"__doc__": "A shape.", **members})
        f.declare("Book", Book, ALL, imprint=Nested(shape))

    return declare


def doing(said: dict[str, Any] | None = None, *, doc: str = "Do it.", **members: Any) -> Declare:
    """A mutation: what it is told, and the members of its payload."""

    def declare(f: Fresh) -> None:
        f.declare("Book", Book, ALL)
        meta = type("Meta", (), {"command": lambda **_: None})
        told = {"Input": type("Input", (), said)} if said else {}
        type("DoIt", (f.Mutation,), {"__doc__": doc, "Meta": meta, **told, **members})

    return declare
