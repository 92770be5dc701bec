"""Which addresses of databases are understood, and what is said of the others."""

from pathlib import Path

import pytest

from config.database_url import MySQL, SQLite, UnusableDatabaseURL, parsed

ROOT = Path("/srv/jumprope")


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///var/school.sqlite3", "/srv/jumprope/var/school.sqlite3"),
        ("sqlite:////data/school.sqlite3", "/data/school.sqlite3"),
        ("sqlite:///our%20schools/a%3F.sqlite3", "/srv/jumprope/our schools/a?.sqlite3"),
    ],
)
def test_a_relative_path_counts_from_the_root(url: str, path: str) -> None:
    assert parsed(url, root=ROOT) == SQLite(Path(path))


def test_every_part_of_a_mysql_address_is_decoded() -> None:
    assert parsed("mysql://head%40office:p%2Fw%3A%23@db.example.org:3307/grade%20book", root=ROOT) == MySQL(
        host="db.example.org", port=3307, name="grade book", user="head@office", password="p/w:#"
    )


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("mysql://ada@db.example.org/grades", "db.example.org", 3306),
        ("mysql://ada@localhost:3307/grades", "127.0.0.1", 3307),
        ("mysql://ada@[::1]:3307/grades", "::1", 3307),
    ],
)
def test_a_mysql_server_is_reached_over_tcp(url: str, host: str, port: int) -> None:
    assert parsed(url, root=ROOT) == MySQL(host=host, port=port, name="grades", user="ada", password="")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("school.sqlite3", "names no kind of database"),
        ("postgres://ada@db/grades", "names the kind 'postgres'"),
        ("sqlite://var/school.sqlite3", "two slashes"),
        ("sqlite:///", "names no file"),
        ("sqlite:///var/", "names no file"),
        ("sqlite:///:memory:", "in memory"),
        ("sqlite:///a.sqlite3?mode=ro", "has a ? or a #"),
        ("mysql://ada:p#w@db/grades", "has a ? or a #"),
        ("mysql://ada@db:many/grades", "no usable host or port"),
        ("mysql://ada@db:70000/grades", "no usable host or port"),
        ("mysql://ada@[::1/grades", "no usable host or port"),
        ("mysql://ada@/grades", "lacks a host"),
        ("mysql://db/grades", "lacks a user"),
        ("mysql://ada@db", "lacks a database's name"),
        ("mysql:///", "lacks a host and a user and a database's name"),
        ("mysql://ada@db/grades/old", "has a / in the database's name"),
    ],
)
def test_any_other_address_is_refused_with_a_sentence_that_says_why(url: str, said: str) -> None:
    with pytest.raises(UnusableDatabaseURL, match=said.replace("?", r"\?")):
        parsed(url, root=ROOT)


def test_no_password_is_shown() -> None:
    assert "opensesame" not in repr(parsed("mysql://ada:opensesame@db/grades", root=ROOT))
    with pytest.raises(UnusableDatabaseURL) as refusal:
        parsed("mysql://ada:opensesame@db:70000/grades", root=ROOT)
    assert "opensesame" not in str(refusal.value)
