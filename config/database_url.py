"""The address of a database in one line: `sqlite:///path` or `mysql://user:password@host:port/name`."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

FORMS = "sqlite:///path or mysql://user:password@host:port/name"
ENCODE = "write special characters in the user, the password and the name percent-encoded, such as %40 for @"


@dataclass(frozen=True, slots=True)
class SQLite:
    """A database in one file, named by an absolute path."""

    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class MySQL:
    """A database of a MySQL server that is reached over TCP."""

    host: str
    port: int
    name: str
    user: str
    password: str = field(repr=False)


Database = SQLite | MySQL


class UnusableDatabaseURL(ValueError):
    """The address cannot be read. The sentence continues `DATABASE_URL …` and never repeats a password."""


def parsed(url: str, *, root: Path) -> Database:
    """Read an address; relative paths count from `root`.

    Raises `UnusableDatabaseURL` for another scheme, for a missing part, for one that means nothing here.
    """
    if "?" in url or "#" in url:
        raise UnusableDatabaseURL(f"has a ? or a #, which means nothing here: {ENCODE}.")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise UnusableDatabaseURL(f"has no usable host or port: {ENCODE}.") from None
    match parts.scheme:
        case "sqlite":
            return _sqlite(parts, root)
        case "mysql":
            return _mysql(parts, port or 3306)
        case "":
            raise UnusableDatabaseURL(f"names no kind of database: write {FORMS}.")
        case scheme:
            raise UnusableDatabaseURL(
                f"names the kind {scheme!r}, which JumpRope does not know: write {FORMS}."
            )


def _sqlite(parts: SplitResult, root: Path) -> SQLite:
    if parts.netloc:
        raise UnusableDatabaseURL(
            "has two slashes after sqlite: and needs three (four for an absolute path)."
        )
    path = unquote(parts.path.removeprefix("/"))
    if not path or path.endswith("/"):
        raise UnusableDatabaseURL(
            "names no file: write sqlite:///path, for example sqlite:///var/school.sqlite3."
        )
    if path == ":memory:":
        raise UnusableDatabaseURL(
            "names a database in memory, which would be gone after each command: name a file."
        )
    return SQLite(root / path)


def _mysql(parts: SplitResult, port: int) -> MySQL:
    name = unquote(parts.path.removeprefix("/"))
    needed = {"a host": parts.hostname, "a user": parts.username, "a database's name": name}
    if missing := [what for what, value in needed.items() if not value]:
        raise UnusableDatabaseURL(
            f"lacks {' and '.join(missing)}: write mysql://user:password@host:port/name."
        )
    if "/" in name:
        raise UnusableDatabaseURL(f"has a / in the database's name: {ENCODE}.")
    host = parts.hostname or ""
    return MySQL(
        # The client library takes "localhost" for a Unix socket, whatever the port; a URL means TCP.
        host="127.0.0.1" if host == "localhost" else host,
        port=port,
        name=name,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )
