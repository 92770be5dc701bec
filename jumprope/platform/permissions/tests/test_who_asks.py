"""One statement from a session to the roles of whoever is signed in with it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.platform.accounts.access import SessionStore
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.accounts.models import Account
from jumprope.platform.permissions import reads
from jumprope.platform.permissions.factories import a_role
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import Tenant


@pytest.fixture
def account(tenant: Tenant) -> Account:  # noqa: ARG001 - it is made in the tenant in scope
    return an_account()


@pytest.fixture
def session(account: Account) -> str:
    """The key of a session that is signed in to the account."""
    client = Client()
    client.force_login(account)
    return str(client.session.session_key)


def asked(session: str, now: datetime | None = None) -> list[tuple[Any, ...]]:
    return list(reads.who_asks(session_key=session, now=now or clock.now()))


def test_someone_without_a_role_is_one_row(session: str, account: Account, tenant: Tenant) -> None:
    ((signed, *rest),) = asked(session)

    assert SessionStore().decode(signed)["_auth_user_id"] == str(account.pk)
    assert rest == [account.pk, account.password, tenant.pk, tenant.time_zone, None, None]


def test_each_role_that_is_held_now_is_a_row(
    session: str, account: Account, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    school, now = a_school(), clock.now()
    a_role(Role.TEACHER, account=account)
    a_role(Role.SCHOOL_ADMIN, account=account, school=school)
    a_role(Role.GUARDIAN, account=account, starts_at=now + timedelta(hours=1))
    a_role(Role.COUNSELLOR, account=account, starts_at=now - timedelta(hours=2), ends_at=now)
    a_role(Role.TENANT_ADMIN)

    with django_assert_num_queries(1):
        held = {tuple(row[-2:]) for row in asked(session)}

    assert held == {("teacher", None), ("school_admin", school.pk)}


def test_a_session_that_is_over_or_unknown_leads_to_nobody(session: str) -> None:
    assert asked("a" * 32) == []
    assert asked(session, datetime.now(UTC) + timedelta(hours=13)) == []
    assert len(asked(session)) == 1


def test_a_session_of_a_disabled_account_leads_to_nobody(session: str, account: Account) -> None:
    Account.objects.filter(pk=account.pk).update(is_active=False)

    assert asked(session) == []


def test_a_session_that_nobody_is_signed_in_to_leads_to_nobody(account: Account) -> None:
    store = SessionStore()
    store["seen"] = account.pk
    store.save()

    assert asked(str(store.session_key)) == []


def test_a_session_is_found_whatever_tenant_is_in_scope(
    session: str, account: Account, other_tenant: Tenant
) -> None:
    with tenant_scope(other_tenant.pk):
        assert [row[1] for row in asked(session)] == [account.pk]
