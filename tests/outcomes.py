"""How a command ended: refused with nothing changed, or done in so many statements."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from jumprope.kit.errors import Refused
from jumprope.kit.tenancy import TenantModel


@contextmanager
def refused(*problems: tuple[str, str | None]) -> Iterator[None]:
    """What happens inside is refused for these reasons, as (code, field), and leaves every row as it was."""
    before = every_row()
    with pytest.raises(Refused) as refusal:
        yield
    found = [(problem.code, problem.field) for problem in refusal.value.problems]
    assert sorted(found, key=repr) == sorted(problems, key=repr)
    assert every_row() == before


def every_row(of: type[Model] = TenantModel) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tenants, by table, as the database has them; or those of all models of a kind.

    Many tests look at them all twice, so this is not left to the ORM.
    """
    with connection.cursor() as cursor:
        return {table: _rows(cursor, table, key) for table, key in _tables(of)}


@cache
def _tables(of: type[Model]) -> list[tuple[str, str]]:
    """Tables, quoted, and the columns of their keys."""
    quote = connection.ops.quote_name
    return [
        (quote(model._meta.db_table), quote(str(model._meta.pk.column)))
        for model in apps.get_models()
        if issubclass(model, of)
    ]


def _rows(cursor: CursorWrapper, table: str, key: str) -> list[tuple[Any, ...]]:
    cursor.execute(f"SELECT * FROM {table} ORDER BY {key}")  # noqa: S608 - names of ours
    return list(cursor.fetchall())


def statements(call: Callable[[], object]) -> int:
    """How many SQL statements a call takes."""
    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)
