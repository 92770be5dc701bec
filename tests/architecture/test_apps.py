"""An app keeps to its front doors: what others import of it, what writes, what a mutation calls, what its
keys point at.
"""

import ast
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from itertools import chain

import pytest
from django.apps import apps as django_apps
from django.conf import settings
from django.db import models
from django.utils.module_loading import autodiscover_modules

from jumprope.kit.command import Command
from jumprope.kit.graphql import api
from tests.architecture.source import FLOORS, ROOT, Module, apps, listed, product

FRONT_DOORS = {"reads", "writes", "access", "graphql", "rules"}
AT_WORK = {"jobs"}  # a door for the doors: they hand over messages, and run what runs by the clock
WRITES_ROWS = {"save", "delete", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}
WRITES_A_QUERY = {"create", "update"}  # a dictionary has .update() too
WRITES_SQL = {"execute", "executemany"}
WRITES_BY_THE_KIT = {"rows": {"append", "insert", "keep", "put"}, "retiring": {"retire", "use_again"}}
WRITES = {*WRITES_ROWS, *WRITES_A_QUERY, *WRITES_SQL, *chain(*WRITES_BY_THE_KIT.values())}
OTHERS_THAT_WRITE = {
    "jumprope.kit.inserting",  # the statement below `kit.rows`
    "jumprope.kit.described",  # what `writes` saves described rows with
    "jumprope.kit.retiring",  # what `writes` retires rows with
    "jumprope.interfaces.cli.management.commands.migrate",  # it says how long DDL may wait for a lock
}


def side_doors(modules: Iterable[Module]) -> Iterator[str]:
    """Imports of another app's insides."""
    for module in modules:
        for line, name in module.imports():
            parts = name.split(".")
            other = ".".join(parts[1:3])
            if parts[0] != "jumprope" or other not in apps() or other == module.app or len(parts) < 4:
                continue
            if parts[3] not in FRONT_DOORS | (AT_WORK if module.parts[1] == "interfaces" else set()):
                yield f"{module.name}:{line} imports {name}; use its front doors"


def test_across_apps_only_front_doors_are_used() -> None:
    assert not (found := list(side_doors(product()))), listed(found)


def test_a_side_door_is_noticed() -> None:
    rude = Module("jumprope.school.rosters.reads", "from jumprope.school.people.models import Student")
    assert len(list(side_doors([rude]))) == 1


def writers(modules: Iterable[Module]) -> Iterator[str]:
    """What writes rows outside of `writes`: the ORM, the kit's bulk writers, and SQL by hand."""
    for module in modules:
        if module.step == "writes" or module.name in OTHERS_THAT_WRITE:
            continue
        for call in module.calls():
            if isinstance(call.func, ast.Attribute) and call.func.attr in WRITES and _writes(call.func):
                yield f"{module.name}:{call.lineno} calls .{call.func.attr}(); only writes.py writes"


def _writes(call: ast.Attribute) -> bool:
    on = ast.unparse(call.value)
    of_a_query = any(word in on for word in ("objects", "rows(", "filter(", "_manager"))
    return (
        (call.attr in WRITES_ROWS and not on.startswith("super()"))
        or (call.attr in WRITES_A_QUERY and of_a_query)
        or call.attr in WRITES_BY_THE_KIT.get(on, ())
        or (call.attr in WRITES_SQL and "cursor" in on)
    )


def test_only_writes_write() -> None:
    assert not (found := list(writers(product()))), listed(found)


@pytest.mark.parametrize(
    "place", ["jumprope.school.people.reads", "jumprope.interfaces.web.front", "jumprope.kit.x"]
)
@pytest.mark.parametrize(
    "text",
    [
        "Student.objects.filter(pk=1).delete()",
        "Student.objects.create(given_name='Ada')",
        "student.account.save()",
        "viewer.rows(S).update(a=1)",
        "rows.insert(new)",
        "rows.append(new)",
        "rows.keep(Change, changed)",
        "retiring.retire(course, at=now, already=refusal)",
        "retiring.use_again(course, never=refusal)",
        "cursor.execute('UPDATE x SET a = 1')",
    ],
)
def test_a_write_elsewhere_is_noticed(place: str, text: str) -> None:
    assert len(list(writers([Module(place, text)]))) == 1


def loose_writes(modules: Iterable[Module], exempt: frozenset[str] = frozenset()) -> Iterator[str]:
    """Public functions of `writes` that are neither a command nor a step."""
    for module in modules:
        if module.step != "writes":
            continue
        for node in module.tree.body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            if not {_decorator(d) for d in node.decorator_list} & {"command", "step"}:
                name = f"{module.name}.{node.name}"
                if name not in exempt:
                    yield f"{name} is neither @command nor @step"


def _decorator(node: ast.expr) -> str:
    return ast.unparse(node.func if isinstance(node, ast.Call) else node).rsplit(".", 1)[-1]


# A tenant cannot ask for itself to be founded.
OUTSIDE_TENANTS = frozenset({"jumprope.platform.tenancy.writes.found"})


def test_every_write_is_a_command_or_a_step() -> None:
    assert not (found := list(loose_writes(product(), OUTSIDE_TENANTS))), listed(found)


def test_a_loose_write_is_noticed() -> None:
    loose = Module(
        "jumprope.school.people.writes", "def add(): ...\n\n@step\ndef keep(): ...\n\ndef _own(): ..."
    )
    assert list(loose_writes([loose])) == ["jumprope.school.people.writes.add is neither @command nor @step"]


def test_a_mutation_makes_one_call_of_a_command() -> None:
    autodiscover_modules("graphql.mutations")
    assert api.declarations.mutations
    found = [
        name
        for name, mutation in api.declarations.mutations.items()
        if not isinstance(mutation.command, Command)
    ]
    assert not found, listed(found)


def keys_upwards(relations: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """Foreign keys (from app, field, to app) that point to a higher floor, or go round in a ring."""
    graph: dict[str, set[str]] = {}
    for source, field, target in relations:
        if FLOORS.index(source.split(".")[0]) < FLOORS.index(target.split(".")[0]):
            yield f"{field} points up, from {source} to {target}"
        if source != target:
            graph.setdefault(source, set()).add(target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        yield f"foreign keys go round in a ring: {' → '.join(error.args[1])}"


def _relations() -> Iterator[tuple[str, str, str]]:
    for model in django_apps.get_models():
        for field in model._meta.local_fields:
            target = field.related_model
            if isinstance(target, type) and issubclass(target, models.Model):
                ends = [m.__module__.split(".")[1:3] for m in (model, target)]
                if all(m.__module__.startswith("jumprope.") for m in (model, target)):
                    yield ".".join(ends[0]), str(field), ".".join(ends[1])


def test_foreign_keys_point_down() -> None:
    assert not (found := list(keys_upwards(_relations()))), listed(found)


def test_a_key_that_points_up_and_a_ring_are_noticed() -> None:
    assert len(list(keys_upwards([("school.people", "x", "mastery.policies")]))) == 1
    ring = [("school.people", "x", "school.courses"), ("school.courses", "y", "school.people")]
    assert len(list(keys_upwards(ring))) == 1


def test_the_apps_on_disk_are_the_apps_installed() -> None:
    installed = {
        name.removeprefix("jumprope.") for name in settings.INSTALLED_APPS if name.startswith("jumprope.")
    }
    assert {name for name in installed if not name.startswith("interfaces.")} == apps()


def test_house_md_lists_the_apps_by_floor() -> None:
    text = (ROOT / "docs" / "house.md").read_text(encoding="utf-8")
    for app in apps():
        floor, name = app.split(".")
        rows = [line for line in text.splitlines() if line.startswith(f"| {floor} ")]
        assert rows, f"docs/house.md has no row for the floor {floor}"
        assert f"`{name}`" in rows[0], f"docs/house.md does not list {app}"
