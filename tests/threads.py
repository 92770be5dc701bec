"""What happens at the same moment: real threads, each with a connection of its own, as requests have."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from contextvars import copy_context
from pathlib import Path
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection, connections

Answer = TypeVar("Answer")
Together = Callable[..., list[object]]


@pytest.fixture
def together(transactional_db: None, tmp_path: Path) -> Iterator[Together]:  # noqa: ARG001
    """Runs functions at the same moment: `together(first, second)`; answers what each returned or raised,
    in order.

    They see the tenant in scope and the clock as the test does.
    """
    with _database_that_waits(tmp_path):
        yield _together


def _together(*functions: Callable[[], Answer]) -> list[Answer | Exception]:
    start = Barrier(len(functions))

    def run(function: Callable[[], Answer]) -> Answer | Exception:
        start.wait()
        try:
            return function()
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(functions)) as threads:
        running = [threads.submit(copy_context().run, run, function) for function in functions]
    return [thread.result() for thread in running]


@contextmanager
def _database_that_waits(folder: Path) -> Iterator[None]:
    """On SQLite, go on with a copy in a file: a database in memory that is locked lets nobody wait."""
    if connection.vendor != "sqlite":
        yield
        return
    in_memory = connections["default"]
    name = in_memory.settings_dict["NAME"]
    in_memory.ensure_connection()
    assert not in_memory.in_atomic_block, (
        "an earlier test has left a transaction open: copying would wait for ever"
    )
    with closing(sqlite3.connect(folder / "database.sqlite3")) as copy:
        in_memory.connection.backup(copy)
    in_memory.settings_dict["NAME"] = folder / "database.sqlite3"
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"] = in_memory
        in_memory.settings_dict["NAME"] = name
