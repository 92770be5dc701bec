"""Plans read one snapshot with the driver's bare cursor; whoever watches the statements sees them."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from graphql import parse

from graphplan import ROW_BUDGET, TextResult
from graphplan.planner import Planner
from graphplan.plans import run as running
from graphplan.session import Session
from graphplan.tests.asking import librarian
from graphplan.tests.library import factories
from graphplan.tests.library.models import Branch
from graphplan.tests.library.viewer import api

HOME = "{ home { name } }"
TWO = "{ home { name readers { edges { node { name } } } } }"
COMPUTED = "{ home { name } authors { bookCount } }"


@pytest.fixture
def north(transactional_db: None) -> Branch:  # noqa: ARG001
    return factories.branch(name="North")


def begun(viewer: Any, text: str, monkeypatch: pytest.MonkeyPatch) -> list[tuple[bool, bool]]:
    """Of each statement of a plan: whether a transaction is open, and whether Django knows of one."""
    seen = list[tuple[bool, bool]]()
    own = list[Session]()
    look, in_transaction = running.look, Session._in_transaction

    def looked(*said: Any) -> Any:
        # MySQL's driver does not tell.
        mysql = bool(own) or connection.in_atomic_block
        is_open = connection.connection.in_transaction if connection.vendor == "sqlite" else mysql
        seen.append((is_open, connection.in_atomic_block))
        return look(*said)

    def noted(session: Session, call: Any) -> bytes:
        own.append(session)
        return in_transaction(session, call)

    monkeypatch.setattr(running, "look", looked)
    monkeypatch.setattr(Session, "_in_transaction", noted)
    result = Planner(api).execute(viewer, parse(text))
    assert isinstance(result, TextResult), result.errors
    return seen


def test_several_statements_read_one_snapshot(north: Branch, monkeypatch: pytest.MonkeyPatch) -> None:
    assert begun(librarian(north), TWO, monkeypatch) == [(True, False)] * 2
    assert not connection.in_atomic_block


def test_a_single_statement_needs_no_transaction(north: Branch, monkeypatch: pytest.MonkeyPatch) -> None:
    assert begun(librarian(north), HOME, monkeypatch) == [(False, False)]


def test_what_the_application_computes_is_in_a_transaction_that_django_knows(
    north: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.author()
    assert begun(librarian(north), COMPUTED, monkeypatch) == [(True, True)] * 2


def test_what_runs_alone_needs_no_such_transaction(north: Branch, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.author()
    monkeypatch.setattr(api, "runs_alone", lambda function: function.endswith(":count_books"))
    assert begun(librarian(north), COMPUTED, monkeypatch) == [(True, False)] * 2


def test_nor_do_rows_that_one_statement_reads_together(
    north: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert begun(librarian(north), "{ home { name } me { name } }", monkeypatch) == [(False, False)]


@pytest.mark.parametrize(
    ("selected", "expected"),
    [
        ("name", [(False, False)]),
        ("loans { id }", [(True, False)] * 2),
        ("loans { book { yearsLater } }", [(True, True)] * 2),
    ],
)
def test_that_a_command_was_run_decides_nothing_of_how_its_payload_is_read(
    north: Branch, selected: str, expected: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = factories.reader(north)
    told = f'{{readerId: "Reader:{reader.pk}", name: "Ines"}}'
    text = f"mutation {{ renameReader(input: {told}) {{ reader {{ {selected} }} }} }}"
    assert begun(librarian(north), text, monkeypatch) == expected


def test_inside_of_a_transaction_its_snapshot_is_the_one(
    north: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    with transaction.atomic():
        north.name = "Not yet saved for all"
        north.save()
        assert begun(librarian(north), TWO, monkeypatch) == [(True, True)] * 2


def test_whoever_watches_sees_every_statement(north: Branch) -> None:
    with CaptureQueriesContext(connection) as captured:
        Planner(api).execute(librarian(north), parse(TWO))
    assert [query["sql"].split()[0] for query in captured.captured_queries] == [
        "BEGIN",
        "SELECT",
        "SELECT",
        "COMMIT",
    ]


def test_a_plan_that_gives_up_leaves_no_transaction_behind(
    north: Branch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(running, "look", broken)
    planner = Planner(api)
    result = planner.execute(librarian(north), parse(TWO))
    assert result.data == {"home": {"name": "North", "readers": {"edges": []}}}
    assert planner.counts["deopted"] == 1
    with transaction.atomic():
        assert Branch.objects.count() == 1


@pytest.mark.parametrize("text", [HOME, TWO])
def test_a_fault_of_the_database_is_djangos_to_know(north: Branch, text: str) -> None:
    viewer = librarian(north)
    session = Session(viewer, {}, ROW_BUDGET)
    with pytest.raises(DatabaseError):
        session.read(
            Planner(api).plan(viewer, parse(text)),
            lambda: b"%a" % session.run.cursor.execute("SELECT x", ()),
            alone=True,
        )
    assert connection.errors_occurred
    connection.close()


def test_so_is_one_within_a_transaction(north: Branch) -> None:
    viewer = librarian(north)
    plan, session = Planner(api).plan(viewer, parse(HOME)), Session(viewer, {}, ROW_BUDGET)
    with pytest.raises(DatabaseError), transaction.atomic():
        session.read(plan, lambda: b"%a" % session.run.cursor.execute("SELECT x", ()), alone=True)
    connection.close()


def test_what_was_read_in_one_snapshot_is_forgotten_for_the_next(north: Branch) -> None:
    viewer = librarian(north)
    session = Session(viewer, {}, ROW_BUDGET)
    plan = Planner(api).plan(viewer, parse(TWO))
    running.targets(session.run, {1}, lambda *_: {1: "stale"})
    assert (
        session.read(plan, lambda: b"%a %a" % (session.run.read, session.run.targets), alone=True) == b"{} {}"
    )
