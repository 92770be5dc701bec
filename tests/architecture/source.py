"""The project's Python files, as text and as trees; and a way to make up one that breaks a rule."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = (
    "kit",
    "platform",
    "school",
    "learning",
    "mastery",
    "reporting",
    "exchange",
    "operations",
    "interfaces",
)
FLOORS_OF_APPS = FLOORS[1:-1]


@dataclass(frozen=True)
class Module:
    """One Python file: its dotted name and its text."""

    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.name.split("."))

    @property
    def app(self) -> str | None:
        """`school.people` for all that is in that app, None outside of apps."""
        parts = self.parts
        return (
            ".".join(parts[1:3])
            if parts[0] == "jumprope" and len(parts) > 2 and parts[1] in FLOORS_OF_APPS
            else None
        )

    @property
    def step(self) -> str | None:
        """`writes` for `jumprope.school.people.writes` and for all modules of a folder of that name."""
        return self.parts[3] if self.app and len(self.parts) > 3 else None

    @property
    def is_test(self) -> bool:
        return "tests" in self.parts or self.parts[-1] == "conftest"

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def imports(self) -> Iterator[tuple[int, str]]:
        """(line, dotted name) of everything imported, `from a import b` as `a.b`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def modules(*roots: str) -> list[Module]:
    """Every module below these folders of the project, migrations left out."""
    return [module for root in roots for module in _below(root)]


@cache
def _below(root: str) -> list[Module]:
    """Each file is read and parsed once, for all who look at it."""
    return [
        Module(_dotted(path), path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / root).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def name_of(node: ast.expr) -> str:
    """`date.today` for that attribute, also of `datetime.date`; empty for what has no such name."""
    match node:
        case ast.Attribute(value=ast.Name(id=on) | ast.Attribute(attr=on), attr=name):
            return f"{on}.{name}"
    return ""


def product() -> list[Module]:
    """The modules of the product, without its tests and factories."""
    return [module for module in modules("jumprope") if not module.is_test and module.step != "factories"]


@cache
def apps() -> frozenset[str]:
    """The apps that there are, as `floor.app`, by their folders."""
    return frozenset(
        f"{floor}.{config.parent.name}"
        for floor in FLOORS_OF_APPS
        for config in (ROOT / "jumprope" / floor).glob("*/apps.py")
    )


def _dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def listed(violations: Iterable[str]) -> str:
    """Violations as a failing test shows them."""
    return "\n" + "\n".join(violations)
