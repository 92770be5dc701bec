"""What a process is told, what stands in for what it is not told, and what it refuses to start with."""

import secrets
import stat
from pathlib import Path

import pytest

from config.database_url import MySQL, SQLite
from config.environment import Environment, Stage, UnusableEnvironment, kept_key

TOLD = {
    "JUMPROPE_ENVIRONMENT": "production",
    "SECRET_KEY": "a key from outside, and a long one",
    "DATABASE_URL": "mysql://ada@db.example.org/grades",
    "ALLOWED_HOSTS": "grades.example.org, www.example.org,",
}


def test_with_nothing_told_everything_stands_under_var(tmp_path: Path) -> None:
    environment = Environment.read({}, root=tmp_path)
    assert environment.stage is Stage.DEVELOPMENT
    assert environment.database == SQLite(tmp_path / "var" / "jumprope.sqlite3")
    assert environment.hosts == ()
    assert environment.secret_key == (tmp_path / "var" / "secret_key").read_text()


def test_what_is_told_holds_and_nothing_is_made(tmp_path: Path) -> None:
    environment = Environment.read(TOLD, root=tmp_path)
    assert environment.stage is Stage.PRODUCTION
    assert environment.secret_key == "a key from outside, and a long one"
    assert environment.hosts == ("grades.example.org", "www.example.org")
    assert environment.database == MySQL(
        host="db.example.org", port=3306, name="grades", user="ada", password=""
    )
    assert list(tmp_path.iterdir()) == []


def test_what_is_for_opsdesk_is_handed_on_and_not_shown(tmp_path: Path) -> None:
    told = TOLD | {"OPSDESK_JIRA_TOKEN": "hush", "OPSDESK_TENANT": ""}
    environment = Environment.read(told, root=tmp_path)
    assert environment.opsdesk == {"OPSDESK_JIRA_TOKEN": "hush"}
    assert "hush" not in repr(environment)


def test_compiled_documents_are_looked_for_where_it_is_said(tmp_path: Path) -> None:
    assert Environment.read(TOLD, root=tmp_path).documents is None
    for said, folder in {"build/plans": tmp_path / "build" / "plans", "/plans": Path("/plans")}.items():
        told = TOLD | {"TRUSTED_DOCUMENTS": said}
        assert Environment.read(told, root=tmp_path).documents == folder


@pytest.mark.parametrize(
    ("missing", "sentence"),
    [
        (["SECRET_KEY"], "SECRET_KEY is missing:"),
        (["DATABASE_URL"], "DATABASE_URL is missing:"),
        (["SECRET_KEY", "DATABASE_URL"], "SECRET_KEY and DATABASE_URL are missing:"),
    ],
)
@pytest.mark.parametrize("blank", [True, False])
def test_production_demands_key_and_database(
    tmp_path: Path, missing: list[str], sentence: str, blank: bool
) -> None:
    told = {name: value for name, value in TOLD.items() if name not in missing}
    if blank:
        told |= dict.fromkeys(missing, "")
    with pytest.raises(UnusableEnvironment, match=sentence) as refusal:
        Environment.read(told, root=tmp_path)
    assert refusal.value.code == "variables_missing"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("key", ["a", " " * 40, "x" * 31])
def test_production_refuses_a_key_that_can_be_guessed(tmp_path: Path, key: str) -> None:
    with pytest.raises(UnusableEnvironment, match="at least 32") as refusal:
        Environment.read(TOLD | {"SECRET_KEY": key}, root=tmp_path)
    assert refusal.value.code == "secret_key_weak"


@pytest.mark.parametrize(
    ("told", "code", "sentence"),
    [
        ({"JUMPROPE_ENVIRONMENT": "prod"}, "stage_unknown", "is 'prod'; it can be development or production"),
        (
            {"DATABASE_URL": "oracle://ada@db/grades"},
            "database_url_invalid",
            "^DATABASE_URL names the kind 'oracle'",
        ),
        (
            {"DATABASE_URL": "sqlite:///nowhere/a.sqlite3"},
            "database_folder_missing",
            "there is no such folder",
        ),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_code(
    tmp_path: Path, told: dict[str, str], code: str, sentence: str
) -> None:
    with pytest.raises(UnusableEnvironment, match=sentence) as refusal:
        Environment.read(told, root=tmp_path)
    assert refusal.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_the_generated_key_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    key = kept_key(folder)
    assert len(key) >= 50
    assert kept_key(folder) == key
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_of_processes_that_start_together_the_quickest_makes_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(_size: int) -> str:
        (tmp_path / "secret_key").write_text("the quicker one's")
        return "ours"

    monkeypatch.setattr(secrets, "token_urlsafe", overtaken)
    assert kept_key(tmp_path) == "the quicker one's"
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_the_key_is_not_shown(tmp_path: Path) -> None:
    assert "a key from outside, and a long one" not in repr(Environment.read(TOLD, root=tmp_path))
