"""A guardian who was invited chooses a password in the browser, and signs in with it."""

from dataclasses import dataclass, replace
from logging.config import DictConfigurator
from typing import Any

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


@dataclass(frozen=True)
class Invited:
    """What a guardian was sent: `/join/maple-county#token`, of which a browser asks for the first part."""

    address: str
    token: str

    def sent(self, browser: Client, **more: str) -> Any:
        """What the form answers to the token, and to what else is in it."""
        return browser.post(self.address, {"token": self.token} | more)


@pytest.fixture
def invited(tenant: Tenant) -> Invited:
    """An invitation that nobody has accepted."""
    guardian = a_guardian()
    a_relationship(guardian=guardian, portal_access="not_invited")
    admin = a_viewer(Role.TENANT_ADMIN)
    writes.invite_guardian(viewer=admin, guardian_id=guardian.pk, email="gale@home.example")
    invitation = PortalInvitation.objects.get()
    token = reads.token_of(tenant.pk, invitation.pk, invitation.invited_at)
    return Invited(f"/join/{tenant.slug}", token)


def test_a_password_is_chosen_once_and_opens_the_door(invited: Invited) -> None:
    browser = Client()
    assert "gale@home.example" not in browser.get(invited.address).content.decode()
    page = invited.sent(browser)
    assert page.status_code == 200
    assert 'value="gale@home.example"' in page.content.decode()
    assert f'name="token" value="{invited.token}"' in page.content.decode()
    assert "at least 15 characters" in page.content.decode()
    chosen = invited.sent(browser, password=PASSWORD, again=PASSWORD)
    assert (chosen.status_code, chosen["Location"]) == (303, "/sign-in")
    signed_in = browser.post("/sign-in", {"mail": "gale@home.example", "password": PASSWORD})
    assert signed_in.status_code == 303
    assert invited.sent(browser, password=PASSWORD, again=PASSWORD).status_code == 404
    assert invited.sent(browser).status_code == 404


def test_an_invitation_that_was_copied_by_hand_may_have_spaces_around_it(invited: Invited) -> None:
    padded = replace(invited, token=f" {invited.token} ")
    assert padded.sent(Client()).status_code == 200
    assert padded.sent(Client(), password=PASSWORD, again=PASSWORD).status_code == 303


@pytest.mark.parametrize(
    ("password", "again", "told"),
    [
        (PASSWORD, PASSWORD[:-1], "two different passwords"),
        ("short", "short", "too short"),
        (f"{PASSWORD}\0", f"{PASSWORD}\0", "a character that cannot be shown (at position 27)"),
    ],
)
def test_a_password_that_will_not_do_is_told_and_can_be_mended(
    invited: Invited, password: str, again: str, told: str
) -> None:
    page = invited.sent(Client(), password=password, again=again)
    assert page.status_code == 400
    assert told in page.content.decode()
    assert 'role="alert"' in page.content.decode()
    assert f'name="token" value="{invited.token}"' in page.content.decode()
    assert invited.sent(Client()).status_code == 200


def test_whatever_is_wrong_with_an_invitation_is_answered_alike(invited: Invited) -> None:
    wrong = [
        *(replace(invited, token=token) for token in (f"{invited.token[:-3]}abc", "1", "", "\0", "1.\0")),
        replace(invited, address="/join/nowhere"),
    ]
    answers = [each.sent(Client()) for each in wrong]
    assert len({answer.content for answer in answers}) == 1
    assert b"cannot be used any more" in answers[0].content
    assert {answer.status_code for answer in answers} == {404}


def test_no_invitation_stands_in_the_log(
    invited: Invited, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Client().head(invited.address).status_code == 200
    invited.sent(Client(enforce_csrf_checks=True))
    # Who writes / in the place of # must not tell the log either.
    Client().get(f"{invited.address}/{invited.token}")
    monkeypatch.setattr("jumprope.interfaces.web.joining.render", None)
    invited.sent(Client(raise_request_exception=False))
    line = DictConfigurator({}).configure_formatter({**settings.LOGGING["formatters"]["line"]})
    told = [line.format(record) for record in caplog.records]
    assert len(told) == 3
    assert all("/join/…" in one and invited.token not in one for one in told)


def test_a_form_from_elsewhere_is_refused(invited: Invited) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert invited.sent(browser).status_code == 403
    assert invited.sent(browser, password=PASSWORD, again=PASSWORD).status_code == 403
