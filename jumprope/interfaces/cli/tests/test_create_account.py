"""`jumprope create-account` lets someone in, or says what is wrong and lets in nobody."""

import json
from datetime import UTC, datetime

import pytest

from jumprope.interfaces.cli.statuses import REFUSED, USAGE
from jumprope.interfaces.cli.tests.conftest import JumpRope
from jumprope.kit import clock
from jumprope.platform.accounts.models import Account
from jumprope.platform.permissions.models import RoleAssignment
from jumprope.platform.tenancy.factories import a_school

pytestmark = pytest.mark.usefixtures("tenant")

ADA = ["create-account", "--tenant", "maple-county", "--email", "ada@maple.example"]
OWN_PASSWORD = "correct horse battery staple"


def test_an_account_comes_with_its_role_and_a_password_shown_once(jumprope: JumpRope) -> None:
    ended = jumprope(*ADA, "--role", "teacher", "--name", "Ada Byron", "--json")
    account = Account.objects.get()
    answer = json.loads(ended.output)
    assert account.check_password(answer.pop("password"))
    assert answer == {"account_id": account.pk, "email": "ada@maple.example"}
    assert account.display_name == "Ada Byron"
    assert RoleAssignment.objects.get(account_id=account.pk).role == "teacher"


def test_people_see_the_password_too(jumprope: JumpRope) -> None:
    ended = jumprope(*ADA, "--role", "teacher")
    password = ended.output.rstrip("\n").rpartition(": ")[2]
    assert Account.objects.get().check_password(password)


@pytest.mark.parametrize("line_end", [b"", b"\n", b"\r\n"])
def test_a_password_of_ones_own_is_not_repeated(jumprope: JumpRope, line_end: bytes) -> None:
    ended = jumprope(*ADA, "--role", "teacher", "--password-stdin", given=OWN_PASSWORD.encode() + line_end)
    assert ended.status == 0
    assert OWN_PASSWORD not in ended.output
    assert Account.objects.get().check_password(OWN_PASSWORD)


def test_a_role_is_held_for_the_school_that_is_named(jumprope: JumpRope) -> None:
    school = a_school(name="Elm Street School")
    ended = jumprope(*ADA, "--role", "school_admin", "--school", "Elm Street School")
    assert ended.status == 0
    assert RoleAssignment.objects.get().school == school


def test_support_is_not_let_in_without_an_end_and_a_reason(jumprope: JumpRope) -> None:
    refused = jumprope(*ADA, "--role", "support")
    assert "(support_without_limit)" in refused.complaint
    assert not Account.objects.exists()


def test_support_is_let_in_until_an_instant(jumprope: JumpRope) -> None:
    with clock.stopped_at(datetime(2027, 3, 1, 9, tzinfo=UTC)):
        until = ["--until", "2027-03-01T18:00+02:00", "--reason", "Ticket 4711: a gradebook stays empty"]
        ended = jumprope(*ADA, "--role", "support", *until)
    assert ended.status == 0
    assert RoleAssignment.objects.get().ends_at == datetime(2027, 3, 1, 16, tzinfo=UTC)


@pytest.mark.parametrize("ends_at", ["2027-03-01", "2027-03-01T18:00", "tonight"])
def test_an_end_without_a_zone_is_a_matter_of_usage(jumprope: JumpRope, ends_at: str) -> None:
    ended = jumprope(*ADA, "--role", "support", "--until", ends_at)
    assert ended.status == USAGE
    assert "argument --until: invalid instant value" in ended.complaint
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (["--role", "wizard"], "role_unknown"),
        (["--role", "teacher", "--tenant", "no-county"], "tenant_unknown"),
        (["--role", "teacher", "--school", "No School"], "school_unknown"),
        (["--role", "teacher", "--email", "no address"], "value_invalid"),
        (["--role", "teacher", "--password-stdin"], "password_weak"),
    ],
)
def test_what_cannot_be_is_refused_and_nobody_let_in(jumprope: JumpRope, given: list[str], code: str) -> None:
    ended = jumprope(*ADA, *given, "--json")
    assert ended.status == REFUSED
    assert code in {problem["code"] for problem in json.loads(ended.output)["problems"]}
    assert not Account.objects.exists()


def test_a_mail_address_is_taken_once(jumprope: JumpRope) -> None:
    jumprope(*ADA, "--role", "teacher")
    ended = jumprope(*ADA, "--role", "student")
    assert "(email_taken)" in ended.complaint
    assert RoleAssignment.objects.get().role == "teacher"
