"""Relations bring their constraints and indexes, and survive being written into a migration."""

from collections.abc import Iterator

import pytest
from django.apps.registry import Apps
from django.db import models
from django.db.migrations.state import ModelState
from django.db.migrations.writer import MigrationWriter
from django.test.utils import isolate_apps

from jumprope.kit.tenancy import TenantForeignKey, TenantModel, TenantOneToOneField
from jumprope.kit.tenancy.constraints import TenantForeignKeyConstraint, TenantKey
from jumprope.kit.tenancy.fields import LONGEST_NAME, TenantField


@pytest.fixture(autouse=True)
def isolated() -> Iterator[None]:
    """Models that a test declares are gone after it."""
    with isolate_apps("jumprope.platform.tenancy"):
        yield


def test_relations_bring_their_keys_and_indexes() -> None:
    class Bell(TenantModel):
        school = TenantForeignKey("tenancy.School")
        tower = TenantOneToOneField("tenancy.School")

        class Meta(TenantModel.Meta):
            app_label = "tenancy"

    options = Bell._meta
    assert [(type(key), key.name) for key in options.constraints] == [
        (TenantForeignKeyConstraint, "tenancy_bell_school_tenant_fk"),
        (TenantForeignKeyConstraint, "tenancy_bell_tower_tenant_fk"),
        (models.UniqueConstraint, "tenancy_bell_tower_once"),
        (TenantKey, "tenancy_bell_tenant_key"),
    ]
    assert [index.fields for index in options.indexes] == [["tenant", "school"]]


def test_whom_no_two_rows_share_is_unique_in_the_tenant_and_not_by_the_column_alone() -> None:
    class Bell(TenantModel):
        tower = TenantOneToOneField("tenancy.School")

        class Meta(TenantModel.Meta):
            app_label = "tenancy"

    (key,) = (one for one in Bell._meta.constraints if one.name == "tenancy_bell_tower_once")
    assert isinstance(key, models.UniqueConstraint)
    assert key.fields == ("tenant", "tower")
    assert not Bell.tower.field.unique


def test_what_the_author_declares_stays() -> None:
    class Bell(TenantModel):
        school = TenantForeignKey("tenancy.School")

        class Meta(TenantModel.Meta):
            app_label = "tenancy"
            constraints = [models.UniqueConstraint(fields=["tenant", "school"], name="own")]
            indexes = [models.Index(fields=["school", "tenant"], name="own_index")]

    assert Bell._meta.constraints[0].name == "own"
    assert Bell._meta.indexes[0].name == "own_index"
    assert (len(Bell._meta.constraints), len(Bell._meta.indexes)) == (3, 2)


def test_nothing_is_deleted_in_passing() -> None:
    assert TenantForeignKey("tenancy.School").remote_field.on_delete is models.PROTECT
    assert TenantOneToOneField("tenancy.School").remote_field.on_delete is models.PROTECT
    assert TenantField().remote_field.on_delete is models.PROTECT


def test_no_name_is_too_long_for_mysql() -> None:
    class APieceOfEquipmentWithANameThatNobodyWouldChoose(TenantModel):
        the_school_that_it_belongs_to_since_its_foundation = TenantForeignKey(
            "tenancy.School", related_name="+"
        )
        the_school_that_it_belongs_to_since_its_renovation = TenantForeignKey(
            "tenancy.School", related_name="+"
        )

        class Meta(TenantModel.Meta):
            app_label = "tenancy"

    options = APieceOfEquipmentWithANameThatNobodyWouldChoose._meta
    names = [addition.name for addition in (*options.constraints, *options.indexes)]
    assert len(set(names)) == len(names) == 5
    assert max(map(len, names)) <= LONGEST_NAME


@pytest.mark.parametrize(
    "field",
    [
        TenantField(),
        TenantForeignKey("tenancy.School", null=True, related_name="bells"),
        TenantOneToOneField("tenancy.School"),
    ],
    ids=lambda field: type(field).__name__,
)
def test_a_field_survives_a_migration(field: "models.Field[object, object]") -> None:
    _name, _path, args, kwargs = field.deconstruct()
    again = type(field)(*args, **kwargs)
    assert again.deconstruct() == field.deconstruct()


@pytest.mark.parametrize(
    "constraint",
    [
        TenantKey(fields=["tenant", "id"], name="bell_key"),
        TenantForeignKeyConstraint(field="school", name="bell_school"),
    ],
    ids=lambda constraint: type(constraint).__name__,
)
def test_a_constraint_survives_a_migration(constraint: models.BaseConstraint) -> None:
    written, imports = MigrationWriter.serialize(constraint)
    scope: dict[str, object] = {}
    exec("\n".join(sorted(imports)), scope)  # noqa: S102 - this is how a migration is read
    assert eval(written, scope) == constraint  # noqa: S307
    assert constraint.clone() == constraint


def test_constraints_are_equal_by_what_they_say() -> None:
    constraint = TenantForeignKeyConstraint(field="school", name="bell_school")
    assert len({constraint, constraint.clone()}) == 1
    assert constraint != TenantForeignKeyConstraint(field="tower", name="bell_school")
    assert constraint != TenantForeignKeyConstraint(field="school", name="bell_tower")
    assert constraint != TenantKey(fields=["tenant", "id"], name="bell_school")


def test_models_that_a_migration_rebuilds_have_only_what_was_written_down() -> None:
    class Bell(TenantModel):
        school = TenantForeignKey("tenancy.School")

        class Meta(TenantModel.Meta):
            app_label = "tenancy"

    state = ModelState.from_model(Bell)
    assert len(state.options["constraints"]) == 2
    state.options["constraints"] = state.options["constraints"][:1]
    state.options["indexes"] = []

    rebuilt = state.render(Apps())
    assert rebuilt._meta.constraints == state.options["constraints"]
    assert rebuilt._meta.indexes == []
