"""The composite foreign key can be added to live tables and taken away again, and holds while it is there."""

from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models
from django.db.migrations import AddConstraint, CreateModel, RemoveConstraint
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

from jumprope.kit.tenancy import TenantForeignKey
from jumprope.kit.tenancy.constraints import TenantForeignKeyConstraint, TenantKey
from jumprope.kit.tenancy.fields import TenantField

MAPLE, CEDAR = 1, 2
WITHOUT_QUOTES = str.maketrans("", "", '"`')
KEY = TenantForeignKeyConstraint(field="tower", name="tenancy_bell_tower_tenant_fk")
TOWER = CreateModel(
    "Tower",
    [("id", models.BigAutoField(primary_key=True)), ("tenant", TenantField(db_constraint=False))],
    {"constraints": [TenantKey(fields=["tenant", "id"], name="tenancy_tower_tenant_key")]},
)
BELL = CreateModel(
    "Bell",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("tenant", TenantField(db_constraint=False)),
        ("tower", TenantForeignKey("tenancy.Tower", null=True)),
    ],
)


class LiveTables:
    """Towers and bells as a series of migrations makes and changes them."""

    def __init__(self) -> None:
        self.state: ProjectState = MigrationLoader(connection).project_state()

    def migrate(self, operation: Operation) -> None:
        before, self.state = self.state, self.state.clone()
        operation.state_forwards("tenancy", self.state)
        editor = connection.schema_editor()
        try:
            with editor:
                operation.database_forwards("tenancy", editor, before, self.state)
        except IntegrityError as error:
            if (
                connection.in_atomic_block
            ):  # SQLite is asked for violations at the end, and Django stops there
                editor.atomic.__exit__(type(error), error, None)
                connection.enable_constraint_checking()
            raise

    def insert(self, table: str, **row: int) -> None:
        columns, places = ", ".join(row), ", ".join(["%s"] * len(row))
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO tenancy_{table} ({columns}) VALUES ({places})", [*row.values()])  # noqa: S608

    def drop(self) -> None:
        for table in ("Bell", "Tower"):
            with connection.schema_editor() as editor:
                editor.delete_model(self.state.apps.get_model("tenancy", table))


@pytest.fixture
def tables(transactional_db: None) -> Iterator[LiveTables]:  # noqa: ARG001
    """A tower of each tenant."""
    live = LiveTables()
    live.migrate(TOWER)
    live.migrate(BELL)
    live.insert("tower", id=1, tenant_id=MAPLE)
    live.insert("tower", id=2, tenant_id=CEDAR)
    try:
        yield live
    finally:
        live.drop()


def test_a_live_table_is_held_to_its_tenant_from_the_migration_on(tables: LiveTables) -> None:
    tables.insert("bell", id=1, tenant_id=MAPLE, tower_id=1)
    tables.migrate(AddConstraint("Bell", KEY))
    tables.insert("bell", id=2, tenant_id=MAPLE, tower_id=1)
    with pytest.raises(IntegrityError):
        tables.insert("bell", id=3, tenant_id=MAPLE, tower_id=2)


def test_a_live_table_with_a_strangers_row_cannot_be_held(tables: LiveTables) -> None:
    tables.insert("bell", id=1, tenant_id=MAPLE, tower_id=2)
    with pytest.raises(IntegrityError):
        tables.migrate(AddConstraint("Bell", KEY))
    tables.insert("bell", id=2, tenant_id=MAPLE, tower_id=2)


def test_a_live_table_is_let_go_again(tables: LiveTables) -> None:
    tables.migrate(AddConstraint("Bell", KEY))
    tables.migrate(RemoveConstraint("Bell", KEY.name))
    tables.insert("bell", id=1, tenant_id=MAPLE, tower_id=2)


def test_mysql_is_told_in_two_statements(tables: LiveTables) -> None:
    """SQLite knows neither: there Django copies the table."""
    Bell = tables.state.apps.get_model("tenancy", "Bell")
    statements = [sql(Bell, connection.schema_editor()) for sql in (KEY.create_sql, KEY.remove_sql)]
    assert [str(statement).translate(WITHOUT_QUOTES) for statement in statements] == [
        "ALTER TABLE tenancy_bell ADD CONSTRAINT tenancy_bell_tower_tenant_fk "
        "FOREIGN KEY (tenant_id, tower_id) REFERENCES tenancy_tower (tenant_id, id)",
        "ALTER TABLE tenancy_bell DROP FOREIGN KEY tenancy_bell_tower_tenant_fk",
    ]


def test_full_clean_says_the_same_in_words(tables: LiveTables) -> None:
    Bell = tables.state.apps.get_model("tenancy", "Bell")
    own, strangers, nobodys = (Bell(tenant_id=MAPLE, tower_id=tower) for tower in (1, 2, None))
    for bell in (own, nobodys):
        KEY.validate(Bell, bell)
    with pytest.raises(ValidationError, match="not in the same tenant"):
        KEY.validate(Bell, strangers)
    KEY.validate(Bell, strangers, exclude={"tower"})
