"""How migrations are written: a new table is created whole, with its indexes and constraints."""

from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.operations import AddConstraint, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation


class WholeTables(MigrationAutodetector):
    """Django's autodetector, but what is added to a table that the same migration creates stands in its creation.

    Added one by one, each constraint has SQLite copy the table, and a composite key to a table can come before the
    unique key that MySQL wants to find there.
    """

    def _optimize_migrations(self) -> None:
        super()._optimize_migrations()
        for migrations in self.migrations.values():
            for migration in migrations:
                migration.operations = folded(migration.operations)


def folded(operations: list[Operation]) -> list[Operation]:
    """The same operations, with indexes and constraints moved into the creation of their table where it is there."""
    created = {operation.name_lower: operation for operation in operations if isinstance(operation, CreateModel)}
    kept: list[Operation] = []
    for operation in operations:
        if isinstance(operation, AddConstraint | AddIndex) and operation.model_name_lower in created:
            options = created[operation.model_name_lower].options
            key, addition = (
                ("constraints", operation.constraint)
                if isinstance(operation, AddConstraint)
                else ("indexes", operation.index)
            )
            options[key] = [*options.get(key, []), addition]
        else:
            kept.append(operation)
    return kept
