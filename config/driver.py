"""A connection by the database's driver alone, for processes that only read and do without Django's tables.

It is set up as Django sets up its own: the same answers come out of the same statements.
"""

import sqlite3
from datetime import time
from typing import Any, Protocol

from config.database_url import Database, MySQL, SQLite
from config.settings.database import LONGEST_WAIT, connection_to


class Cursor(Protocol):
    """What a driver runs statements with."""

    def execute(self, text: str, parameters: Any = ..., /) -> object:
        """Run a statement."""

    def fetchall(self) -> Any:
        """Its rows."""


class Connection(Protocol):
    """What a driver connects with."""

    def cursor(self) -> Cursor:
        """What runs statements."""

    def close(self) -> None:
        """Let go of it."""


class Reader:
    """One connection that only reads. `vendor` is the database's kind, `mark` what stands for a parameter."""

    def __init__(self, database: Database) -> None:
        is_sqlite = isinstance(database, SQLite)
        self.vendor, self.mark = ("sqlite", "?") if is_sqlite else ("mysql", "%s")
        self._begin = "BEGIN" if is_sqlite else "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"
        self._connection = _sqlite(database) if isinstance(database, SQLite) else _mysql(database)
        self.cursor = self._connection.cursor()

    def __enter__(self) -> Cursor:
        """Begin to read one snapshot."""
        self.cursor.execute(self._begin)
        return self.cursor

    def __exit__(self, *_raised: object) -> None:
        """Let go of the snapshot."""
        self.cursor.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()


def _sqlite(database: SQLite) -> Connection:
    # Opened for writing too, as a reader may have to bring in what the last writer left beside the file; but
    # a file that is not there is not made.
    address = f"{database.path.as_uri()}?mode=rw"
    connection = sqlite3.connect(
        address, uri=True, timeout=LONGEST_WAIT, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA query_only = ON")
    return connection


def _mysql(database: MySQL) -> Connection:
    import MySQLdb  # noqa: PLC0415 - it is there only where the database is MySQL
    from MySQLdb.constants import FIELD_TYPE  # noqa: PLC0415
    from MySQLdb.converters import conversions  # noqa: PLC0415

    options = dict(connection_to(database)["OPTIONS"])
    level = options.pop("isolation_level").upper()
    connection: Any = MySQLdb.connect(
        host=database.host,
        port=database.port,
        user=database.user,
        password=database.password,
        database=database.name,
        conv=conversions | {FIELD_TYPE.TIME: time.fromisoformat},
        **options,
    )
    cursor = connection.cursor()
    cursor.execute(f"SET SESSION TRANSACTION ISOLATION LEVEL {level}, READ ONLY")
    cursor.execute("SET SQL_AUTO_IS_NULL = 0")
    made: Connection = connection
    return made
