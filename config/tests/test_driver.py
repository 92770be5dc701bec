"""A connection by the driver alone is set up as Django's own is, and only reads."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from config import environment
from config.database_url import MySQL, SQLite
from config.driver import Reader
from config.settings.database import LONGEST_WAIT


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Reader]:
    """A reader of a database in a file."""
    path = tmp_path / "our schools?.sqlite3"
    path.touch()
    reader = Reader(SQLite(path))
    yield reader
    reader.close()


def said(reader: Reader, sql: str) -> Any:
    """The first column of the first row that the database answers."""
    with reader as driver:
        driver.cursor.execute(sql)
        return driver.cursor.fetchmany(1)[0][0]


def test_a_reader_of_sqlite_waits_for_writers_and_never_writes(file: Reader) -> None:
    assert (file.driver.vendor, file.driver.mark) == ("sqlite", "?")
    assert said(file, "PRAGMA busy_timeout") == LONGEST_WAIT * 1000
    with pytest.raises(Exception, match="readonly"):
        said(file, "CREATE TABLE scores (value)")


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="unable to open"):
        Reader(SQLite(tmp_path / "absent.sqlite3"))
    assert list(tmp_path.iterdir()) == []


def test_a_reader_sees_one_snapshot_and_after_it_what_was_written_meanwhile(
    file: Reader, tmp_path: Path
) -> None:
    other = Reader(SQLite(next(tmp_path.iterdir())))
    other.driver.cursor.execute("PRAGMA query_only = OFF")
    other.driver.cursor.execute("PRAGMA journal_mode = WAL")
    other.driver.cursor.execute("CREATE TABLE scores (value)")
    count = "SELECT count(*) FROM scores"
    with file as driver:
        cursor = driver.cursor
        cursor.execute(count)
        other.driver.cursor.execute("INSERT INTO scores VALUES (1)")
        cursor.execute(count)
        assert cursor.fetchmany(2) == [(0,)]
    assert said(file, count) == 1
    other.close()


@pytest.mark.mysql
@pytest.mark.django_db
@pytest.mark.parametrize(
    "variable",
    [
        "transaction_isolation",
        "collation_connection",
        "character_set_client",
        "time_zone",
        "sql_mode",
        "sql_auto_is_null",
    ],
)
def test_a_reader_of_mysql_is_set_up_as_djangos_connection_is(variable: str) -> None:
    database = environment.current().database
    assert isinstance(database, MySQL)
    reader = Reader(replace(database, name=connection.settings_dict["NAME"]))
    assert (reader.driver.vendor, reader.driver.mark) == ("mysql", "%s")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT @@{variable}")
        assert said(reader, f"SELECT @@{variable}") == cursor.fetchone()[0]
    with pytest.raises(Exception, match="READ ONLY"):
        said(reader, "CREATE TEMPORARY TABLE scores (value INT)")
    assert str(said(reader, "SELECT TIME '07:30:00'")) == "07:30:00"
    reader.close()


@pytest.mark.mysql
@pytest.mark.django_db
def test_a_connection_to_mysql_that_was_dropped_while_idle_is_made_again() -> None:
    database = environment.current().database
    assert isinstance(database, MySQL)
    reader = Reader(replace(database, name=connection.settings_dict["NAME"]))
    before = said(reader, "SELECT connection_id()")
    with connection.cursor() as cursor:
        cursor.execute(f"KILL {before}")

    assert said(reader, "SELECT connection_id()") != before
    assert said(reader, "SELECT @@transaction_isolation") == "REPEATABLE-READ"
    with pytest.raises(reader.Fault, match="READ ONLY"):
        said(reader, "CREATE TEMPORARY TABLE scores (value INT)")
    reader.close()


def test_a_database_that_is_gone_is_not_asked_for_ever(file: Reader, tmp_path: Path) -> None:
    file.close()
    next(tmp_path.iterdir()).unlink()

    with pytest.raises(file.Fault, match="unable to open"):
        said(file, "SELECT 1")
