"""What a run leaves behind, and its exit status."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest
from django.db import connection

from bench import page, results, running
from bench.tests.made import a_run


@pytest.mark.django_db
@pytest.mark.parametrize(("product", "status"), [(0.45, 0), (0.6, 1)])
def test_a_missed_goal_fails_the_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, product: float, status: int
) -> None:
    monkeypatch.setattr(running, "new_database", nullcontext)
    monkeypatch.setattr(running, "_measure", lambda _database: a_run(product=product))
    file, performance = tmp_path / "results.json", tmp_path / "performance.md"
    assert running.run(file=file, performance=performance) == status
    known = results.read(file)
    well = status == 0
    goals = [goal["met"] for goal in known["goals"]]
    assert goals == [True, well, well, True, True, True, True, True]
    assert page.section(known) in performance.read_text()


@pytest.mark.django_db
def test_a_server_is_asked_for_its_version_once_there_is_a_database(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    there = []

    @contextmanager
    def made() -> Iterator[None]:
        there.append("a database")
        yield
        there.clear()

    def version() -> tuple[int, ...]:
        return (9, 7) if there else (0, 0)

    monkeypatch.setattr(running, "new_database", made)
    monkeypatch.setattr(running, "_measure", lambda _database: a_run(product=0.45))
    monkeypatch.setattr(connection, "get_database_version", version)
    file = tmp_path / "results.json"
    running.run(file=file, performance=tmp_path / "performance.md")
    assert results.read(file)["machines"][0]["version"] == "9.7"


def test_a_run_replaces_what_is_known_of_its_database() -> None:
    known = {"rows": [{"database": "sqlite", "bytes": 1}, {"database": "mysql", "bytes": 2}]}
    new = {"rows": [{"database": "sqlite", "bytes": 3}]}
    assert results.merged(known, new, "sqlite")["rows"] == [
        {"database": "mysql", "bytes": 2},
        {"database": "sqlite", "bytes": 3},
    ]
