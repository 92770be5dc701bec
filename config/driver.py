"""A connection by the database's driver alone, for processes that only read and do without Django's tables.

It is set up as Django sets up its own: the same answers come out of the same statements.
"""

import sqlite3
from contextlib import suppress
from typing import Any

from config.database_url import Database, MySQL, SQLite
from config.settings.database import LONGEST_WAIT, connection_to
from graphplan.plans.drivers import Driver, bare

BEGIN_ON_MYSQL = "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"


class Reader:
    """One connection that only reads, by its `driver`.

    `Fault` is what the driver raises; after one, the connection may be of no more use.
    """

    driver: Driver
    Fault: type[Exception]

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connect()

    def _connect(self) -> None:
        if isinstance(self._database, SQLite):
            self._connection, self.Fault = _sqlite(self._database), sqlite3.Error
            self.driver, self._begin = bare("sqlite", self._connection), "BEGIN"
        else:
            self._connection, self.Fault = _mysql(self._database)
            self.driver, self._begin = bare("mysql", self._connection), BEGIN_ON_MYSQL

    def __enter__(self) -> Driver:
        """Begin to read one snapshot, on a new connection if the old one was dropped while nobody used it."""
        try:
            self.driver.cursor.execute(self._begin)
        except self.Fault:
            with suppress(self.Fault):
                self._connection.close()
            self._connect()
            self.driver.cursor.execute(self._begin)
        return self.driver

    def __exit__(self, *_raised: object) -> None:
        """Let go of the snapshot."""
        self.driver.cursor.execute("ROLLBACK")

    def close(self) -> None:
        """Let go of the connection."""
        self._connection.close()


def _sqlite(database: SQLite) -> Any:
    # Statements take for granted what Django adds to SQLite. The stubs do not know where it does.
    from django.db.backends.sqlite3 import _functions  # type: ignore[attr-defined]  # noqa: PLC0415 - not MySQL

    # Opened for writing too, as a reader may have to bring in what the last writer left beside the file; but
    # a file that is not there is not made.
    address = f"{database.path.as_uri()}?mode=rw"
    connection = sqlite3.connect(
        address, uri=True, timeout=LONGEST_WAIT, isolation_level=None, check_same_thread=False
    )
    _functions.register(connection)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _mysql(database: MySQL) -> tuple[Any, type[Exception]]:
    import MySQLdb  # noqa: PLC0415 - it is there only where the database is MySQL

    options = dict(connection_to(database)["OPTIONS"])
    level = options.pop("isolation_level").upper()
    connection = MySQLdb.connect(
        host=database.host,
        port=database.port,
        user=database.user,
        password=database.password,
        database=database.name,
        **options,
    )
    cursor = connection.cursor()
    cursor.execute(f"SET SESSION TRANSACTION ISOLATION LEVEL {level}, READ ONLY")
    cursor.execute("SET SQL_AUTO_IS_NULL = 0")
    return connection, MySQLdb.Error
