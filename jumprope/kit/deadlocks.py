"""Two transactions that wait for each other: the database undoes one of them, and it has to be done again."""

from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError, connection

DEADLOCK = 1213
"""MySQL's number for a transaction that it has undone. SQLite has one writer at a time, and no deadlocks."""

MOST_ATTEMPTS = 10

Result = TypeVar("Result")


def outlived(transaction: Callable[[], Result]) -> Result:
    """What a function answers that is one whole transaction, done again for as long as it is undone.

    Inside another transaction it is done once, because that one is undone with it. Raises what the function
    raises, and `OperationalError` when even the last attempt has met a deadlock.
    """
    for _ in range(MOST_ATTEMPTS - 1):
        try:
            return transaction()
        except OperationalError as error:
            if error.args[:1] != (DEADLOCK,) or connection.in_atomic_block:
                raise
    return transaction()
