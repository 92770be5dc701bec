"""What plans are made for: the schema, the code that decides who sees what, and the kind of database."""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from config.database_url import Database, SQLite
from config.environment import ROOT

SCHEMA = ROOT / "schema.graphql"

CODE = ("config", "graphplan", "jumprope")


def here(database: Database) -> dict[str, str]:
    """What a plan of this code for this database is made for.

    A rule can change without the schema: so all code counts, and the versions of what it is built on.
    """
    return {
        "schema": _digest(SCHEMA),
        "code": _digest(ROOT / "requirements" / "run.lock", *_code()),
        "database": "sqlite" if isinstance(database, SQLite) else "mysql",
    }


def _code() -> Iterator[Path]:
    """All of it but the tests, in one order. Walked rather than globbed: each new process waits for it."""
    for package in CODE:
        for folder, folders, files in os.walk(ROOT / package):
            folders[:] = sorted(set(folders) - {"tests", "__pycache__"})
            yield from (Path(folder, file) for file in sorted(files) if file.endswith(".py"))


def _digest(*files: Path) -> str:
    digest = sha256()
    for file in files:
        digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return digest.hexdigest()[:16]
