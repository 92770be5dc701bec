"""The tables of the tests on SQLite are made by the migrations once, and kept for the runs that follow.

A run begins with what was kept, in memory, and migrates it: what was added since is made then. The name of
the file says what the migrations were that made it; and in every run one test migrates a database from
nothing, and holds these tables against it.
"""

import hashlib
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.db import connection

ROOT = Path(__file__).parents[1]


class KeptTables:
    """A file of the folder, for these migrations."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / f"{fingerprint()}.sqlite3"

    @contextmanager
    def in_memory(self) -> Iterator[None]:
        """While in here, the database of the tests begins with what was kept, where something was."""
        name = connection.creation._get_test_db_name()  # type: ignore[attr-defined]
        with closing(sqlite3.connect(name, uri=True)) as memory:
            if self.file.exists():
                with closing(sqlite3.connect(self.file)) as kept:
                    kept.backup(memory)
            yield

    def keep(self) -> None:
        """Keep the tables as they are now, unless they are kept. Runs side by side keep the same."""
        if self.file.exists():
            return
        for outdated in {*self.folder.glob("*.sqlite3")} - {self.file}:
            outdated.unlink(missing_ok=True)
        # Nobody ever finds half a file under its name.
        half = self.file.with_suffix(f".{os.getpid()}")
        with closing(sqlite3.connect(half)) as kept:
            connection.connection.backup(kept)
        half.rename(self.file)


def fingerprint() -> str:
    """Of all that decides what a migration makes: its own code, and that of the fields and constraints it
    names.
    """
    sources = [path for app in apps.get_app_configs() for path in Path(app.path, "migrations").glob("*.py")]
    sources += [ROOT / "graphplan/collation.py", ROOT / "graphplan/tests/library/models.py"]
    for folder in ("config", "jumprope/kit"):
        sources += [path for path in (ROOT / folder).rglob("*.py") if "tests" not in path.parts]
    digest = hashlib.sha256(f"{django.__version__} {sys.version} {sqlite3.sqlite_version}".encode())
    for source in sorted(sources):
        digest.update(hashlib.sha256(source.read_bytes()).digest())
    return digest.hexdigest()
