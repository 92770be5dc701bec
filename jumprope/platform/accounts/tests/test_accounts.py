"""Accounts are made, given passwords and disabled by those who may, and seen by those who look after them."""

from typing import Any

import pytest

from jumprope.kit.command import NotInACommand
from jumprope.kit.errors import NotFound, Refused
from jumprope.kit.permissions import Permission, Reach
from jumprope.kit.tenancy import across_tenants, tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts import access, reads, writes
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.accounts.models import Account
from jumprope.platform.tenancy.models import Tenant
from tests.outcomes import refused

PASSWORD = "correct horse battery staple"
OTHER_PASSWORD = "a quite different password"


@pytest.fixture
def ada(tenant: Tenant) -> Account:  # noqa: ARG001 - it is made in the tenant's scope
    return an_account(email="ada@maple.example", password=PASSWORD)


@pytest.fixture
def strange(other_tenant: Tenant) -> Account:
    """Someone of the other tenant."""
    with tenant_scope(other_tenant.pk):
        return an_account(email="ada@maple.example", password=PASSWORD)


def a_viewer_with(account: Account, *held: tuple[Permission, Reach]) -> Viewer:
    """The viewer of an account with these permissions."""
    return Viewer(
        tenant_id=account.tenant_id,
        account_id=account.pk,
        now=None,
        today=None,
        reaches={(permission.name, reach.value) for permission, reach in held},
        schools={},
    )


def test_an_account_says_nothing_of_its_holder(ada: Account) -> None:
    assert str(ada) == f"Account {ada.pk}"


@pytest.mark.usefixtures("tenant")
def test_an_account_is_made_only_by_a_command() -> None:
    with pytest.raises(NotInACommand):
        writes.create(email="ada@maple.example", display_name="Ada", password=None)
    assert not Account.objects.exists()


def test_a_new_password_takes_the_place_of_the_old_one(ada: Account, operator: Viewer) -> None:
    writes.set_password(viewer=operator, account_id=ada.pk, password=OTHER_PASSWORD)
    ada.refresh_from_db()
    assert ada.check_password(OTHER_PASSWORD)
    assert not ada.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "at least 15 characters"),
        ("fourteen chars", "at least 15 characters"),
        ("1qaz2wsx3edc4rfv", "too common"),
    ],
)
def test_a_password_that_would_be_guessed_is_refused(
    ada: Account, operator: Viewer, password: str, reason: str
) -> None:
    with pytest.raises(writes.PasswordWeak, match=reason) as refusal:
        writes.set_password(viewer=operator, account_id=ada.pk, password=password)
    assert [(problem.code, problem.field) for problem in refusal.value.problems] == [
        ("password_weak", "password")
    ]
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)


@pytest.mark.parametrize("character", ["\0", "\n", "\x7f"])
def test_a_password_with_a_control_character_is_refused(
    ada: Account, operator: Viewer, character: str
) -> None:
    with refused(("value_unprintable", "password")):
        writes.set_password(viewer=operator, account_id=ada.pk, password=f"{OTHER_PASSWORD}{character}")
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD)


def test_a_disabled_account_stays_disabled(ada: Account, operator: Viewer) -> None:
    for _ in range(2):
        assert writes.disable(viewer=operator, account_id=ada.pk).account_id == ada.pk
    ada.refresh_from_db()
    assert not ada.is_active


@pytest.mark.parametrize(
    ("command", "arguments"), [(writes.disable, {}), (writes.set_password, {"password": OTHER_PASSWORD})]
)
def test_another_tenants_account_and_none_are_both_absent(
    command: Any, arguments: dict[str, str], strange: Account, operator: Viewer
) -> None:
    for account_id in (strange.pk, strange.pk + 1):
        with pytest.raises(NotFound) as refused:
            command(viewer=operator, account_id=account_id, **arguments)
        assert refused.value.problems[0].field == "account_id"
    with across_tenants():
        unchanged = Account.objects.get()
    assert unchanged.is_active
    assert unchanged.password == strange.password


@pytest.mark.parametrize(
    ("command", "arguments"), [(writes.disable, {}), (writes.set_password, {"password": OTHER_PASSWORD})]
)
@pytest.mark.parametrize(
    "held", [[], [(access.READ_ACCOUNTS, Reach.TENANT)], [(access.MANAGE_ACCOUNTS, Reach.SCHOOL)]], ids=len
)
def test_who_may_not_manage_accounts_changes_none(
    command: Any, arguments: dict[str, str], held: list[tuple[Permission, Reach]], ada: Account
) -> None:
    viewer = a_viewer_with(an_account(), *held)
    with pytest.raises(Refused) as refused:
        command(viewer=viewer, account_id=ada.pk, **arguments)
    assert [problem.code for problem in refused.value.problems] == ["not_found"]
    ada.refresh_from_db()
    assert ada.is_active
    assert ada.check_password(PASSWORD)


def test_everyone_sees_their_own_account_and_those_who_look_after_them_all(
    ada: Account, strange: Account
) -> None:
    grace = an_account()

    def seen(*held: tuple[Permission, Reach]) -> set[Account]:
        return set(Account.objects.filter(access.visible(a_viewer_with(ada, *held))))

    assert seen() == {ada}
    assert seen((access.READ_ACCOUNTS, Reach.TENANT)) == {ada, grace}
    assert seen((access.READ_ACCOUNTS, Reach.SCHOOL)) == {ada}
    assert strange not in seen((access.READ_ACCOUNTS, Reach.TENANT))


def test_an_account_is_known_in_its_tenant(ada: Account, strange: Account) -> None:
    assert reads.known(ada.pk)
    assert not reads.known(strange.pk)
    assert not reads.known(strange.pk + 1)


@pytest.mark.usefixtures("strange")
def test_an_address_leads_to_its_account_in_the_tenant(ada: Account) -> None:
    assert reads.id_of(" ADA@maple.example") == ada.pk
    assert reads.id_of("eve@maple.example") is None
