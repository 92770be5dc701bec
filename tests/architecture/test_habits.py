"""Habits that hold everywhere: one clock, one reader of the environment, small files, speaking names."""

import ast
from collections.abc import Callable, Iterable, Iterator

import pytest

from tests.architecture.source import Module, listed, modules, name_of, product

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
VAGUE = {"utils", "util", "helpers", "helper", "common", "services", "service", "manager", "managers", "misc"}
CLOCKS = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "timezone.now", "time.time"}
ACROSS_TENANTS = {
    "jumprope.kit.viewer",  # it binds the tenant itself, and a plan binds it as a symbol
    "jumprope.platform.accounts.access",  # at sign-in, before the tenant is known
}

Check = Callable[[Iterable[Module]], Iterator[str]]


def everything() -> list[Module]:
    return modules("config", "graphplan", "jumprope", "tests", "tools")


def long_files(found: Iterable[Module]) -> Iterator[str]:
    for module in found:
        if (length := module.text.count("\n")) > LONGEST_FILE:
            yield f"{module.name} has {length} lines: make it a folder of the same name"


def long_functions(found: Iterable[Module]) -> Iterator[str]:
    for module in found:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    yield f"{module.name}.{node.name} has {length} lines: it does not fit on a screen"


def vague_names(found: Iterable[Module]) -> Iterator[str]:
    for module in found:
        if vague := VAGUE & set(module.parts):
            yield f"{module.name}: {', '.join(vague)} says nothing"


def silent_modules(found: Iterable[Module]) -> Iterator[str]:
    for module in found:
        if module.text.strip() and not ast.get_docstring(module.tree):
            yield f"{module.name} does not say what it is for"


def other_clocks(found: Iterable[Module]) -> Iterator[str]:
    for module in found:
        if module.name != "jumprope.kit.clock":
            for call in module.calls():
                if name_of(call.func) in CLOCKS:
                    yield f"{module.name}:{call.lineno} asks another clock than kit.clock"


def other_readers_of_the_environment(found: Iterable[Module]) -> Iterator[str]:
    for module in found:
        if module.name == "config.environment":
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and name_of(node) in {"os.environ", "os.getenv"}:
                yield f"{module.name}:{node.lineno} reads the environment; config.environment does"


def tenancy_left(found: Iterable[Module]) -> Iterator[str]:
    for module in found:
        if module.name in ACROSS_TENANTS or module.name.startswith("jumprope.kit.tenancy"):
            continue
        for line, name in module.imports():
            if name.endswith(".across_tenants"):
                yield f"{module.name}:{line} leaves tenancy; only {', '.join(sorted(ACROSS_TENANTS))} may"


def without_tests() -> list[Module]:
    return [*product(), *(m for m in modules("graphplan") if not m.is_test)]


RULES: list[tuple[Check, Callable[[], list[Module]], Module]] = [
    (long_files, everything, Module("a", "x = 1\n" * 401)),
    (long_functions, everything, Module("a", "def f():\n" + "    x = 1\n" * 60)),
    (vague_names, everything, Module("jumprope.school.people.utils", "")),
    (silent_modules, everything, Module("a", "x = 1")),
    (other_clocks, without_tests, Module("a", "from datetime import datetime\ndatetime.now()")),
    (other_readers_of_the_environment, without_tests, Module("a", "import os\nos.environ['x']")),
    (tenancy_left, product, Module("a", "from jumprope.kit.tenancy import across_tenants")),
]


@pytest.mark.parametrize(("check", "subjects", "fault"), RULES, ids=[check.__name__ for check, _, _ in RULES])
def test_the_habit_holds(check: Check, subjects: Callable[[], list[Module]], fault: Module) -> None:
    assert len(list(check([fault]))) == 1, "the check does not see its planted fault"
    assert not (found := list(check(subjects()))), listed(found)
