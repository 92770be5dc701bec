"""A viewer holds what its account's roles let it do at this moment, in this tenant."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from jumprope.kit import clock
from jumprope.kit.permissions import Permission, Reach, Role, reach_of
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts.access import MANAGE_ACCOUNTS, READ_ACCOUNTS
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.permissions import reads
from jumprope.platform.permissions.factories import a_role, a_viewer, the_viewer_of
from jumprope.platform.permissions.models import RoleAssignment
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
TICK = timedelta(microseconds=1)

pytestmark = pytest.mark.usefixtures("tenant")


@pytest.mark.parametrize("of_school", [False, True], ids=["tenant", "school"])
@pytest.mark.parametrize("role", Role)
def test_every_role_holds_its_permissions_as_far_as_it_reaches(role: Role, of_school: bool) -> None:
    school = a_school() if of_school else None
    viewer = a_viewer(role, school=school)
    for permission in Permission.declared.values():
        expected = {reach_of(role, school_scope=of_school)} if role in permission.roles else set()
        assert {reach for reach in Reach if viewer.reaches_by(permission, reach)} == expected, permission
        assert viewer.may(permission) == bool(expected), permission
        schools = {school.pk} if school and expected == {Reach.SCHOOL} else set()
        assert set(viewer.schools[permission.name]) == schools, permission


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (-HOUR, None, True),
        (timedelta(0), None, True),
        (TICK, None, False),
        (-HOUR, TICK, True),
        (-HOUR, timedelta(0), False),
        (-HOUR, -TICK, False),
        (TICK, HOUR, False),
    ],
)
def test_a_role_is_held_from_its_start_until_before_its_end(
    since: timedelta, until: timedelta | None, holds: bool
) -> None:
    role = a_role(Role.TENANT_ADMIN, starts_at=NOON + since, ends_at=None if until is None else NOON + until)
    with clock.stopped_at(NOON):
        assert the_viewer_of(role.account).may(MANAGE_ACCOUNTS) == holds


def test_support_is_gone_when_its_time_is_over() -> None:
    with clock.stopped_at(NOON):
        role = a_role(Role.SUPPORT, ends_at=NOON + HOUR)
        assert the_viewer_of(role.account).may(READ_ACCOUNTS)
    with clock.stopped_at(NOON + HOUR):
        assert not the_viewer_of(role.account).may(READ_ACCOUNTS)


def test_a_disabled_account_holds_nothing() -> None:
    role = a_role(Role.TENANT_ADMIN, account=an_account(is_active=False))
    assert not the_viewer_of(role.account).may(MANAGE_ACCOUNTS)


def test_an_account_without_roles_holds_nothing() -> None:
    viewer = a_viewer()
    assert not any(viewer.may(permission) for permission in Permission.declared.values())


def test_nobody_holds_anothers_role() -> None:
    a_viewer(Role.TENANT_ADMIN)
    assert not a_viewer(Role.TEACHER).may(MANAGE_ACCOUNTS)


def test_nobody_holds_a_role_in_another_tenant(other_tenant: Tenant) -> None:
    admin = a_viewer(Role.TENANT_ADMIN)
    assert admin.account_id
    there = reads.viewer_of(tenant_id=other_tenant.pk, time_zone="UTC", account_id=admin.account_id)
    assert not there.may(MANAGE_ACCOUNTS)


def test_roles_add_up() -> None:
    elm, oak = a_school(), a_school()
    account = an_account()
    a_role(Role.SCHOOL_ADMIN, account=account, school=elm)
    a_role(Role.SCHOOL_ADMIN, account=account, school=oak)
    a_role(Role.TENANT_ADMIN, account=account)
    viewer = the_viewer_of(account)
    assert viewer.reaches_by(MANAGE_ACCOUNTS, Reach.TENANT)
    of_schools = [p for p in Permission.declared.values() if viewer.reaches_by(p, Reach.SCHOOL)]
    assert of_schools
    assert all(set(viewer.schools[permission.name]) == {elm.pk, oak.pk} for permission in of_schools)


def test_today_is_the_tenants_and_now_is_the_clocks(tenant: Tenant) -> None:
    tenant.time_zone = "Pacific/Kiritimati"
    tenant.save()
    with clock.stopped_at(NOON):
        viewer = a_viewer(Role.TEACHER)
        operator = Viewer.operator(tenant.pk, tenant.time_zone)
    assert (viewer.now, viewer.today) == (operator.now, operator.today) == (NOON, date(2026, 3, 3))


def test_a_viewer_costs_one_statement(tenant: Tenant, django_assert_num_queries: Callable[..., Any]) -> None:
    account = an_account()
    for _ in range(3):
        a_role(Role.SCHOOL_ADMIN, account=account, school=a_school())
    with django_assert_num_queries(1):
        reads.viewer_of(tenant_id=tenant.pk, time_zone=tenant.time_zone, account_id=account.pk)


def test_an_operator_may_do_everything_in_one_tenant(operator: Viewer) -> None:
    for permission in Permission.declared.values():
        assert operator.reaches_by(permission, Reach.TENANT)
    assert operator.account_id is None


def test_a_viewers_rows_are_those_of_its_tenant_whatever_the_scope(
    operator: Viewer, other_tenant: Tenant
) -> None:
    elm = a_school()
    with tenant_scope(other_tenant.pk):
        a_school()
        assert list(operator.rows(School)) == [elm]
        assert [tenant.pk for tenant in operator.rows(Tenant)] == [operator.tenant_id]


def test_a_role_says_whose_it_is_without_a_name() -> None:
    role = a_role(Role.TEACHER)
    assert str(role) == f"teacher of account {role.account_id}"
    assert RoleAssignment.objects.get() == role
