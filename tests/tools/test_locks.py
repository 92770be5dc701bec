"""The locks agree with each other and with pyproject.toml, and carry nothing of where they were made."""

import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("run", "dev", "mysql", "opsdesk", "lambda", "bench", "browser")
PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def text(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.lock").read_text()


def pins(name: str) -> dict[str, str]:
    """The version of each package of a lock."""
    return dict(PIN.findall(text(name)))


def test_no_two_locks_disagree() -> None:
    versions: dict[str, set[str]] = {}
    for package, version in chain.from_iterable(pins(name).items() for name in NAMES):
        versions.setdefault(package, set()).add(version)
    assert not {package: found for package, found in versions.items() if len(found) > 1}


@pytest.mark.parametrize("name", NAMES)
def test_everything_in_a_lock_has_its_hashes(name: str) -> None:
    assert pins(name)
    for package in text(name).split("\n    # via")[0:-1]:
        assert "--hash=sha256:" in package


@pytest.mark.parametrize("name", NAMES)
def test_a_lock_names_no_address_and_no_folder(name: str) -> None:
    assert not re.search(
        r"https?:|file:|--(extra-)?index|--find-links|(?<!requirements)/(?!run\.lock)", text(name)
    )


def test_everything_that_the_project_asks_for_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    asked = {
        "run": project["project"]["dependencies"] + groups["build"],
        **{name: groups[name] for name in NAMES if name != "run"},
    }
    for name, requirements in asked.items():
        for requirement in map(Requirement, requirements):
            assert requirement.specifier.contains(pins(name)[requirement.name.lower()]), (
                f"run: make lock ({name})"
            )
