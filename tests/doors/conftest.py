"""A quick door over compiled documents, and an ordinary one that counts who comes to it."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from pytest_django.plugin import DjangoDbBlocker

from config import environment
from config.database_url import SQLite
from config.driver import Reader
from graphplan.artefact.loading import Artefact
from graphplan.plans.drivers import bare
from jumprope.interfaces.graphql import documents
from jumprope.interfaces.trusted import application, checking, compiling
from jumprope.interfaces.trusted.door import Door, opened
from jumprope.kit.permissions import Role
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.permissions.factories import a_role
from jumprope.platform.tenancy.models import Tenant
from tests.doors.visitors import Answered, asked, session_of

MORE = {
    # What the product's own documents do not ask: switches, pages from the end, what is computed of rows.
    "computed": """query Computed($section: ID!) {
      section(id: $section) {
        missingWork { studentId title dueOn }
        coverage { measuredAgainst }
      }
    }""",
    "switched": """query Switched($section: ID!, $teachers: Boolean! = true, $terms: Boolean!) {
      section(id: $section) {
        name
        teachers @include(if: $teachers) { role }
        terms @skip(if: $terms) { name }
      }
    }""",
    "searched": """query Searched($name: String) {
      students(name: $name, orderBy: NAME) { edges { node { id familyName } } }
    }""",
    "paged": """query Paged($framework: ID!, $last: Int, $before: String, $first: Int, $after: String) {
      framework(id: $framework) {
        standards(last: $last, before: $before, first: $first, after: $after) {
          edges { cursor node { id code } }
          pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        }
      }
    }""",
}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Path:
    """The product's documents and a few more, compiled."""
    written, compiled = tmp_path_factory.mktemp("documents"), tmp_path_factory.mktemp("compiled")
    for name, text in MORE.items():
        (written / f"{name}.graphql").write_text(text, encoding="utf-8")
    with django_db_blocker.unblock():
        sources, problems = checking.checked(
            [*sorted(documents.FOLDER.glob("*.graphql")), *written.glob("*.graphql")]
        )
        assert not problems
        compiling.put(compiling.compiled(sources, environment.current().database)[0], compiled)
    return compiled


@pytest.fixture(scope="session")
def plans(folder: Path) -> Artefact:
    """The compiled documents as a process opens them once, when it starts: it reads all code for that."""
    return opened(folder, environment.current().database)


class Within(Reader):
    """Reads within the test's own transaction: on MySQL no other connection sees what is in it."""

    def __init__(self) -> None:
        connection.ensure_connection()
        self.driver, self.Fault = bare("mysql", connection.connection), connection.connection.Error

    def __enter__(self) -> Any:
        return self.driver

    def __exit__(self, *_raised: object) -> None:
        """The transaction is the test's."""


@pytest.fixture
def connect(tmp_path: Path) -> Callable[[], Reader]:
    """Connects to a database that holds what the test's holds at that moment."""

    def connected() -> Reader:
        if connection.vendor != "sqlite":
            return Within()
        connection.ensure_connection()
        path = tmp_path / f"copy-{len(list(tmp_path.iterdir()))}.sqlite3"
        path.write_bytes(connection.connection.serialize())
        return Reader(SQLite(path))

    return connected


class Noting:
    """A driver's cursor that notes what it runs."""

    def __init__(self, cursor: Any, statements: list[str]) -> None:
        self._cursor, self._statements = cursor, statements

    def execute(self, text: str, *parameters: Any) -> object:
        """Run a statement."""
        self._statements.append(text)
        return self._cursor.execute(text, *parameters)

    def fetchall(self) -> Any:
        """Its rows."""
        return self._cursor.fetchall()

    def fetchmany(self, size: int, /) -> Any:
        """Its first rows, at most so many."""
        return self._cursor.fetchmany(size)


class Doors:
    """Both doors. `handed_over` counts the requests that the quick one handed to the ordinary one."""

    def __init__(self, plans: Artefact, connect: Callable[[], Reader]) -> None:
        self._plans, self._connect = plans, connect
        self._ordinary = WSGIHandler()
        self.handed_over = 0
        self.look_again()

    def look_again(self, statements: list[str] | None = None) -> None:
        """Let the quick door see what was written meanwhile, and note the statements that it runs."""

        def connected() -> Reader:
            reader = self._connect()
            noting = Noting(reader.driver.cursor, [] if statements is None else statements)
            reader.driver = replace(reader.driver, cursor=noting)
            return reader

        self._quick = Door(
            self._plans,
            connected,
            application=lambda: application.answered,
            ordinary=lambda: self._taken_over,
        )

    def _taken_over(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.handed_over += 1
        return self._ordinary(environ, start_response)

    def quick(self, environ: dict[str, Any]) -> Answered:
        """What the quick door answers, or has answered."""
        return asked(self._quick, environ)

    def ordinary(self, environ: dict[str, Any]) -> Answered:
        """What the ordinary door answers."""
        return asked(self._ordinary, environ)


@pytest.fixture
def doors(folder: Path, plans: Artefact, connect: Callable[[], Reader], settings: Any) -> Iterator[Doors]:
    """Both doors, for the compiled documents."""
    settings.TRUSTED_DOCUMENTS = folder
    documents.trusted.cache_clear()
    # A request begins by closing connections that are in the midst of something, as the test's is.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Doors(plans, connect)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)
    documents.trusted.cache_clear()


@pytest.fixture
def session(tenant: Tenant) -> str:  # noqa: ARG001 - the account is made in the tenant in scope
    teacher = an_account(display_name="Ada Quill")
    a_role(Role.TEACHER, account=teacher)
    return session_of(teacher)


@pytest.fixture
def told(tmp_path: Path, folder: Path, session: str) -> dict[str, str]:  # noqa: ARG001 - it has to be there
    """What a process is told, to find the compiled documents and a copy of the database."""
    connection.ensure_connection()
    path = tmp_path / "school.sqlite3"
    path.write_bytes(connection.connection.serialize())
    inherited = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return inherited | {"DATABASE_URL": f"sqlite:///{path}", "TRUSTED_DOCUMENTS": str(folder)}
