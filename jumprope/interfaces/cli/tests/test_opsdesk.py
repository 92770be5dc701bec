"""`jumprope opsdesk`, part by part, at a Jira in this process."""

import json
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from jumprope.interfaces.cli.opsdesk import demo
from jumprope.kit import clock
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.jobs import configured
from jumprope.operations.opsdesk.jobs.stand_in.aws import InspectorStandIn
from jumprope.operations.opsdesk.jobs.stand_in.invented import a_desk, a_finding, an_event
from jumprope.operations.opsdesk.jobs.stand_in.jira import JiraStandIn
from jumprope.operations.opsdesk.models import Finding
from jumprope.operations.opsdesk.rules.configuration import NEEDED
from jumprope.platform.tenancy.models import Tenant

TOLD = dict.fromkeys(NEEDED, "x") | {
    "OPSDESK_JIRA_URL": "https://example.atlassian.net",
    "OPSDESK_TENANT": "maple-county",
}

Said = Callable[..., str]


@pytest.fixture
def jira() -> JiraStandIn:
    return JiraStandIn()


@pytest.fixture
def inspector() -> InspectorStandIn:
    return InspectorStandIn()


@pytest.fixture
def said(
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    tenant: Tenant,
    jira: JiraStandIn,
    inspector: InspectorStandIn,
    capsys: pytest.CaptureFixture[str],
) -> Said:
    """What a part says; for one that refuses, what it says is wrong."""
    settings.OPSDESK = TOLD

    def made() -> Any:
        return a_desk(jira, lambda: Viewer.operator(tenant.pk, tenant.time_zone), inspector=inspector)

    monkeypatch.setattr(configured, "desk", made)

    def run(*arguments: object) -> str:
        with suppress(SystemExit):
            call_command("opsdesk", *map(str, arguments))
        out, wrong = capsys.readouterr()
        return wrong or out

    return run


def test_a_file_of_events_is_taken_in_and_what_is_malformed_is_counted(
    said: Said, jira: JiraStandIn, tmp_path: Path
) -> None:
    file = tmp_path / "events.json"
    file.write_text(json.dumps([an_event(a_finding()), an_event(a_finding(severity="AWFUL"))]))
    out = said("ingest", file)
    assert "taken 1" in out
    assert "malformed 1" in out
    assert len(jira.issues) == 1
    assert "malformed 1" in said("replay")
    assert "cannot be read" in said("ingest", tmp_path / "none.json")


def test_a_dry_run_prints_the_calls_that_a_run_then_makes(
    said: Said, jira: JiraStandIn, inspector: InspectorStandIn
) -> None:
    finding = a_finding()
    inspector.found[finding["findingArn"]] = finding
    planned = json.loads(said("sync", "--dry-run", "--json"))
    assert not jira.issues
    assert not Finding.objects.exists()
    assert "Nothing was changed" in said("sync", "--dry-run")
    assert json.loads(said("sync", "--json"))["calls"] == planned["calls"] != []
    assert "POST" not in said("sync")


def test_a_missing_project_says_what_to_do(said: Said, jira: JiraStandIn) -> None:
    jira.project = "OTHER"
    assert "OPSDESK_JIRA_PROJECT" in said("sync")
    with pytest.raises(SystemExit, match="1"):
        call_command("opsdesk", "sync")


def test_status_and_report_show_tickets(said: Said, inspector: InspectorStandIn) -> None:
    finding = a_finding(severity="CRITICAL")
    inspector.found[finding["findingArn"]] = finding
    said("sync")
    status = said("status")
    assert "SEC-1   critical" in status
    assert "1 open; 0 events" in status
    report = json.loads(said("report", "--since", "2026-08-30", "--json"))
    assert (report["opened"], report["breaches"]) == (1, 1)
    assert "1 opened, 0 resolved" in said("report", "--since", "2026-08-30")
    finding["status"] = "CLOSED"
    said("sync")
    assert "Half were resolved within" in said("report", "--since", "2026-08-30")


def test_exceptions_are_added_listed_and_ended(said: Said) -> None:
    until = (clock.now() + timedelta(days=30)).date()
    answer = json.loads(
        said(
            "exception",
            "add",
            "CVE-2026-1",
            "--owner",
            "Ada",
            "--reason",
            "Not reachable",
            "--until",
            until,
            "--json",
        )
    )
    assert "CVE-2026-1" in said("exception", "list")
    assert "is noted" in said("exception", "expire", answer["risk_exception_id"])
    assert "CVE-2026-1" not in said("exception", "list")
    assert "not_found" in said("exception", "expire", answer["risk_exception_id"])


def test_policies_owners_and_pauses_are_noted(said: Said, inspector: InspectorStandIn) -> None:
    finding = a_finding()
    inspector.found[finding["findingArn"]] = finding
    said("sync")
    assert "Noted" in said("policy", "high", 5)
    assert "Noted" in said("owner", "Service", "grades", "Grade Book")
    assert "Noted" in said("pause", "SEC-1", "--reason", "Waiting for the vendor")
    assert "paused" in said("status")
    assert "Noted" in said("resume", "SEC-1")
    assert "not_found" in said("resume", "SEC-1")


def test_the_board_is_checked_and_release_notes_are_made(
    said: Said, jira: JiraStandIn, inspector: InspectorStandIn
) -> None:
    assert "nothing is wrong" in said("board-check")
    assert "Nothing was done" in said("release-notes", "--since", "2026-08-30")
    finding = a_finding()
    inspector.found[finding["findingArn"]] = finding
    said("sync")
    jira.people_edit("SEC-1", duedate="2020-01-01")
    assert "overdue" in said("board-check")
    jira.people_move("SEC-1", "Done")
    assert "## Inside" in said("release-notes", "--since", "2026-08-30")


def test_what_is_not_configured_is_said(said: Said, settings: Any) -> None:
    settings.OPSDESK = {}
    assert "OPSDESK_JIRA_TOKEN" in said("status")


def test_a_day_is_a_day(said: Said) -> None:
    with pytest.raises(CommandError, match="no day like"):
        said("report", "--since", "soon")


@pytest.mark.parametrize(
    "day", ["2027-W05", "2027-W05-1", "20270131", "2027-1-1", "2027-02-30", "\u0662027-01-31"]
)
def test_a_day_is_spelled_in_one_way(said: Said, day: str) -> None:
    with pytest.raises(CommandError, match="is no day like 2026-11-22"):
        said("report", "--since", day)


@pytest.mark.parametrize("key", ["9" * 20, "-1", "x", "\u0661"])
def test_an_exception_is_named_by_a_number_of_a_row(said: Said, key: str) -> None:
    with pytest.raises(CommandError, match=r"is no number that anything here has|unrecognized|required"):
        said("exception", "expire", key)
    assert "not_found" in said("exception", "expire", "9" * 18)


def test_an_unknown_urgency_is_told_the_others_as_they_are_typed(said: Said) -> None:
    with pytest.raises(CommandError, match=r"choose from '?critical'?, '?high"):
        said("policy", "nope", "3")


@pytest.mark.parametrize("picture", ["/nonexistent/x.svg", "/"])
def test_a_picture_that_cannot_be_written_is_refused_before_the_story_begins(
    said: Said, picture: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(demo, "_told")
    with pytest.raises(CommandError, match="is no file in a folder that is there"):
        said("demo", "--picture", picture)


def test_a_file_that_cannot_be_read_is_told_in_words(said: Said, tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff")
    told = said("ingest", tmp_path / "none", tmp_path, tmp_path / "bytes")
    assert "cannot be read: no such file or directory. (file_unreadable)" in told
    assert "cannot be read: is a directory. (" in told
    assert "cannot be read: it is no text in UTF-8. (" in told
    assert "Errno" not in told


def test_the_demo_tells_its_story_draws_it_and_keeps_nothing(
    said: Said, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(demo, "DAYS", 15)
    monkeypatch.setattr(demo, "FINDINGS", 13)
    out = said("demo", "--picture", tmp_path / "picture.svg")
    assert out.startswith("13 findings in 15 days: 13 tickets opened")
    assert "Done (9)" in out
    assert (tmp_path / "picture.svg").read_text().startswith("<svg")
    assert not Finding.objects.exists()
    assert not Tenant.objects.filter(slug="opsdesk-demo").exists()
