"""The import contracts notice what breaks them: a copy of the house, with a fault planted for each."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

FAULTS = {
    "Floors": ("jumprope/school/people/reads.py", "import jumprope.mastery.determinations.reads"),
    "Inside every app": ("jumprope/school/courses/access.py", "import jumprope.school.courses.writes"),
    "Rules are pure": ("jumprope/platform/accounts/rules.py", "import django.db"),
    "The apps of one floor form no ring": (
        "jumprope/school/people/access.py",
        "import jumprope.school.rosters.access",
    ),
    "The product is told": ("jumprope/kit/clock.py", "import config.environment"),
    "What the benchmark compares with": ("jumprope/kit/errors.py", "import orjson"),
    "graphplan knows nothing": ("graphplan/names.py", "import jumprope.kit.clock"),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("house")
    for name in ("config", "graphplan", "jumprope"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    return copy


def verdict(house: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([program, "--no-cache"], cwd=house, capture_output=True, text=True, check=False)


def test_the_house_keeps_its_contracts(house: Path) -> None:
    found = verdict(house)
    assert found.returncode == 0, found.stdout


def test_every_contract_notices_its_fault(house: Path) -> None:
    for path, fault in FAULTS.values():
        (house / path).write_text(f"{(house / path).read_text()}\n{fault}\n")
    (house / "jumprope/school/people/helpers.py").write_text('"""A step that there is not."""\n')
    found = " ".join(verdict(house).stdout.split())
    for contract in FAULTS:
        _, _, rest = found.partition(contract)
        assert rest.partition("KEPT")[0].count("BROKEN") >= 1, f"{contract} did not notice:\n{found}"
    assert "jumprope.school.people.helpers" in found
