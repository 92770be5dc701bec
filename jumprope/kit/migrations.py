"""How migrations are written: a new table is created whole, with its indexes and constraints."""

from typing import Any

from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.models import ForeignKey

from jumprope.kit.tenancy.constraints import TenantKey


class WholeTables(MigrationAutodetector):
    """Django's autodetector, but what is added to a table that the same migration creates stands in its
    creation.

    Added one by one, each constraint has SQLite copy the table, and a composite key to a table can come
    before the unique key that MySQL wants to find there.
    """

    def _optimize_migrations(self) -> None:
        super()._optimize_migrations()  # type: ignore[misc]
        for migrations in self.migrations.values():  # type: ignore[attr-defined]
            for migration in migrations:
                migration.operations = folded(migration.operations)


def folded(operations: list[Operation]) -> list[Operation]:
    """The same operations, with indexes and constraints moved into the creation of their table where it is
    there.

    A table that gets a field later, because two tables point at each other, also gets its constraints
    later: they may speak of that field. Only its tenant key, which the other one's foreign key needs, never
    waits. A relation through another table is no column, and no constraint speaks of it.
    """
    operations = targets_first(operations)
    created = {
        operation.name_lower: operation for operation in operations if isinstance(operation, CreateModel)
    }
    completed_later = {
        operation.model_name_lower
        for operation in operations
        if isinstance(operation, AddField) and not operation.field.many_to_many
    }
    kept: list[Operation] = []
    for operation in operations:
        match operation:
            case AddConstraint(model_name_lower=name, constraint=constraint) if name in created and (
                name not in completed_later or isinstance(constraint, TenantKey)
            ):
                _put(created[name], "constraints", constraint)
            case AddIndex(model_name_lower=name, index=index) if (
                name in created and name not in completed_later
            ):
                _put(created[name], "indexes", index)
            case _:
                kept.append(operation)
    return kept


def targets_first(operations: list[Operation]) -> list[Operation]:
    """The same operations, but a table that another one of them points at is created before it.

    Django creates tables by their names, and adds a foreign key later where its target comes later. A target
    that needs the other table, or what is created between the two, stays where it is.
    """
    ordered = list(operations)
    for operation in operations:
        if isinstance(operation, AddField) and isinstance(operation.field, ForeignKey):
            _create_target_first(ordered, operation, operation.field)
    return ordered


def _create_target_first(ordered: list[Operation], addition: AddField, key: "ForeignKey[Any, Any]") -> None:
    app, _, target = str(key.remote_field.model).lower().rpartition(".")
    creations = {each.name_lower: each for each in ordered if isinstance(each, CreateModel)}
    if not {addition.model_name_lower, target} <= creations.keys():
        return
    table, needed = creations[addition.model_name_lower], creations[target]
    before = ordered[ordered.index(table) : ordered.index(needed)]
    if any(isinstance(each, CreateModel) and needed.references_model(each.name, app) for each in before):
        return
    ordered.remove(needed)
    ordered.insert(ordered.index(table), needed)
    ordered.remove(addition)
    table.fields.append((addition.name, key))


def _put(creation: CreateModel, option: str, addition: object) -> None:
    creation.options[option] = [*creation.options.get(option, []), addition]
