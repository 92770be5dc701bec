"""A plan is data: its source says all there is to it, but for the application's own functions."""

import json
import subprocess
import sys
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.db import connection
from graphql import parse

from graphplan import ROW_BUDGET, TextResult
from graphplan.planner import Planner, explained
from graphplan.plans import GaveUp, Plan, Run, TooManyRows, load, run
from graphplan.plans.drivers import Driver, watched
from graphplan.plans.pages import Pages
from graphplan.plans.plan import vocabulary
from graphplan.tests.asking import librarian
from graphplan.tests.library import factories
from graphplan.tests.library.models import Author, Branch, Reader
from graphplan.tests.library.viewer import LibraryViewer, api

pytestmark = pytest.mark.django_db

EVERYTHING = """
query($n: Int = 2) {
  home {
    name
    books(first: $n) {
      pageInfo { hasNextPage endCursor }
      edges {
        cursor
        node {
          id title kind secondKind price pages barcode boughtAt publishedOn facts
          imprint { publisher printers { name foundedOn } }
          fullTitle branchId reprintOf { title } authors { name bornOn } loans { note reader { email } }
        }
      }
    }
  }
  authors { name books { title } }
}
"""


def plan_of(viewer: LibraryViewer, text: str) -> Plan:
    return Planner(api).plan(viewer, parse(text))


def answer(plan: Plan, viewer: LibraryViewer, **variables: Any) -> str:
    """What a plan answers, with nothing around it."""
    assert plan.query is not None
    run = Run(viewer, variables, ROW_BUDGET, watched(connection))
    return plan.query(run).decode()


def nothing_of_the_application(name: str) -> Any:
    raise LookupError(name)


@pytest.fixture
def north() -> Branch:
    branch = factories.branch(name="North")
    for title in ("A", "B", "C"):
        book = factories.book(branch, factories.author(born_on=date(1900, 1, 2)), title=title)
        factories.loan(factories.reader(branch), book)
    return branch


def test_a_process_that_runs_plans_imports_neither_django_nor_graphene_nor_graphql_core() -> None:
    said = "import sys, graphplan.plans; print(*{name.partition('.')[0] for name in sys.modules})"
    imported = subprocess.run([sys.executable, "-c", said], capture_output=True, text=True, check=True)
    assert "graphplan" in imported.stdout.split()
    assert not {"django", "graphene", "graphql", "MySQLdb"} & set(imported.stdout.split())


def test_a_plan_is_its_source(north: Branch) -> None:
    viewer = librarian(north)
    plan = plan_of(viewer, EVERYTHING)
    again = load(plan.source, nothing_of_the_application)
    assert answer(again, viewer, n=2) == answer(plan, viewer, n=2)
    result = Planner(api).execute(viewer, parse(EVERYTHING))
    assert isinstance(result, TextResult)
    assert result.text == answer(again, viewer, n=2)


def test_two_words_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two words fetch"):
        vocabulary(run, fetch=print)
    assert vocabulary(run, fetch=run.fetch)["look"] is run.look


def test_what_is_the_applications_own_is_named_by_its_module(north: Branch) -> None:
    viewer = librarian(north)
    plan = plan_of(viewer, "{ authors { bookCount } }")
    assert "reference('graphplan.tests.library.types:count_books')" in plan.source
    again = load(plan.source, nothing_of_the_application)
    assert '"bookCount":1' in answer(again, viewer)


def test_or_by_its_declaration(north: Branch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api.declarations.types["Author"].members["book_count"], "load", lambda *_: {})
    plan = plan_of(librarian(north), "{ authors { bookCount } }")
    assert "reference('Author.book_count.load')" in plan.source
    with pytest.raises(LookupError, match=r"Author\.book_count\.load"):
        load(plan.source, nothing_of_the_application)


def test_the_viewers_own_row_needs_nothing_of_the_application(north: Branch) -> None:
    reader = Reader.objects.earliest("pk")
    viewer = librarian(north, reader_id=reader.pk)
    plan = load(plan_of(viewer, "{ me { id } }").source, nothing_of_the_application)
    assert answer(plan, viewer) == f'{{"me":{{"id":"Reader:{reader.pk}"}}}}'


def test_without_a_compiler_there_are_only_the_pages_that_were_compiled(north: Branch) -> None:
    viewer, text = librarian(north), "{ books(last: 1) { edges { node { title } } } }"
    plan = plan_of(viewer, text)
    assert '"title":"C"' in answer(plan, viewer)
    with pytest.raises(GaveUp, match="no statement for such a page"):
        answer(load(plan.source, nothing_of_the_application), viewer)


def test_a_compiled_shape_is_kept(north: Branch) -> None:
    viewer = librarian(north)
    plan = plan_of(viewer, "{ books(last: 1) { edges { node { title } } } }")
    (pages,) = [value for value in plan.names.values() if isinstance(value, Pages)]
    assert len(pages.statements) == 1
    answer(plan, viewer)
    answer(plan, viewer)
    assert len(pages.statements) == 2


def test_or_all_that_can_be_asked_for_is_compiled_beforehand(north: Branch) -> None:
    viewer = librarian(north)
    text = """
        query($first: Int, $last: Int, $after: String, $before: String) {
          novels(first: $first, last: $last, after: $after, before: $before) {
            pageInfo { hasNextPage hasPreviousPage } edges { cursor node { id pages } }
          }
        }
    """
    plan = Planner(api).plan(viewer, parse(text), every_page=True)
    alone = load(plan.source, nothing_of_the_application)
    edges = json.loads(answer(plan, viewer))["novels"]["edges"]
    cursors = [None, *(edge["cursor"] for edge in edges)]
    for after, before, last in product(cursors, cursors, (None, 1)):
        asked = {"first": None if last else 1, "last": last, "after": after, "before": before}
        expected = Planner(api).execute(viewer, parse(text), asked)
        assert isinstance(expected, TextResult)
        assert answer(alone, viewer, **asked) == expected.text


def test_a_plan_can_be_read(north: Branch) -> None:
    said = explained(plan_of(librarian(north), "{ home { name readers { edges { node { name } } } } }"))
    assert "Branch.readers" in said
    assert ":viewer.branch_id" in said
    assert "def query(run):" in said
    assert said.count("SELECT") == 3  # of the page one within another
    nobody = LibraryViewer(branch_id=north.pk, reader_id=None, today=date(2026, 5, 1))
    assert "not run" in explained(plan_of(nobody, "{ reminders { id } }"))


def test_of_a_list_that_is_too_long_no_more_is_fetched_than_tells_so(north: Branch) -> None:
    fetched = []

    class Watched:
        def __init__(self, cursor: Any) -> None:
            self.execute, self._cursor = cursor.execute, cursor

        def fetchmany(self, size: int) -> Any:
            rows = self._cursor.fetchmany(size)
            fetched.append(len(rows))
            return rows

    viewer = librarian(north)
    plan = plan_of(viewer, "{ authors { name } }")
    assert plan.query is not None
    run = Run(viewer, {}, 1, Driver(connection.vendor, Watched(connection.cursor()), "%s"))
    with pytest.raises(TooManyRows):
        plan.query(run)
    assert Author.objects.count() > 2
    assert fetched == [2]
