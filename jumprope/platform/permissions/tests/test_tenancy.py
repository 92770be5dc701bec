"""The database itself keeps a row from pointing at another tenant's: whoever writes it, and however.

Role assignments stand for every table, since all of them get their relations from the same fields; that every
relation of the product has its key in the database is shown at the end.
"""

import re
from collections.abc import Callable, Iterator
from contextvars import Context
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import NoTenant, TenantModel, across_tenants, tenant_scope
from jumprope.kit.tenancy.constraints import TenantForeignKeyConstraint
from jumprope.platform.permissions.factories import a_role
from jumprope.platform.permissions.models import RoleAssignment
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant


@pytest.fixture
def role(tenant: Tenant) -> RoleAssignment:  # noqa: ARG001 - it is made in the tenant's scope
    """A role in a school of the tenant in scope."""
    return a_role(Role.SCHOOL_ADMIN, school=a_school())


@pytest.fixture
def strange(other_tenant: Tenant) -> School:
    """A school of the other tenant."""
    with tenant_scope(other_tenant.pk):
        return a_school()


def new_role(role: RoleAssignment, **changes: Any) -> RoleAssignment:
    values = {"role": Role.COUNSELLOR, "starts_at": role.starts_at, "account_id": role.account_id}
    return RoleAssignment(**values | changes)


def execute(sql: str, *values: int | None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


INSERT = """
INSERT INTO permissions_roleassignment (tenant_id, role, reason, starts_at, account_id, school_id)
SELECT tenant_id, role, reason, starts_at, account_id, %s FROM permissions_roleassignment
"""
POINTING_ABROAD: list[Callable[[RoleAssignment, School], Any]] = [
    lambda role, strange: new_role(role, school=strange).save(),
    lambda role, strange: new_role(role, school_id=strange.pk).save(force_insert=True),
    lambda role, strange: RoleAssignment.objects.bulk_create([new_role(role, school_id=strange.pk)]),
    lambda role, strange: RoleAssignment.objects.update(school=strange),
    lambda role, strange: RoleAssignment.objects.update(school_id=strange.pk),
    lambda role, strange: strange.role_assignments.add(role, bulk=True),
    lambda role, strange: execute(INSERT, strange.pk),
    lambda role, strange: execute("UPDATE permissions_roleassignment SET school_id = %s", strange.pk),
]
MOVING: list[Callable[[RoleAssignment, School], Any]] = [
    lambda role, strange: execute("UPDATE permissions_roleassignment SET tenant_id = %s", strange.tenant_id),
    lambda role, strange: execute(
        "UPDATE tenancy_school SET tenant_id = %s WHERE id = %s", strange.tenant_id, role.school_id
    ),
    lambda role, strange: execute(
        "UPDATE accounts_account SET tenant_id = %s WHERE id = %s", strange.tenant_id, role.account_id
    ),
]
LEAVING_BEHIND: list[Callable[[RoleAssignment, School], Any]] = [
    lambda role, strange: execute("DELETE FROM tenancy_school WHERE id = %s", role.school_id),
    lambda role, strange: execute("DELETE FROM accounts_account WHERE id = %s", role.account_id),
    lambda role, strange: execute("UPDATE permissions_roleassignment SET school_id = 4711"),
]
ATTEMPTS = POINTING_ABROAD + MOVING + LEAVING_BEHIND


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=range(len(ATTEMPTS)))
def test_the_database_refuses_at_once(
    attempt: Callable[[RoleAssignment, School], Any], role: RoleAssignment, strange: School
) -> None:
    before = (role.tenant_id, role.account_id, role.school_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        attempt(role, strange)
    with across_tenants():
        assert list(RoleAssignment.objects.values_list("tenant", "account", "school")) == [before]


def test_within_the_tenant_all_of_that_is_allowed(role: RoleAssignment) -> None:
    oak = a_school(name="Oak")
    new_role(role, school=oak).save()
    RoleAssignment.objects.bulk_create([new_role(role, school=oak)])
    assert RoleAssignment.objects.update(school=oak) == 3
    execute(INSERT, oak.pk)
    assert RoleAssignment.objects.filter(school=oak).count() == 6


def test_what_is_pointed_at_cannot_be_deleted(role: RoleAssignment) -> None:
    assert role.school
    with pytest.raises(models.ProtectedError):
        role.school.delete()
    assert School.objects.exists()


def test_from_a_row_only_rows_of_its_tenant_are_reached(role: RoleAssignment, other_tenant: Tenant) -> None:
    unloaded = RoleAssignment.objects.get(pk=role.pk)
    with tenant_scope(other_tenant.pk):
        with pytest.raises(School.DoesNotExist):
            _ = unloaded.school
        assert not role.school.role_assignments.exists()  # type: ignore[union-attr]
    assert unloaded.school == role.school


def test_rows_that_were_loaded_do_not_lead_outside(role: RoleAssignment) -> None:
    unloaded = RoleAssignment.objects.get(pk=role.pk)
    for question in (
        lambda: unloaded.school,
        lambda: list(role.account.role_assignments.all()),
        lambda: models.prefetch_related_objects([unloaded], "school"),
        lambda: RoleAssignment.objects.prefetch_related("school"),
    ):
        with pytest.raises(NoTenant):
            Context().run(question)


def _relations() -> Iterator[tuple[type[models.Model], TenantForeignKeyConstraint]]:
    for model in apps.get_models():
        if issubclass(model, TenantModel) and not model._meta.proxy:
            for constraint in model._meta.constraints:
                if isinstance(constraint, TenantForeignKeyConstraint):
                    yield model, constraint


def _keys_in_the_database(table: str) -> dict[tuple[str, ...], tuple[str, list[str]]]:
    """Foreign keys by their columns: the table and the columns that they point at."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                'SELECT id, "table", "from", "to" FROM pragma_foreign_key_list(%s) ORDER BY id, seq', [table]
            )
        else:
            cursor.execute(
                "SELECT constraint_name, referenced_table_name, column_name, referenced_column_name"
                " FROM information_schema.key_column_usage"
                " WHERE table_schema = DATABASE() AND table_name = %s AND referenced_table_name IS NOT NULL"
                " ORDER BY constraint_name, ordinal_position",
                [table],
            )
        found: dict[Any, tuple[str, list[str], list[str]]] = {}
        for key, target, column, target_column in cursor.fetchall():
            _, columns, target_columns = found.setdefault(key, (target, [], []))
            columns.append(column)
            target_columns.append(target_column)
    return {tuple(columns): (target, target_columns) for target, columns, target_columns in found.values()}


@pytest.mark.django_db
def test_every_relation_between_tenants_rows_has_its_key_in_the_database() -> None:
    relations = list(_relations())
    assert {RoleAssignment} < {model for model, _ in relations}
    for model, constraint in relations:
        field: Any = model._meta.get_field(constraint.field)
        keys = _keys_in_the_database(model._meta.db_table)
        target = field.related_model._meta.db_table
        assert keys.get(("tenant_id", field.column)) == (target, ["tenant_id", "id"]), constraint.name
        assert (field.column,) not in keys, f"{constraint.name}: and a plain one, that is checked for nothing"


@pytest.mark.django_db
def test_every_tenants_row_points_at_its_tenant() -> None:
    for model in apps.get_models():
        if issubclass(model, TenantModel):
            assert _keys_in_the_database(model._meta.db_table).get(("tenant_id",)) == (
                "tenancy_tenant",
                ["id"],
            )


@pytest.mark.parametrize(
    "rows",
    [
        lambda: RoleAssignment.objects.filter(school__name="Oak"),
        lambda: School.objects.filter(role_assignments__role=Role.SUPPORT),
    ],
    ids=["from the row", "from what it points at"],
)
def test_a_join_says_that_both_rows_are_of_one_tenant(
    rows: Callable[[], "models.QuerySet[Any]"], tenant: Tenant
) -> None:
    assert tenant.pk
    sql = str(rows().query).replace("`", '"')
    (joined,) = re.findall(r" AND \(?(\S+) = \(?(\S+?)\)+ WHERE ", sql)
    assert sorted(joined) == [
        '"permissions_roleassignment"."tenant_id"',
        '"tenancy_school"."tenant_id"',
    ]


def test_where_nothing_is_joined_there_is_nothing_to_say(role: RoleAssignment) -> None:
    """Django begins the inner query of an exclusion at the roles, and leaves the schools out."""
    assert not School.objects.exclude(role_assignments__role=role.role).exists()
    assert School.objects.exclude(role_assignments__role=Role.SUPPORT).get() == role.school
