"""Reading rows by hand: statements with the same parameters, in one snapshot."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from bench.byhand.rules import Parameters
from graphplan.snapshot import one_snapshot

Rows = list[tuple[Any, ...]]


@contextmanager
def reading(given: Parameters) -> Iterator[Callable[[str], Rows]]:
    """A function that fetches the rows of a statement. What several statements say has to fit together, so
    they read one snapshot, as the product's do.
    """
    with one_snapshot(), connection.cursor() as cursor:

        def rows(statement: str) -> Rows:
            cursor.execute(statement, given)
            found: Rows = cursor.fetchall()
            return found

        yield rows


def keys(found: set[int | None]) -> str:
    """What stands in an IN for these keys: they come from the database, and are numbers."""
    return ",".join(map(str, found - {None})) or "NULL"
