"""What is known of a row is not asked again: neither twice, nor what its parent's own rule demanded."""

from typing import Any

import pytest
from django.db.models import Q, QuerySet

from graphplan import Rule, per_viewer, sees
from graphplan.tests.asking import ask, librarian, planned
from graphplan.tests.library import factories
from graphplan.tests.library.models import Branch
from graphplan.tests.library.viewer import LibraryViewer, api

pytestmark = pytest.mark.django_db

ONE = '{ book(id: "Book:%d") { title } }'
BELOW = "{ home { books { edges { node { title } } } } }"


@per_viewer
def mine(v: LibraryViewer) -> "QuerySet[Branch, Any]":
    return Branch.objects.filter(pk=v.branch_id).values("pk")


@per_viewer
def named_north(_: LibraryViewer) -> "QuerySet[Branch, Any]":
    return Branch.objects.filter(name="North").values("pk")


def here(v: LibraryViewer) -> Q:
    return Q(branch__in=mine(v))


@pytest.fixture
def north() -> Branch:
    """A branch of which two things are asked, with a book."""
    branch = factories.branch(name="North")
    factories.book(branch, title="First")
    return branch


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the rule of books, besides that their branch is seen."""
    api.schema()
    types = api.declarations.types
    both = lambda v: Q(pk__in=mine(v)) & Q(pk__in=named_north(v))  # noqa: E731
    monkeypatch.setattr(types["Branch"], "visible", both)
    return lambda rule: monkeypatch.setattr(types["Book"], "visible", lambda v: sees("branch") & rule(v))


def inner_queries(branch: Branch, text: str) -> int:
    """How many the statement of books has; that the reference engine answers alike is asserted."""
    ask(librarian(branch), text)
    return planned(librarian(branch), text).statements[-1].count("(SELECT")


def test_a_condition_that_a_rule_demands_twice_is_said_once(north: Branch, rules: Any) -> None:
    rules(here)
    assert inner_queries(north, ONE % north.books.get().pk) == 2


def test_what_the_rule_of_the_parent_demands_is_known_below_it(north: Branch, rules: Any) -> None:
    rules(here)
    assert inner_queries(north, BELOW) == 1  # Pages number their rows within one.
    rules(lambda v: Q(branch__in=named_north(v)) & Q(title="First") & here(v))
    assert inner_queries(north, BELOW) == 1


OTHER_RULES = {
    "another query": lambda _: Q(branch__in=Branch.objects.filter(name="South").values("pk")),
    "one of two": lambda v: Q(title="Second") & (here(v) | Q(branch__in=mine(v), title="x")),
    "the contrary": lambda v: ~here(v),
    "another column": lambda v: Q(reprint_of__branch__in=mine(v)),
}


@pytest.mark.parametrize("other", OTHER_RULES)
def test_whatever_else_a_rule_demands_is_asked(north: Branch, rules: Any, other: str) -> None:
    rules(OTHER_RULES[other])
    assert inner_queries(north, BELOW) > 1
    assert planned(librarian(north), BELOW).data == {"home": {"books": {"edges": []}}}


def test_what_a_parent_may_be_seen_for_is_not_what_it_demands(
    north: Branch, rules: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def either(v: LibraryViewer) -> Rule:
        return Q(pk__in=mine(v)) | Q(name="North")

    rules(here)
    monkeypatch.setattr(api.declarations.types["Branch"], "visible", either)
    assert inner_queries(north, BELOW) == 2
    rules(lambda v: here(v) | Q(branch__name="North"))
    assert inner_queries(north, BELOW) == 1
    rules(lambda v: here(v) | Q(branch__in=named_north(v)))
    assert inner_queries(north, BELOW) == 3


def test_nor_is_what_it_may_not_be(north: Branch, rules: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = per_viewer(lambda _: Branch.objects.exclude(name="North").values("pk"))
    rules(lambda v: Q(branch__in=elsewhere(v)))
    monkeypatch.setattr(
        api.declarations.types["Branch"], "visible", lambda v: ~Q(pk__in=elsewhere(v)) & Q(name="North")
    )
    assert inner_queries(north, BELOW) == 2
    assert planned(librarian(north), BELOW).data == {"home": {"books": {"edges": []}}}
