"""`jumprope set-password` gives an account another password, or says what is wrong and changes none."""

import json

import pytest

from jumprope.interfaces.cli.statuses import REFUSED
from jumprope.interfaces.cli.tests.conftest import JumpRope
from jumprope.platform.accounts.factories import an_account
from jumprope.platform.accounts.models import Account

pytestmark = pytest.mark.usefixtures("tenant")

OWN_PASSWORD = "correct horse battery staple"


@pytest.fixture
def ada() -> Account:
    return an_account(email="ada@maple.example", password="an older one, and long")


def test_a_password_is_made_up_and_shown_once(jumprope: JumpRope, ada: Account) -> None:
    ended = jumprope("set-password", "--tenant", "maple-county", "--email", "Ada@maple.example", "--json")
    answer = json.loads(ended.output)
    ada.refresh_from_db()
    assert ada.check_password(answer["password"])
    assert answer["account_id"] == ada.pk


def test_a_password_of_ones_own_is_not_repeated(jumprope: JumpRope, ada: Account) -> None:
    arguments = ["set-password", "--tenant", "maple-county", "--email", ada.email, "--password-stdin"]
    ended = jumprope(*arguments, given=OWN_PASSWORD.encode())
    assert (ended.status, OWN_PASSWORD in ended.output) == (0, False)
    ada.refresh_from_db()
    assert ada.check_password(OWN_PASSWORD)


def test_a_weak_password_and_a_stranger_are_refused(jumprope: JumpRope, ada: Account) -> None:
    weak = ["set-password", "--tenant", "maple-county", "--email", ada.email, "--password-stdin"]
    assert jumprope(*weak, given=b"short").status == REFUSED
    stranger = ["set-password", "--tenant", "maple-county", "--email", "nobody@maple.example"]
    assert "(not_found)" in jumprope(*stranger).complaint
    ada.refresh_from_db()
    assert ada.check_password("an older one, and long")
