"""Both databases are made to behave alike; each says so itself."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from config.database_url import MySQL, SQLite
from config.settings.database import LONGEST_WAIT, connection_to
from config.sqlite.base import DatabaseWrapper

pytestmark = pytest.mark.django_db


def said(wrapper: Any, sql: str) -> Any:
    """The first column of the first row that the database answers."""
    with wrapper.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


@pytest.fixture
def file(tmp_path: Path) -> Iterator[DatabaseWrapper]:
    """A connection to a database in a file, with our settings."""
    path = tmp_path / "school.sqlite3"
    defaults = dict.fromkeys(("TIME_ZONE", "USER", "PASSWORD", "HOST", "PORT"), None)
    flags = {"AUTOCOMMIT": True, "CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False}
    wrapper = DatabaseWrapper(defaults | flags | connection_to(SQLite(path)), alias="file")
    yield wrapper
    wrapper.close()


def test_sqlite_checks_foreign_keys_lets_readers_read_and_writers_wait(file: DatabaseWrapper) -> None:
    assert said(file, "PRAGMA foreign_keys") == 1
    assert said(file, "PRAGMA journal_mode") == "wal"
    assert said(file, "PRAGMA busy_timeout") == LONGEST_WAIT * 1000


def test_sqlite_takes_as_many_parameters_as_it_says(file: DatabaseWrapper) -> None:
    most = file.features.max_query_params
    assert most >= 32_766
    with file.cursor() as cursor:
        cursor.execute(f"SELECT 1 WHERE 1 IN ({', '.join(['%s'] * most)})", [1] * most)
        assert cursor.fetchone() == (1,)


def test_a_transaction_on_sqlite_waits_for_its_turn_at_its_start(file: DatabaseWrapper) -> None:
    statements: list[str] = []
    file.ensure_connection()
    file.connection.set_trace_callback(statements.append)
    file.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert statements == ["BEGIN IMMEDIATE"]


@pytest.mark.mysql
@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("transaction_isolation", "REPEATABLE-READ"),
        ("collation_connection", "utf8mb4_0900_as_cs"),
        ("collation_database", "utf8mb4_0900_as_cs"),
        ("foreign_key_checks", 1),
        ("time_zone", "+00:00"),
    ],
)
def test_a_session_on_mysql_is_set_up(variable: str, value: object) -> None:
    assert said(connection, f"SELECT @@{variable}") == value


@pytest.mark.mysql
def test_mysql_refuses_what_does_not_fit() -> None:
    modes = set(said(connection, "SELECT @@sql_mode").split(","))
    assert {"STRICT_ALL_TABLES", "STRICT_TRANS_TABLES", "ONLY_FULL_GROUP_BY"} <= modes


@pytest.mark.parametrize("other", ["e", "É", "é"])
def test_letters_that_differ_are_different(other: str) -> None:
    assert said(connection, f"SELECT 'E' = '{other}'") == 0


def test_a_mysql_server_is_found_where_the_address_says() -> None:
    server = MySQL(host="db.example.org", port=3307, name="grades", user="ada", password="opensesame")
    made = connection_to(server)
    assert {key: made[key] for key in ("HOST", "PORT", "NAME", "USER", "PASSWORD")} == {
        "HOST": "db.example.org",
        "PORT": 3307,
        "NAME": "grades",
        "USER": "ada",
        "PASSWORD": "opensesame",
    }
    assert made["ENGINE"] == "django.db.backends.mysql"
