"""Where the MySQL server for tests comes from, and that what was started is stopped."""

import os
import signal
from pathlib import Path

import pytest

from tools import with_mysql

ENGINE = """#!/bin/sh
echo "$@" >> "$0.calls"
case $1 in
    info) exit {status} ;;
    run) echo 4711 ;;
    port) echo 127.0.0.1:49153; echo '[::1]:49153' ;;
esac
"""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all there is on the PATH; and no server is named."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("MYSQL_URL", raising=False)
    return tmp_path


def an_engine(programs: Path, name: str, *, answers: bool) -> Path:
    """A container engine that writes down how it is called."""
    engine = programs / name
    engine.write_text(ENGINE.format(status=0 if answers else 1))
    engine.chmod(0o755)
    return engine


def calls(engine: Path) -> list[str]:
    return engine.with_name(f"{engine.name}.calls").read_text().splitlines()


@pytest.mark.usefixtures("programs")
def test_a_server_that_is_named_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MYSQL_URL", "mysql://ada@db.example.org/grades")
    with with_mysql.server() as url:
        assert url == "mysql://ada@db.example.org/grades"


def test_a_container_is_started_at_a_port_of_its_own_and_stopped(programs: Path) -> None:
    an_engine(programs, "docker", answers=False)
    podman = an_engine(programs, "podman", answers=True)
    with with_mysql.server() as url:
        assert url == "mysql://root@127.0.0.1:49153/jumprope"
        assert [call.split()[0] for call in calls(podman)] == ["info", "run", "port"]
    started = calls(podman)[1]
    assert "--publish=127.0.0.1::3306" in started
    assert "mysql:8.4 --innodb-flush-log-at-trx-commit=0" in started
    assert calls(podman)[-1] == "stop 4711"


def test_a_container_is_stopped_after_a_failure_too(programs: Path) -> None:
    docker = an_engine(programs, "docker", answers=True)
    with pytest.raises(ZeroDivisionError), with_mysql.server():
        raise ZeroDivisionError
    assert calls(docker)[-1] == "stop 4711"


def test_without_a_server_it_is_said_what_to_do(
    programs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    an_engine(programs, "docker", answers=False)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(signal, "signal", lambda number, handler: None)
    assert with_mysql.main(["true"]) == 2
    assert capsys.readouterr().err.startswith("There is no MySQL server to test on: set MYSQL_URL=")


@pytest.mark.parametrize(
    ("url", "said"),
    [("sqlite:///a.sqlite3", "names no MySQL server"), ("mysql://ada@db", "lacks a database's name")],
)
def test_an_address_that_cannot_be_is_refused(url: str, said: str) -> None:
    with pytest.raises(with_mysql.NoServer, match=f"^MYSQL_URL {said}"):
        with_mysql.address_of(url)
