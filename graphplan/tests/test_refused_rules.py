"""Rules that do not build: what is no rule, looks at a value, joins many rows, or cannot be proved."""

from typing import Any

import graphene
import pytest
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Upper

from graphplan import (
    ALL,
    NOBODY,
    Answer,
    Column,
    Connection,
    DeclarationError,
    Expression,
    IdOf,
    ListOf,
    Many,
    Mine,
    One,
    Rule,
    any_of,
    sees,
)
from graphplan.proofs import prove
from graphplan.tests.fresh import Fresh
from graphplan.tests.library.models import Book, Branch, Loan, Reader
from graphplan.tests.library.viewer import LibraryViewer
from graphplan.tests.mistakes import Declare, asking, assert_refused, book, mistakes, rule


@mistakes(
    ("a rule that returns nothing", rule(lambda _: None), "Book.visible", "it returned what is no rule"),
    ("an empty Q", rule(lambda _: Q()), "Book.visible", "an empty Q"),
    ("an empty Q for some only", rule(lambda v: ALL if v.librarian else Q()), "Book.visible", "an empty Q"),
    ("a bare flag", rule(lambda v: v.librarian), "Book.visible", "it returned False"),
    ("a text as a rule", rule(lambda _: "yes"), "Book.visible", "str is no condition"),
    ("a rule that fails", rule(lambda v: v.nobody), "Book.visible", "without any flag: .* has no attribute"),
    (
        "a rule that fails for some",
        rule(lambda v: (v.reader and ("a" in v.may) and 1 / 0) or ALL),
        "Book.visible",
        r"it fails with reader and may\['a'\]: division by zero",
    ),
    (
        "a branch on a value",
        rule(lambda v: ALL if v.reader_id else NOBODY),
        "Book.visible",
        "viewer.reader_id is",
    ),
    (
        "a comparison",
        rule(lambda v: ALL if v.branch_id == 7 else NOBODY),
        "Book.visible",
        "viewer.branch_id is",
    ),
    ("an order", rule(lambda v: ALL if v.branch_id > 7 else NOBODY), "Book.visible", "viewer.branch_id is"),
    ("a value in a text", rule(lambda v: Q(title=f"B{v.branch_id}")), "Book.visible", "viewer.branch_id is"),
    (
        "a walk through a list",
        rule(lambda v: Q(kind__in=list(v.kinds["x"]))),
        "Book.visible",
        r"viewer.kinds\['x'\]",
    ),
    (
        "a look into a list",
        rule(lambda v: any_of("a" in v.kinds["x"])),
        "Book.visible",
        r"viewer.kinds\['x'\]",
    ),
    (
        "arithmetic on a value",
        rule(lambda v: Q(pages=v.branch_id + 1)),
        "Book.visible",
        "viewer.branch_id is",
    ),
    ("all members of a family", rule(lambda v: any_of(*[True for _ in v.may])), "Book.visible", "FlagFamily"),
    (
        "a JOIN to many",
        rule(lambda v: Q(loans__reader=v.reader_id)),
        "Book.visible",
        "joins loans, a to-many",
    ),
    ("a JOIN across a table", rule(lambda _: Q(authors__name="x")), "Book.visible", "joins .*, a to-many"),
    (
        "a JOIN to many behind not",
        rule(lambda _: ~Q(loans__note="x")),
        "Book.visible",
        "joins loans, a to-many",
    ),
    (
        "a JOIN to many from one step on",
        rule(lambda v: Q(branch__readers=v.reader_id)),
        "Book.visible",
        "joins readers, a to-many",
    ),
    (
        "a JOIN to many in a value",
        rule(lambda _: Q(pages=F("loans__id"))),
        "Book.visible",
        "joins loans, a to-many",
    ),
    (
        "a JOIN to many in a list of values",
        rule(lambda _: Q(pages__in=[1]) & Q(pages__in=[F("loans__id")])),
        "Book.visible",
        "joins loans, a to-many",
    ),
    (
        "a JOIN to many in an expression",
        rule(
            lambda _: any_of(Exists(Loan.objects.filter(book=OuterRef("pk"))), Q(title=Upper("loans__note")))
        ),
        "Book.visible",
        "joins loans, a to-many",
    ),
    (
        "a JOIN to many for some only",
        rule(lambda v: (v.librarian and v.reader and Q(loans__note="x")) or ALL),
        "Book.visible",
        "joins loans, a to-many",
    ),
    (
        "an unknown column in a rule",
        rule(lambda _: Q(colour="red")),
        "Book.visible",
        "Cannot resolve keyword 'colour'",
    ),
    (
        "an unknown comparison",
        rule(lambda _: Q(title__like="red")),
        "Book.visible",
        "Unsupported lookup 'like'",
    ),
    (
        "an unknown edge in sees",
        rule(lambda _: sees("shelf")),
        "Book.visible",
        "Book has no to-one edge 'shelf'",
    ),
    ("a column in sees", rule(lambda _: sees("id")), "Book.visible", "Book has no to-one edge 'id'"),
    (
        "too many flags",
        rule(lambda v: any_of(*[n in v.may for n in range(13)])),
        "Book.visible",
        "more than 4096",
    ),
    (
        "a rule that asks itself",
        lambda f: f.declare("Book", Book, sees("reprint_of"), reprint_of=One("Book")),
        "Book.visible",
        "this rule asks itself",
    ),
    (
        "rules in a ring",
        lambda f: (
            f.declare("Loan", Loan, sees("reader"), reader=One("Reader")),
            f.declare("Reader", Reader, lambda v: ALL if v.reader else sees("branch"), branch=One("Branch")),
            f.declare("Branch", Branch, ALL),
            f.declare(
                "Book",
                Book,
                sees("branch") & sees("reprint_of"),
                branch=One("Branch"),
                reprint_of=One("Book"),
            ),
        ),
        "Book.visible",
        "this rule asks itself",
    ),
)
def test_a_rule_that_is_none_does_not_build(declare: Declare, place: str, fault: str) -> None:
    assert_refused(declare, place, fault)


def nothing(_: Any) -> Any:
    """What a forgotten return comes to."""


def conditionally(v: LibraryViewer) -> Any:
    """A permission that depends on a row."""
    return v.librarian and Q(id=1)


@mistakes(
    ("a JOIN", book(title=Column(when=lambda _: Q(loans__note=""))), "Book.title.when", "joins loans"),
    ("nothing", book(title=Column(when=nothing)), "Book.title.when", "NoneType is no condition"),
    ("a value itself", book(title=Column(when=lambda v: v.today)), "Book.title.when", "Slot is no condition"),
    (
        "a look at a value",
        book(title=Column(when=lambda v: v.today > 1)),
        "Book.title.when",
        "viewer.today is",
    ),
    (
        "sees of nothing",
        book(title=Column(when=lambda _: sees("x"))),
        "Book.title.when",
        "no to-one edge 'x'",
    ),
    (
        "a JOIN for an expression",
        book(
            shout=Expression(
                lambda: Upper("title"), graphene.String, description="Loud.", when=lambda _: Q(loans__note="")
            )
        ),
        "Book.shout.when",
        "joins loans",
    ),
    (
        "a narrowing of nothing",
        asking(books=ListOf("Book", at_most=9, where=lambda _: Q())),
        "Query.books.where",
        "empty Q",
    ),
    (
        "a JOIN in a narrowing",
        asking(books=Connection("Book", where=lambda _: Q(loans__note=""))),
        "Query.books.where",
        "joins loans",
    ),
    (
        "a second JOIN across a table",
        book(
            authors=Many(
                "Author",
                at_most=9,
                where=lambda _: Q(books__title="x") & Q(authorships__book__loans__note="x"),
            )
        ),
        "Book.authors.where",
        "joins loans",
    ),
    (
        "a branch in an own id",
        asking(mine=Mine("Book", id=lambda v: v.reader_id or 1)),
        "Query.mine.id",
        "viewer.reader_id",
    ),
    (
        "a permission that is a condition",
        asking(n=Answer(graphene.Int, "N.", read=lambda **_: 1, permitted=conditionally)),
        "Query.n.permitted",
        "it returned a Q",
    ),
)
def test_a_field_rule_or_narrowing_that_is_none_does_not_build(
    declare: Declare, place: str, fault: str
) -> None:
    assert_refused(declare, place, fault)


def edge(visible: Any, branch: Any, **members: Any) -> Declare:
    """A book with this rule and these members, and a branch with that rule."""

    def declare(f: Fresh) -> None:
        f.declare("Branch", Branch, branch)
        f.declare("Book", Book, visible, **{"branch": One("Branch"), **members})

    return declare


def own(v: LibraryViewer) -> Rule:
    """The rule of a branch that is the viewer's."""
    return Q(pk=v.branch_id)


def proved() -> One:
    """An edge that has to be proved."""
    return One("Branch", source="branch", null=False)


UNPROVED = r"it is non-null, but {} the row may be seen without its target"


@mistakes(
    ("no sees", edge(ALL, own, to=proved()), "Book.to", UNPROVED.format("without any flag")),
    ("sees as an alternative", edge(sees("branch") | Q(id=1), own, to=proved()), "Book.to", "it is non-null"),
    ("sees of another edge", edge(sees("branch"), own, to=proved()), "Book.to", "it is non-null"),
    ("sees turned round", edge(~sees("to"), own, to=proved()), "Book.to", "it is non-null"),
    (
        "sees for some only",
        edge(lambda v: ALL if v.librarian else sees("to"), own, to=proved()),
        "Book.to",
        UNPROVED.format("with librarian"),
    ),
    (
        "sees for all but one pair",
        edge(lambda v: ALL if v.librarian and "x" in v.may else sees("to"), own, to=proved()),
        "Book.to",
        UNPROVED.format(r"with librarian and may\['x'\]"),
    ),
    (
        "a target that only some see wholly",
        edge(ALL, lambda v: any_of(v.reader, Q(id=1)), to=proved()),
        "Book.to",
        UNPROVED.format("without any flag"),
    ),
    (
        "a key without a value",
        edge(ALL, ALL, to=One("Book", "A reprint's.", source="reprint_of", null=False)),
        "Book.to",
        "it is non-null",
    ),
    (
        "an identifier without sees",
        edge(ALL, own, branch_id=IdOf("branch")),
        "Book.branch_id",
        "tells that the target",
    ),
)
def test_an_edge_that_is_not_proved_does_not_build(declare: Declare, place: str, fault: str) -> None:
    assert_refused(declare, place, fault)


@pytest.mark.parametrize(
    "declare",
    [
        edge(sees("to"), own, to=proved()),
        edge(sees("to") & any_of(Q(id=1), sees("branch")), own, to=proved()),
        edge(ALL, ALL, to=proved()),
        edge(NOBODY, own, to=proved()),
        edge(lambda v: ALL if v.librarian else NOBODY, lambda v: any_of(v.librarian, Q(id=1)), to=proved()),
        edge(sees("branch"), own, branch_id=IdOf("branch")),
        edge(ALL, ALL, branch_id=IdOf("branch")),
    ],
)
def test_an_edge_that_is_proved_builds(declare: Declare) -> None:
    fresh = Fresh()
    declare(fresh)
    assert "Book" in str(fresh.schema())


def test_sees_proves_an_edge_whose_key_may_be_null() -> None:
    fresh = Fresh()
    fresh.declare(
        "Reader", Reader, lambda v: Q(pk=v.reader_id), guardian=One("Person", "Who answers.", null=False)
    )
    fresh.declare("Person", Reader, ALL)
    with pytest.raises(DeclarationError, match="it is non-null"):
        fresh.schema()
    fresh = Fresh()
    fresh.declare("Reader", Reader, sees("guardian"), guardian=One("Person", "Who answers.", null=False))
    fresh.declare("Person", Reader, lambda v: Q(pk=v.reader_id))
    assert "guardian: Person!" in str(fresh.schema())


def test_only_the_flags_that_a_rule_asks_for_are_tried() -> None:
    tried: list[tuple[bool, bool]] = []

    def visible(v: LibraryViewer) -> Rule:
        if not v.librarian:
            tried.append((False, False))
            return NOBODY
        tried.append((True, v.reader))
        return ALL

    fresh = Fresh()
    fresh.declare("Book", Book, visible)
    outcomes = prove(fresh.api.declarations, LibraryViewer)
    assert sorted(tried) == [(False, False), (True, False), (True, True)]
    assert outcomes == {"Book.visible": 3}
