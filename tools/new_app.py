"""Write a new app that passes every check: `python -m tools.new_app FLOOR NAME`

It makes the app's folder with its steps, installs the app, and adds it to its floor in docs/house.md.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("platform", "school", "learning", "mastery", "reporting", "exchange", "operations")

FILES = {
    "__init__.py": '"""{Words}."""\n',
    "apps.py": '''"""The Django app."""

from django.apps import AppConfig


class {Class}Config(AppConfig):
    name = "jumprope.{floor}.{name}"
''',
    "models.py": '"""The tables of {words}."""\n',
    "access.py": '"""Who may see and change {words}."""\n',
    "reads.py": '"""Questions about {words}."""\n',
    "writes.py": '"""Decisions about {words}."""\n',
    "graphql/__init__.py": '"""{Words} in the GraphQL API."""\n',
    "factories.py": '"""{Words} for tests and benchmarks; all invented."""\n',
    "migrations/__init__.py": "",
    "tests/__init__.py": '"""The tests of {words}."""\n',
}


class Unfit(Exception):
    """The floor or the name cannot be used; the sentence says why."""


def write(floor: str, name: str, *, root: Path = ROOT) -> Path:
    """Write the app; its folder. Raises `Unfit`, and then has changed nothing."""
    if floor not in FLOORS:
        raise Unfit(f"FLOOR is {floor!r}; it can be {', '.join(FLOORS)}.")
    if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name):
        raise Unfit(f"NAME is {name!r}; a noun that a teacher knows can be one, for example attendance.")
    if taken := [path.parent for path in root.glob(f"jumprope/*/{name}/__init__.py")]:
        raise Unfit(f"{taken[0].relative_to(root)} is there already, and each app has a name of its own.")
    folder = root / "jumprope" / floor / name
    words = name.replace("_", " ")
    values = {
        "floor": floor,
        "name": name,
        "words": words,
        "Words": words.capitalize(),
        "Class": words.title().replace(" ", ""),
    }
    for path, text in FILES.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text.format_map(values), encoding="utf-8")
    _install(root / "config/settings/apps.py", floor, name)
    _describe(root / "docs/house.md", floor, name)
    return folder


def _install(settings: Path, floor: str, name: str) -> None:
    """Add the app to INSTALLED_APPS behind the last one of its floor, or of the nearest floor below."""
    lines = settings.read_text(encoding="utf-8").splitlines(keepends=True)
    places: list[int] = []
    for below in (floor, *reversed(FLOORS[: FLOORS.index(floor)])):
        places = places or [number for number, line in enumerate(lines) if f'"jumprope.{below}.' in line]
    lines.insert(places[-1] + 1, f'    "jumprope.{floor}.{name}",\n')
    settings.write_text("".join(lines), encoding="utf-8")


def _describe(house: Path, floor: str, name: str) -> None:
    """Add the app to the row of its floor, in place of the dash that says that there is none."""
    text = house.read_text(encoding="utf-8")
    row = re.compile(rf"^\| {floor} \| (.+?) \|", re.MULTILINE)
    text = row.sub(
        lambda found: f"| {floor} | {found[1].replace('—', '')} `{name}` |".replace("|  ", "| "), text
    )
    house.write_text(text, encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Write the app that the two arguments name; 0, or 2 when that cannot be."""
    try:
        floor, name = arguments
        print(f"{write(floor, name).relative_to(ROOT)}: begin with models.py")
    except Unfit as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
