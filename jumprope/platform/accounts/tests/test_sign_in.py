"""Who is let in, who is not, and that nobody learns why."""

from collections.abc import Callable, Iterator
from contextvars import Context
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth import get_user
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client, RequestFactory

from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts import writes
from jumprope.platform.accounts.access import AccountBackend
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.accounts.models import Account
from jumprope.platform.tenancy.models import Tenant

PASSWORD = "correct horse battery staple"
ADA = "ada@maple.example"


@pytest.fixture
def ada(tenant: Tenant) -> Account:  # noqa: ARG001 - it is made in the tenant's scope
    return an_account(email=ADA, password=PASSWORD)


@pytest.fixture
def hashed() -> Iterator[list[str]]:
    """The passwords that were hashed: hashing is what takes time at sign-in."""
    passwords: list[str] = []
    encode = MD5PasswordHasher.encode

    def noted(hasher: MD5PasswordHasher, password: str, salt: str) -> str:
        passwords.append(password)
        return str(encode(hasher, password, salt))

    with patch.object(MD5PasswordHasher, "encode", noted):
        yield passwords


def signed_in(**given: str) -> Account | None:
    """Whom the backend lets in. At sign-in nobody is in a tenant's scope."""
    credentials = {"email": ADA, "password": PASSWORD} | given
    return Context().run(lambda: AccountBackend().authenticate(None, **credentials))


def test_the_right_password_lets_in(ada: Account) -> None:
    account = signed_in()
    assert account == ada
    assert account.tenant.slug == "maple-county"


@pytest.mark.parametrize("email", [" Ada@Maple.EXAMPLE ", "ADA@MAPLE.EXAMPLE"])
def test_how_the_address_is_spelled_does_not_matter(ada: Account, email: str) -> None:
    assert signed_in(email=email) == ada


@pytest.mark.parametrize(
    "given",
    [
        {"password": "incorrect horse battery staple"},
        {"password": PASSWORD.upper()},
        {"password": PASSWORD + " "},
        {"password": ""},
        {"email": "eve@maple.example"},
        {"email": ""},
        {"tenant": "cedar-county"},
        {"tenant": "no-county"},
    ],
)
@pytest.mark.usefixtures("ada", "other_tenant")
def test_anything_else_does_not_and_takes_as_long(given: dict[str, str], hashed: list[str]) -> None:
    assert signed_in(**given) is None
    assert len(hashed) == 1


def test_a_disabled_account_is_not_let_in_and_takes_as_long(ada: Account, hashed: list[str]) -> None:
    ada.is_active = False
    ada.save()
    assert signed_in() is None
    assert len(hashed) == 1


@pytest.mark.parametrize("password", ["", "!", "None"])
@pytest.mark.usefixtures("tenant")
def test_an_account_without_a_password_is_not_let_in_and_takes_as_long(
    password: str, hashed: list[str]
) -> None:
    an_account(email=ADA, password=None)
    assert signed_in(password=password) is None
    assert len(hashed) == 1


def test_the_same_address_in_two_tenants_needs_the_tenant(
    ada: Account, other_tenant: Tenant, hashed: list[str]
) -> None:
    with tenant_scope(other_tenant.pk):
        strange = an_account(email=ADA, password=PASSWORD)
    hashed.clear()
    assert signed_in() is None
    assert len(hashed) == 1
    assert signed_in(tenant=" Maple-County ") == ada
    assert signed_in(tenant="cedar-county") == strange


def test_only_one_of_the_two_being_active_is_enough(ada: Account, other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        an_account(email=ADA, password=PASSWORD, is_active=False)
    assert signed_in() == ada


@pytest.mark.usefixtures("ada")
def test_signing_in_costs_one_statement(django_assert_num_queries: Callable[..., Any]) -> None:
    with django_assert_num_queries(1):
        signed_in()
    with django_assert_num_queries(1):
        signed_in(password="wrong")


def test_a_password_hashed_by_older_settings_is_hashed_again(ada: Account, settings: Any) -> None:
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.ScryptPasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    assert ada.password.startswith("md5$")
    assert signed_in() == ada
    ada.refresh_from_db()
    assert ada.password.startswith("scrypt$")
    assert signed_in() == ada


@pytest.fixture
def session(ada: Account) -> Callable[[], Any]:
    """Signs Ada in, and answers who she is in her next request."""
    client = Client()
    client.force_login(ada)

    def next_request() -> Any:
        request = RequestFactory().get("/")
        request.session = client.session
        return Context().run(get_user, request)

    return next_request


def test_a_session_knows_its_account(session: Callable[[], Any], ada: Account) -> None:
    assert session() == ada


def test_a_session_ends_when_its_account_is_disabled(
    session: Callable[[], Any], ada: Account, operator: Viewer
) -> None:
    assert session().is_authenticated
    writes.disable(viewer=operator, account_id=ada.pk)
    assert not session().is_authenticated


def test_a_session_ends_when_its_account_gets_another_password(
    session: Callable[[], Any], ada: Account, operator: Viewer
) -> None:
    assert session().is_authenticated
    writes.set_password(viewer=operator, account_id=ada.pk, password="a quite different password")
    assert not session().is_authenticated


def test_nobody_is_found_under_a_number_that_is_not_theirs(ada: Account) -> None:
    assert AccountBackend().get_user(ada.pk + 1) is None
