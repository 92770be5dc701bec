"""Migrations run on live tables: after an app's first one, one operation each, and none that old code cannot
live with.
"""

from collections.abc import Iterator

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

CHANGES_BOTH = (migrations.RunPython, migrations.RunSQL)


def unsafe(migration: migrations.Migration) -> Iterator[str]:
    """What makes a migration dangerous on a table that is being used."""
    if migration.initial:
        if not all(map(_creates, migration.operations)):
            yield "a first migration creates whole tables and nothing else"
        return
    if len(migration.operations) != 1:
        yield f"{len(migration.operations)} operations; MySQL cannot roll back DDL, so one each"
    for operation in migration.operations:
        yield from _unsafe(operation)


def _creates(operation: Operation) -> bool:
    """Whether it makes a table, or names a relation through one, which changes no table."""
    if isinstance(operation, migrations.AddField):
        return isinstance(operation.field, models.ManyToManyField)
    return isinstance(operation, migrations.CreateModel)


def _unsafe(operation: Operation) -> Iterator[str]:
    if isinstance(operation, migrations.AddField):
        field = operation.field
        if not field.null and not field.has_db_default():
            yield f"{operation.name}: give it a db_default, or code of the last release cannot insert"
    if isinstance(operation, migrations.RenameField | migrations.RenameModel):
        yield "a renaming breaks the code of the last release: add, backfill, then remove"
    if isinstance(operation, CHANGES_BOTH) and not operation.reversible:
        yield "say how to go back, or that there is nothing to undo"


def own() -> list[migrations.Migration]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return [m for m in loader.disk_migrations.values() if m.__module__.startswith("jumprope.")]


@pytest.mark.parametrize("migration", own(), ids=str)
def test_a_migration_is_safe_on_a_live_table(migration: migrations.Migration) -> None:
    assert not list(unsafe(migration))


def planted(*planted_operations: Operation, first: bool = False) -> migrations.Migration:
    class Planted(migrations.Migration):
        operations = list(planted_operations)
        initial = first

    return Planted("0002_x", "x")


REQUIRED = migrations.AddField("a", "b", models.IntegerField(default=0))
HARMLESS = migrations.AddField("a", "b", models.IntegerField(db_default=0))


@pytest.mark.parametrize(
    "fault",
    [
        planted(REQUIRED),
        planted(HARMLESS, HARMLESS),
        planted(migrations.RenameField("a", "b", "c")),
        planted(migrations.RunPython(lambda apps, editor: None)),
        planted(HARMLESS, first=True),
    ],
)
def test_a_dangerous_migration_is_noticed(fault: migrations.Migration) -> None:
    assert list(unsafe(fault))


def test_a_harmless_migration_passes() -> None:
    assert not list(unsafe(planted(HARMLESS)))
    through = models.ManyToManyField("a.B", through="a.AB")
    assert not list(unsafe(planted(migrations.AddField("a", "b", through), first=True)))
