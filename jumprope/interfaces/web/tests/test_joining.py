"""A guardian who was invited chooses a password in the browser, and signs in with it."""

from logging.config import DictConfigurator

import pytest
from django.conf import settings
from django.test import Client

from jumprope.kit.permissions import Role
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.people import reads, writes
from jumprope.school.people.factories import a_guardian, a_relationship
from jumprope.school.people.models import PortalInvitation

PASSWORD = "four walnut trees in a row"


@pytest.fixture
def address(tenant: Tenant) -> str:
    """Where the invitation leads."""
    guardian = a_guardian()
    a_relationship(guardian=guardian, portal_access="not_invited")
    admin = a_viewer(Role.TENANT_ADMIN)
    writes.invite_guardian(viewer=admin, guardian_id=guardian.pk, email="gale@home.example")
    invitation = PortalInvitation.objects.get()
    token = reads.token_of(tenant.pk, invitation.pk, invitation.invited_at)
    return f"/join/{tenant.slug}/{token}"


def test_a_password_is_chosen_once_and_opens_the_door(address: str) -> None:
    browser = Client()
    page = browser.get(address)
    assert page.status_code == 200
    assert 'value="gale@home.example"' in page.content.decode()
    assert "at least 15 characters" in page.content.decode()
    chosen = browser.post(address, {"password": PASSWORD, "again": PASSWORD})
    assert (chosen.status_code, chosen["Location"]) == (303, "/sign-in")
    signed_in = browser.post("/sign-in", {"mail": "gale@home.example", "password": PASSWORD})
    assert signed_in.status_code == 303
    assert browser.post(address, {"password": PASSWORD, "again": PASSWORD}).status_code == 404


@pytest.mark.parametrize(
    ("password", "again", "told"),
    [
        (PASSWORD, PASSWORD[:-1], "two different passwords"),
        ("short", "short", "too short"),
        (f"{PASSWORD}\0", f"{PASSWORD}\0", "a character that cannot be shown (at position 27)"),
    ],
)
def test_a_password_that_will_not_do_is_told_and_can_be_mended(
    address: str, password: str, again: str, told: str
) -> None:
    page = Client().post(address, {"password": password, "again": again})
    assert page.status_code == 400
    assert told in page.content.decode()
    assert 'role="alert"' in page.content.decode()
    assert Client().get(address).status_code == 200


def test_whatever_is_wrong_with_an_address_is_answered_alike(address: str) -> None:
    _, _, tenant, token = address.split("/")
    wrong = [f"/join/{tenant}/{token[:-3]}abc", f"/join/{tenant}/1", f"/join/nowhere/{token}"]
    pages = {Client().get(path).content for path in wrong}
    assert len(pages) == 1
    assert b"cannot be used any more" in pages.pop()
    assert {Client().get(path).status_code for path in wrong} == {404}


def test_no_invitation_stands_in_the_log(
    address: str, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Client().head(address).status_code == 200
    Client().put(address)
    Client().get(f"{address}/")
    Client(enforce_csrf_checks=True).post(address)
    monkeypatch.setattr("jumprope.interfaces.web.joining.render", None)
    Client(raise_request_exception=False).get(address)
    line = DictConfigurator({}).configure_formatter({**settings.LOGGING["formatters"]["line"]})
    told = [line.format(record) for record in caplog.records]
    assert len(told) == 4
    assert all("/join/…" in one and address.rpartition("/")[2] not in one for one in told)


def test_a_form_from_elsewhere_is_refused(address: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(address, {"password": PASSWORD, "again": PASSWORD}).status_code == 403
