"""Rules by themselves: what ALL and NOBODY are, what counts as a condition, and what a rule implies."""

from copy import copy, deepcopy
from typing import Any

import pytest
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When

from graphplan import ALL, NOBODY, Rule, any_of, sees
from graphplan.rules import Sees, as_rule, expand, implied, leaves
from graphplan.tests.library import factories
from graphplan.tests.library.models import Author, Authorship

pytestmark = pytest.mark.django_db

A, B = Q(name="a"), Q(name="b")


@pytest.fixture
def authors() -> "QuerySet[Author]":
    factories.author(name="a")
    factories.author(name="b")
    return Author.objects.order_by("name")


def names(rows: "QuerySet[Author]") -> str:
    return "".join(row.name for row in rows)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (ALL, "ab"),
        (NOBODY, ""),
        (~ALL, ""),
        (~NOBODY, "ab"),
        (ALL & A, "a"),
        (A & ALL, "a"),
        (A | ALL, "ab"),
        (ALL | A, "ab"),
        (NOBODY & A, ""),
        (A & NOBODY, ""),
        (NOBODY | A, "a"),
        (A | NOBODY, "a"),
        (Q(ALL), "ab"),
        (Q(NOBODY), ""),
        (~Q(ALL), ""),
        (~Q(NOBODY), "ab"),
        (Q(A, ALL), "a"),
        (Exists(Author.objects.filter(name="zz")) | ALL, "ab"),
    ],
)
def test_all_and_nobody_mean_the_same_wherever_django_meets_them(
    authors: "QuerySet[Author]", rule: Any, expected: str
) -> None:
    assert names(authors.filter(rule)) == expected
    assert names(authors.exclude(rule)) == "".join(sorted({"a", "b"} - set(expected)))
    assert names(authors.filter(pk__in=Author.objects.filter(rule))) == expected
    shown = Case(When(rule, then=Value("x")), default=Value(""), output_field=CharField())
    assert "".join(row.name for row in authors.annotate(shown=shown) if row.shown) == expected


def test_all_and_nobody_stay_themselves_when_joined() -> None:
    assert (ALL | A) is ALL
    assert (NOBODY & A) is NOBODY
    assert (A | ALL) is ALL
    assert (ALL & NOBODY) is NOBODY
    assert (repr(ALL), repr(NOBODY)) == ("ALL", "NOBODY")
    assert (copy(ALL), deepcopy(NOBODY), ALL.copy()) == (ALL, NOBODY, ALL)
    assert deepcopy(Q(ALL)).children[0] is ALL


def test_any_of_takes_grants() -> None:
    assert any_of() is NOBODY
    assert any_of(False, False) is NOBODY
    assert any_of(False, True, A) is ALL
    assert any_of(False, A) == A
    assert any_of(A, B) == A | B


def test_a_condition_such_as_exists_is_a_rule(authors: "QuerySet[Author]") -> None:
    factories.authorship(factories.book(factories.branch()), authors[0])
    wrote = Exists(Authorship.objects.filter(author=OuterRef("pk")))
    assert names(authors.filter(any_of(wrote))) == "a"
    assert names(authors.filter(any_of(wrote, B))) == "ab"


@pytest.mark.parametrize("grant", [None, Q(), Q(A, Q()), A ^ B, ~(A & (A ^ B)), "yes", 1, Value(3), ()])
def test_what_is_no_condition_is_refused(grant: Any) -> None:
    with pytest.raises(TypeError, match=r"is no condition|is no rule|a rule with \^"):
        as_rule(grant)
    with pytest.raises(TypeError, match=r"is no condition|is no rule|a rule with \^"):
        any_of(A, grant)


@pytest.mark.parametrize(
    ("rule", "edges"),
    [
        (sees("x"), {"x"}),
        (sees("x") & sees("y") & A, {"x", "y"}),
        (A & (sees("x") & B), {"x"}),
        (sees("x") & (sees("y") | A), {"x"}),
        (sees("x") | A, set()),
        (any_of(sees("x")), {"x"}),
        (~sees("x"), set()),
        (~~sees("x") & A, {"x"}),
        (A & ~(sees("x") & B), set()),
        (ALL, set()),
        (NOBODY, set()),
        (A & ALL & sees("x"), {"x"}),
        (Q(ALL) & sees("x"), {"x"}),
    ],
)
def test_only_what_the_rule_demands_is_implied(rule: Rule, edges: set[str]) -> None:
    assert implied(rule) == edges


def test_expanding_puts_rules_in_the_place_of_sees() -> None:
    seen = {"x": Q(id=1), "y": NOBODY}
    assert str(expand(sees("x"), seen.__getitem__)) == "(AND: (AND: ('id', 1)))"
    assert str(expand(~(A | sees("x")), seen.__getitem__)) == "(NOT (OR: ('name', 'a'), (AND: ('id', 1))))"
    assert expand(sees("y"), seen.__getitem__).children == [NOBODY]
    assert expand(ALL, seen.__getitem__) is ALL


def test_leaves_are_the_comparisons() -> None:
    found = list(leaves(A & (~B | sees("x"))))
    assert found[:2] == [("name", "a"), ("name", "b")]
    assert isinstance(found[2], Sees)


def test_sees_belongs_into_a_rule_and_not_into_a_query() -> None:
    with pytest.raises(TypeError, match=r"sees\('author'\) belongs into a rule itself"):
        Authorship.objects.filter(sees("author"))
