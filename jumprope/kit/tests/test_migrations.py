"""A new table is written whole, whatever order Django would write it in."""

import pytest
from django.db import models
from django.db.migrations import AddConstraint, AddField, AddIndex, AlterField, CreateModel
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.operations.base import Operation
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.state import ModelState, ProjectState
from django.test.utils import isolate_apps

from jumprope.kit.migrations import WholeTables, folded
from jumprope.kit.tenancy import TenantForeignKey, TenantModel
from jumprope.kit.tenancy.constraints import TenantForeignKeyConstraint, TenantKey

NOTHING_IS_THERE = MigrationQuestioner(specified_apps={"tenancy"})


def a_table(name: str) -> CreateModel:
    return CreateModel(name, [("id", models.BigAutoField(primary_key=True))])


def a_key(table: str) -> AddConstraint:
    return AddConstraint(table, TenantKey(fields=["tenant", "id"], name=f"{table}_key"))


def a_foreign_key(table: str, field: str) -> AddConstraint:
    return AddConstraint(table, TenantForeignKeyConstraint(field=field, name=f"{table}_{field}"))


def an_index(table: str) -> AddIndex:
    return AddIndex(table, models.Index(fields=["id"], name=f"{table}_index"))


def names(operations: list[Operation]) -> list[tuple[str, list[str]]]:
    """Each operation by its class, with the constraints and indexes that stand in it."""
    return [
        (type(operation).__name__, [addition.name for addition in _additions(operation)])
        for operation in operations
    ]


def _additions(operation: Operation) -> list[models.BaseConstraint | models.Index]:
    match operation:
        case CreateModel():
            return [*operation.options.get("constraints", []), *operation.options.get("indexes", [])]
        case AddConstraint():
            return [operation.constraint]
        case AddIndex():
            return [operation.index]
    return []


def test_what_is_added_to_a_new_table_stands_in_its_creation() -> None:
    operations = [a_table("Bell"), a_table("Clock"), a_key("Clock"), an_index("clock"), a_key("bell")]
    assert names(folded(operations)) == [
        ("CreateModel", ["bell_key"]),
        ("CreateModel", ["Clock_key", "clock_index"]),
    ]


def test_what_stands_there_already_stays() -> None:
    once = folded([a_table("Clock"), a_key("Clock")])
    assert names(folded([*once, an_index("Clock")])) == [("CreateModel", ["Clock_key", "Clock_index"])]


def test_what_is_added_to_an_old_table_stays_an_operation_of_its_own() -> None:
    operations = [a_table("Bell"), a_key("Clock"), an_index("Clock")]
    assert names(folded(operations)) == [
        ("CreateModel", []),
        ("AddConstraint", ["Clock_key"]),
        ("AddIndex", ["Clock_index"]),
    ]


def test_other_operations_stay_where_they_are() -> None:
    change = AlterField("Bell", "id", models.BigAutoField(primary_key=True))
    assert folded([change, a_table("Clock"), a_key("Clock")])[0] is change


def test_a_table_that_gets_a_field_later_gets_later_what_may_speak_of_it() -> None:
    operations = [
        a_table("Bell"),
        a_table("Clock"),
        AddField("Bell", "clock", models.BigIntegerField()),
        a_key("Bell"),
        a_foreign_key("Bell", "clock"),
        an_index("Bell"),
        a_foreign_key("Clock", "bell"),
    ]
    assert names(folded(operations)) == [
        ("CreateModel", ["Bell_key"]),
        ("CreateModel", ["Clock_bell"]),
        ("AddField", []),
        ("AddConstraint", ["Bell_clock"]),
        ("AddIndex", ["Bell_index"]),
    ]


def a_reference(table: str, field: str, target: str) -> AddField:
    return AddField(table, field, models.ForeignKey(target, models.PROTECT))


def test_a_table_is_created_before_those_that_point_at_it() -> None:
    bell = a_table("Bell")
    operations = [bell, a_table("Chime"), a_table("Tower"), a_reference("bell", "tower", "a.Tower")]
    ordered = folded([*operations, a_foreign_key("Bell", "tower")])
    assert names(ordered) == [("CreateModel", []), ("CreateModel", ["Bell_tower"]), ("CreateModel", [])]
    assert [each.name for each in ordered if isinstance(each, CreateModel)] == ["Tower", "Bell", "Chime"]
    assert [name for name, _ in bell.fields] == ["id", "tower"]


def test_tables_that_point_at_each_other_stay_where_they_are() -> None:
    tower = a_table("Tower")
    tower.fields.append(("bell", models.ForeignKey("a.Bell", models.PROTECT)))
    operations = [a_table("Bell"), tower, a_reference("bell", "tower", "a.Tower")]
    assert folded(operations) == operations


def test_a_relation_through_another_table_holds_no_constraint_up() -> None:
    relation = AddField("Bell", "clocks", models.ManyToManyField("a.Clock", through="a.Chime"))
    operations = [a_table("Bell"), a_table("Chime"), relation, a_key("Bell"), an_index("Bell")]
    assert names(folded(operations)) == [
        ("CreateModel", ["Bell_key", "Bell_index"]),
        ("CreateModel", []),
        ("AddField", []),
    ]


@pytest.mark.parametrize(
    ("autodetector", "operations"),
    [(MigrationAutodetector, 6), (WholeTables, 2)],
    ids=["by Django", "by us"],
)
@isolate_apps("jumprope.platform.tenancy")
def test_the_autodetector_writes_one_operation_for_each_new_table(
    autodetector: type[MigrationAutodetector], operations: int
) -> None:
    class Bell(TenantModel):
        class Meta(TenantModel.Meta):
            app_label = "tenancy"

    class Clock(TenantModel):
        bell = TenantForeignKey(Bell)

        class Meta(TenantModel.Meta):
            app_label = "tenancy"

    before, after = ProjectState(), ProjectState()
    for model in (Bell, Clock):
        after.add_model(ModelState.from_model(model))
    changes = autodetector(before, after, NOTHING_IS_THERE).changes(graph=MigrationGraph())
    assert sum(len(migration.operations) for migration in changes["tenancy"]) == operations
