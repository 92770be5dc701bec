"""What many tests of a module look at is made once: each of them starts from it, and none sees another's.

It is made in a transaction around those of the tests, and undone after the last of them. So it is for tests
that run in transactions of their own, not for those that need theirs to be committed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from django.db import transaction
from pytest_django import DjangoDbBlocker

T = TypeVar("T")


@contextmanager
def made_once(blocker: DjangoDbBlocker, make: Callable[[], T]) -> Iterator[T]:
    """What `make` answers, with the rows that it makes. For fixtures of a module, with `django_db_setup`."""
    whole = transaction.atomic()
    with blocker.unblock():
        whole.__enter__()
    try:
        with blocker.unblock():
            made = make()
        yield made
    finally:
        with blocker.unblock():
            transaction.set_rollback(True)
            whole.__exit__(None, None, None)
