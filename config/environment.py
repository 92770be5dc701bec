"""The only reader of the process environment: what this process is told from outside, checked and typed.

With nothing told, everything works: `var/` holds the database and a generated key.
"""

import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Self

from django.core.exceptions import ImproperlyConfigured

from config.database_url import Database, SQLite, UnusableDatabaseURL, parsed

ROOT = Path(__file__).resolve().parent.parent

# In characters: what a random key of 256 bits takes in base 64 is more.
SHORTEST_KEY = 32


class Stage(StrEnum):
    """How far from real children's records this process runs."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class UnusableEnvironment(ImproperlyConfigured):
    """The process was told something that it cannot use. `code` is for machines, the sentence for people."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What this process was told, or what stands in for it."""

    stage: Stage
    database: Database
    hosts: tuple[str, ...]
    secret_key: str = field(repr=False)
    documents: Path | None = None
    opsdesk: Mapping[str, str] = field(repr=False, default_factory=dict)

    @classmethod
    def read(cls, variables: Mapping[str, str], *, root: Path = ROOT) -> Self:
        """Read `JUMPROPE_ENVIRONMENT`, `SECRET_KEY`, `DATABASE_URL`, `ALLOWED_HOSTS` and `TRUSTED_DOCUMENTS`;
        what begins with `OPSDESK_` is left for the desk to read.

        An empty variable counts as absent. Raises `UnusableEnvironment` with one of the codes
        `stage_unknown`, `variables_missing`, `secret_key_weak`, `database_url_invalid`,
        `database_folder_missing`.
        """
        told = {name: value for name, value in variables.items() if value}
        stage = _stage(told.get("JUMPROPE_ENVIRONMENT", Stage.DEVELOPMENT))
        if stage is Stage.PRODUCTION:
            _demand(told, "SECRET_KEY", "DATABASE_URL")
            _demand_long(told["SECRET_KEY"])
        return cls(
            stage=stage,
            database=_database(told.get("DATABASE_URL"), root),
            hosts=tuple(host.strip() for host in told.get("ALLOWED_HOSTS", "").split(",") if host.strip()),
            secret_key=told.get("SECRET_KEY") or kept_key(root / "var"),
            documents=root / told["TRUSTED_DOCUMENTS"] if "TRUSTED_DOCUMENTS" in told else None,
            opsdesk={name: value for name, value in told.items() if name.startswith("OPSDESK_")},
        )


def _stage(name: str) -> Stage:
    try:
        return Stage(name)
    except ValueError:
        known = " or ".join(Stage)
        raise UnusableEnvironment(
            "stage_unknown", f"JUMPROPE_ENVIRONMENT is {name!r}; it can be {known}."
        ) from None


def _demand(told: Mapping[str, str], *names: str) -> None:
    if missing := [name for name in names if name not in told]:
        verb = "is" if len(missing) == 1 else "are"
        raise UnusableEnvironment(
            "variables_missing",
            f"{' and '.join(missing)} {verb} missing: JUMPROPE_ENVIRONMENT=production takes the key "
            "and the database from outside.",
        )


def _demand_long(key: str) -> None:
    if len(key.strip()) < SHORTEST_KEY:
        raise UnusableEnvironment(
            "secret_key_weak",
            f"SECRET_KEY has to be at least {SHORTEST_KEY} characters long: who guesses it can be anyone.",
        )


def _database(url: str | None, root: Path) -> Database:
    if url is None:
        made_folder(root / "var")
        return SQLite(root / "var" / "jumprope.sqlite3")
    try:
        database = parsed(url, root=root)
    except UnusableDatabaseURL as problem:
        raise UnusableEnvironment("database_url_invalid", f"DATABASE_URL {problem}") from None
    if isinstance(database, SQLite) and not database.path.parent.is_dir():
        raise UnusableEnvironment(
            "database_folder_missing",
            f"DATABASE_URL names a file in {database.path.parent}, and there is no such folder: "
            "make it first.",
        )
    return database


def made_folder(folder: Path) -> Path:
    """This folder, made if it is not there, for the owner alone: it holds a key and children's records."""
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def kept_key(folder: Path) -> str:
    """The secret key kept in this folder; made at first, readable for the owner alone.

    Processes that start at the same moment end up with the same key: each writes a file of its own, and
    the first to link it under the common name wins.
    """
    path = made_folder(folder) / "secret_key"
    if not path.exists():
        descriptor, draft = tempfile.mkstemp(dir=folder, prefix="secret_key.")
        with open(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(draft, path)
        os.unlink(draft)
    return path.read_text(encoding="ascii")


def use_settings() -> None:
    """Let Django find the settings, unless the caller has named others."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


def current() -> Environment:
    """What this process was told."""
    return Environment.read(os.environ)
