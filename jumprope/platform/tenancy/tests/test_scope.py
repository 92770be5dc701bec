"""No tenant, no rows: whichever way they are asked for, made or changed."""

from collections.abc import Callable
from contextvars import Context
from typing import Any

import pytest
from django.db import transaction
from django.db.models import prefetch_related_objects

from jumprope.kit.tenancy import NoTenant, across_tenants, tenant_scope
from jumprope.kit.tenancy.scope import WrongTenant, every_tenant_in_scope, tenant_in_scope
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant


@pytest.fixture
def elm(tenant: Tenant) -> School:  # noqa: ARG001 - it is made in the tenant's scope
    """A school of the tenant in scope."""
    return a_school(name="Elm")


@pytest.fixture
def strange(other_tenant: Tenant) -> School:
    """A school of the other tenant."""
    with tenant_scope(other_tenant.pk):
        return a_school(name="Strange")


def test_scopes_end_where_they_began() -> None:
    with pytest.raises(NoTenant, match="no tenant in scope"):
        tenant_in_scope()
    with tenant_scope(1):
        with tenant_scope(2):
            assert tenant_in_scope() == 2
        with across_tenants():
            assert every_tenant_in_scope()
            with pytest.raises(NoTenant, match="all tenants in scope"):
                tenant_in_scope()
        assert tenant_in_scope() == 1
        assert not every_tenant_in_scope()


def test_scopes_end_with_an_error() -> None:
    for scope in (tenant_scope(1), across_tenants()):
        with pytest.raises(ZeroDivisionError), scope:
            raise ZeroDivisionError
        with pytest.raises(NoTenant):
            tenant_in_scope()


QUESTIONS: list[Callable[[School], Any]] = [
    lambda school: School.objects.all(),
    lambda school: School._base_manager.all(),
    lambda school: School._default_manager.all(),
    lambda school: School.objects.filter(pk=school.pk),
    lambda school: School.objects.count(),
    lambda school: School.objects.first(),
    lambda school: school.refresh_from_db(),
    lambda school: school.role_assignments.all(),
    lambda school: prefetch_related_objects([school], "role_assignments"),
    lambda school: school.full_clean(),
]
CHANGES: list[Callable[[School], Any]] = [
    lambda school: School(name="Oak").save(),
    lambda school: School(name="Oak").save(force_insert=True),
    lambda school: School.objects.create(name="Oak"),
    lambda school: School.objects.get_or_create(name="Oak"),
    lambda school: School.objects.update_or_create(name="Elm", defaults={"name": "Oak"}),
    lambda school: School.objects.bulk_create([School(name="Oak")]),
    lambda school: School.objects.bulk_update([school], ["name"]),
    lambda school: School.objects.update(name="Oak"),
    lambda school: School.objects.all().delete(),
    lambda school: school.save(),
    lambda school: school.save(update_fields=["name"]),
]


@pytest.mark.parametrize("action", QUESTIONS + CHANGES, ids=range(len(QUESTIONS + CHANGES)))
def test_outside_of_a_tenant_everything_is_a_bug(action: Callable[[School], Any], elm: School) -> None:
    outside = Context()
    with pytest.raises(NoTenant), transaction.atomic():
        outside.run(action, elm)
    assert [school.name for school in School.objects.all()] == ["Elm"]


def test_inside_there_are_the_tenants_rows_only(elm: School, strange: School) -> None:
    assert list(School.objects.all()) == [elm]
    assert not School.objects.filter(pk=strange.pk).exists()
    with pytest.raises(School.DoesNotExist):
        strange.refresh_from_db()
    assert School.objects.update(name="Mine") == 1
    with across_tenants():
        assert set(School.objects.values_list("name", flat=True)) == {"Mine", "Strange"}


def test_a_row_is_made_in_the_tenant_in_scope(tenant: Tenant) -> None:
    assert School(name="Oak").tenant_id == tenant.pk
    assert School.objects.get_or_create(name="Oak")[0].tenant_id == tenant.pk
    School.objects.bulk_create([School(name="Ash")])
    assert {school.tenant_id for school in School.objects.all()} == {tenant.pk}


MOVES: list[Callable[[School, Tenant], Any]] = [
    lambda school, tenant: School(name="Oak", tenant=tenant).save(),
    lambda school, tenant: School.objects.create(name="Oak", tenant=tenant),
    lambda school, tenant: School.objects.bulk_create([School(name="Oak", tenant_id=tenant.pk)]),
    lambda school, tenant: move(school, tenant).save(),
    lambda school, tenant: move(school, tenant).save(update_fields=["tenant"]),
    lambda school, tenant: School.objects.bulk_update([move(school, tenant)], ["tenant"]),
    lambda school, tenant: School.objects.update(tenant=tenant),
    lambda school, tenant: School.objects.update(tenant_id=tenant.pk),
]


def move(school: School, tenant: Tenant) -> School:
    school.tenant = tenant
    return school


@pytest.mark.parametrize("change", MOVES, ids=range(len(MOVES)))
def test_a_row_is_neither_made_in_nor_moved_to_another_tenant(
    change: Callable[[School, Tenant], Any], tenant: Tenant, elm: School, other_tenant: Tenant
) -> None:
    with pytest.raises(WrongTenant), transaction.atomic():
        change(elm, other_tenant)
    with across_tenants():
        assert [school.tenant_id for school in School.objects.all()] == [tenant.pk]


@pytest.mark.usefixtures("elm")
def test_a_strangers_row_is_not_changed_by_saving_it(strange: School) -> None:
    strange.name = "Mine"
    with pytest.raises(WrongTenant), transaction.atomic():
        strange.save()
    with across_tenants():
        assert School.objects.get(pk=strange.pk).name == "Strange"


def test_across_tenants_nothing_is_made(tenant: Tenant) -> None:
    with across_tenants(), pytest.raises(NoTenant), transaction.atomic():
        School(name="Oak", tenant=tenant).save()
    assert not School.objects.exists()
