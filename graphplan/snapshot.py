"""One consistent view of the database for all statements of a query."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_snapshot() -> Iterator[None]:
    """A transaction that only reads. Inside of one that is already there, its snapshot is the one.

    On MySQL this needs the isolation level REPEATABLE READ. On SQLite the connection's `transaction_mode` may
    have every transaction take the write lock at its start; this one must not, or readers would wait for the
    writer.
    """
    with _deferred(), transaction.atomic(savepoint=False):
        yield


@contextmanager
def _deferred() -> Iterator[None]:
    if connection.vendor != "sqlite":
        yield
        return
    # Which mode the settings ask for is known once the connection is open.
    connection.ensure_connection()
    mode, connection.transaction_mode = connection.transaction_mode, "DEFERRED"  # type: ignore[attr-defined]
    try:
        yield
    finally:
        connection.transaction_mode = mode  # type: ignore[attr-defined]
