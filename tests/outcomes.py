"""How a command ended: refused with nothing changed, or done in so many statements."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import takewhile
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.test.utils import CaptureQueriesContext

from jumprope.kit.errors import Refused


@contextmanager
def refused(*problems: tuple[str, str | None]) -> Iterator[None]:
    """What happens inside is refused for these reasons, as (code, field), and leaves every row as it was."""
    before = every_row()
    with pytest.raises(Refused) as refusal:
        yield
    found = [(problem.code, problem.field) for problem in refusal.value.problems]
    assert sorted(found, key=repr) == sorted(problems, key=repr)
    assert every_row() == before


def every_row() -> dict[str, list[tuple[Any, ...]]]:
    """All rows, of all tenants and of none, by model, as the database has them.

    Many tests look at them all twice, so this is not left to the ORM.
    """
    with connection.cursor() as cursor:
        return {label: _rows(cursor, statement) for label, statement in _statements().items()}


@cache
def _statements() -> dict[str, str]:
    """What reads all rows of each model, by the model's label."""
    quote = connection.ops.quote_name
    return {
        model._meta.label: f"SELECT * FROM {quote(model._meta.db_table)} "  # noqa: S608 - names of ours
        f"ORDER BY {quote(str(model._meta.pk.column))}"
        for model in apps.get_models()
    }


def _rows(cursor: CursorWrapper, statement: str) -> list[tuple[Any, ...]]:
    cursor.execute(statement)
    return list(cursor.fetchall())


def locked_first(call: Callable[[], object]) -> list[str]:
    """The tables whose rows a call locks before it reads anything without a lock, in that order.

    SQLite has no such lock, so that there the statement says it in a comment.
    """
    with pytest.MonkeyPatch.context() as patch:
        if not connection.features.has_select_for_update:
            patch.setattr(connection.features, "has_select_for_update", True)
            patch.setattr(connection.ops, "for_update_sql", lambda **_: "/* FOR UPDATE */")
        with CaptureQueriesContext(connection) as captured:
            call()
    reads = [query["sql"] for query in captured if query["sql"].startswith("SELECT")]
    locks = takewhile(lambda sql: "FOR UPDATE" in sql, reads)
    return [re.split(r" FROM [`\"](\w+)", sql)[1] for sql in locks]


def statements(call: Callable[[], object]) -> int:
    """How many SQL statements a call takes."""
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)
