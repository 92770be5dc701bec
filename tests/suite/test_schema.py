"""The tables that were kept from an earlier run are those that the migrations make today."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db]


def definitions(database: sqlite3.Connection) -> list[tuple[str, ...]]:
    """How each table and index is defined, and which migrations were run."""
    defined = database.execute("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema")
    migrations = database.execute("SELECT 'migration', app, name, '' FROM django_migrations")
    return sorted([*defined, *migrations])


def test_the_tables_of_the_tests_are_those_of_the_migrations(tmp_path: Path) -> None:
    file = tmp_path / "nothing.sqlite3"
    told = {"DATABASE_URL": f"sqlite:///{file}", "DJANGO_SETTINGS_MODULE": "config.settings.testing"}
    subprocess.run(
        [sys.executable, "-m", "django", "migrate", "--run-syncdb", "--verbosity=0"],
        env=os.environ | told,
        check=True,
    )

    with closing(sqlite3.connect(file)) as migrated:
        assert definitions(connection.connection) == definitions(migrated)
