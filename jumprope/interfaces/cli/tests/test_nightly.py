"""What docs/operations/nightly.md has run every night runs, and leaves no session that is over."""

import re
from datetime import timedelta

import pytest

from config.environment import ROOT
from jumprope.interfaces.cli.tests.conftest import JumpRope
from jumprope.kit import clock
from jumprope.platform.accounts.models import Session

TENANT = "river-county"


def commands() -> list[list[str]]:
    page = (ROOT / "docs" / "operations" / "nightly.md").read_text(encoding="utf-8")
    return [line.split() for line in re.findall(r"^\.venv/bin/jumprope (.+)$", page, re.MULTILINE)]


@pytest.mark.django_db
def test_what_runs_every_night_ends_well_and_may_run_again(jumprope: JumpRope) -> None:
    jumprope("create-tenant", "--slug", TENANT, "--name", "River County Schools")

    assert len(commands()) > 1
    for command in [*commands(), *commands()]:
        assert jumprope(*command).status == 0, command


@pytest.mark.django_db
def test_sessions_that_are_over_are_deleted_every_night(jumprope: JumpRope) -> None:
    hour = timedelta(hours=1)
    for key, ends in (("over", -hour), ("not-over", hour)):
        Session.objects.create(session_key=key, session_data="", expire_date=clock.now() + ends, account_id=1)
    assert ["clearsessions"] in commands()

    assert jumprope("clearsessions").status == 0

    assert [session.session_key for session in Session.objects.all()] == ["not-over"]
