"""The docs against the code: pages made from it are fresh, commands exist, links lead somewhere, tables are
counted.
"""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

from tests.architecture.source import FLOORS, ROOT
from tools import references

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "graphplan" / "README.md"])
OURS_AND_DJANGOS = set(get_commands())


@pytest.mark.parametrize("name", references.PAGES)
def test_pages_made_from_the_code_are_fresh(name: str) -> None:
    made = references.PAGES[name]()
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == made, "stale: run `make references`"


def targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_that_docs_name_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"\bmake ([a-z]+(?:-[a-z]+)*)(?=[`\n ]*[`\n])", text))
    assert named <= targets(), named - targets()
    commands = {
        name.replace("-", "_") for name in re.findall(r"`(?:\.venv/bin/)?jumprope ([a-z][a-z-]+)", text)
    }
    assert commands <= OURS_AND_DJANGOS, commands - OURS_AND_DJANGOS


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert not [link for link in links if not (page.parent / link).exists()]


def test_house_md_counts_the_tables_of_each_floor() -> None:
    counted = Counter(
        model.__module__.split(".")[1]
        for model in apps.get_models()
        if model.__module__.startswith("jumprope.")
    )
    house = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
    said = dict(re.findall(r"^\| (\w+) \| [^|]* \| (\d+) \|", house, re.MULTILINE))
    assert {floor: int(said[floor]) for floor in FLOORS} == {floor: counted[floor] for floor in FLOORS}
