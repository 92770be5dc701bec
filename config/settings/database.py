"""The one database: SQLite embedded, or MySQL. Both are made to behave alike."""

from typing import Any

from config.database_url import Database, MySQL, SQLite
from config.settings.told import ENVIRONMENT

# In seconds: how long a writer waits for another one before it gives up.
LONGEST_WAIT = 20

MYSQL_COLLATION = "utf8mb4_0900_as_cs"


def _sqlite(database: SQLite) -> dict[str, Any]:
    return {
        "ENGINE": "config.sqlite",
        "NAME": database.path,
        "OPTIONS": {
            "timeout": LONGEST_WAIT,
            # A transaction that reads first and writes later fails at once, without waiting, if another one
            # has written in between; one that takes the write lock at its start waits its turn.
            "transaction_mode": "IMMEDIATE",
            # Readers and the writer do not wait for each other.
            "init_command": "PRAGMA journal_mode = WAL",
        },
        # Said outright, because pytest-django knows that of Django's own engine only.
        "TEST": {"NAME": ":memory:"},
    }


def _mysql(database: MySQL) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.mysql",
        "HOST": database.host,
        "PORT": database.port,
        "NAME": database.name,
        "USER": database.user,
        "PASSWORD": database.password,
        "OPTIONS": {
            "charset": "utf8mb4",
            "collation": MYSQL_COLLATION,
            # Every statement of a transaction sees the same snapshot, as on SQLite: an answer to a query must
            # not mix what was before a write with what was after it.
            "isolation_level": "repeatable read",
            # Where the database fills in an instant, it is UTC, wherever the server stands.
            "init_command": "SET time_zone = '+00:00'",
            # What does not fit is refused, never cut; a query groups by all that it shows.
            "sql_mode": "TRADITIONAL,ONLY_FULL_GROUP_BY",
        },
        "TEST": {"CHARSET": "utf8mb4", "COLLATION": MYSQL_COLLATION},
    }


def connection_to(database: Database) -> dict[str, Any]:
    """What Django needs to know to connect to this database."""
    return _sqlite(database) if isinstance(database, SQLite) else _mysql(database)


DATABASES = {"default": connection_to(ENVIRONMENT.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
