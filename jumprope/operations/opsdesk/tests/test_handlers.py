"""The functions that AWS calls: events in batches, the schedule, and webhooks with their signatures."""

import base64
import json
from typing import Any

import pytest

from jumprope.operations.opsdesk import reads
from jumprope.operations.opsdesk.jobs import configured, handlers
from jumprope.operations.opsdesk.jobs.desk import Desk
from jumprope.operations.opsdesk.jobs.stand_in.aws import InspectorStandIn
from jumprope.operations.opsdesk.jobs.stand_in.invented import a_finding, an_event
from jumprope.operations.opsdesk.jobs.stand_in.jira import JiraStandIn, Webhook
from jumprope.operations.opsdesk.models import Event, Ticket, WebhookReceipt
from jumprope.operations.opsdesk.rules.configuration import NEEDED
from jumprope.operations.opsdesk.writes import webhooks

TOLD = dict.fromkeys(NEEDED, "x") | {
    "OPSDESK_JIRA_URL": "https://example.atlassian.net",
    "OPSDESK_TENANT": "maple-county",
    "OPSDESK_JIRA_PROJECT": "SEC",
    "OPSDESK_WEBHOOK_SECRET": "a secret",
}


@pytest.fixture(autouse=True)
def _configured(settings: Any, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.OPSDESK = TOLD
    monkeypatch.setattr(configured, "desk", lambda: desk)


def test_events_come_alone_and_in_batches(jira: JiraStandIn) -> None:
    alone = json.loads(json.dumps(an_event(a_finding())))
    assert handlers.on_event(alone)["taken"] == 1
    other = json.dumps(an_event(a_finding(cve="CVE-2026-2")))
    counts = handlers.on_event({"Records": [{"body": other}, {"body": "no json"}]})
    assert (counts["taken"], counts["malformed"]) == (1, 1)
    assert len(jira.issues) == 2
    assert Event.objects.exclude(problem="").count() == 1


def test_what_cannot_be_read_costs_no_other_message_of_its_batch(jira: JiraStandIn) -> None:
    half = json.dumps(an_event(a_finding() | {"title": "\ud800"}))
    marked = "\ufeff" + json.dumps(an_event(a_finding()))
    bodies = [half, "[" * 100_000, "half \ud800", marked]
    counts = handlers.on_event({"Records": [{"body": body} for body in bodies]})
    assert (counts["taken"], counts["malformed"]) == (1, 3)
    assert len(jira.issues) == 1


def test_the_schedule_reconciles(inspector: InspectorStandIn, jira: JiraStandIn) -> None:
    finding = a_finding()
    inspector.found[finding["findingArn"]] = finding
    assert handlers.on_schedule()["opened"] == 1
    assert len(jira.issues) == 1


def delivered(webhook: Webhook, headers: dict[str, str] | None = None, *, encoded: bool = False) -> int:
    body = base64.b64encode(webhook.body) if encoded else webhook.body
    event = {
        "headers": webhook.headers | (headers or {}),
        "body": body.decode(),
        "isBase64Encoded": encoded,
    }
    status: int = handlers.on_webhook(event)["statusCode"]
    return status


def test_a_webhook_is_dealt_with_once(jira: JiraStandIn) -> None:
    handlers.on_event(json.loads(json.dumps(an_event(a_finding()))))
    jira.people_move("SEC-1", "Done")
    assert delivered(jira.webhooks[-1], encoded=True) == 204
    assert Ticket.objects.get().category == "done"
    Ticket.objects.update(category="new")
    assert delivered(jira.webhooks[-1]) == 204
    assert Ticket.objects.get().category == "new"
    assert WebhookReceipt.objects.count() == 1


def test_a_webhook_with_another_signature_is_turned_away(jira: JiraStandIn) -> None:
    handlers.on_event(json.loads(json.dumps(an_event(a_finding()))))
    jira.people_move("SEC-1", "Done")
    assert delivered(jira.webhooks[-1], {"X-Hub-Signature": "sha256=0"}) == 401
    forged = Webhook(jira.webhooks[-1].body + b" ", jira.webhooks[-1].headers)
    assert delivered(forged) == 401
    assert delivered(jira.webhooks[-1], {"X-Hub-Signature": "sha256=ä"}) == 401
    assert not WebhookReceipt.objects.exists()
    assert Ticket.objects.get().category == "new"


@pytest.mark.parametrize("headers", [None, {}, {"X-Hub-Signature": None}, {"X-Hub-Signature": ["sha256=0"]}])
def test_a_webhook_without_a_signature_is_turned_away(headers: object) -> None:
    for body in ({}, {"body": None}, {"body": "{}"}, {"body": "e30=", "isBase64Encoded": True}):
        assert handlers.on_webhook({"headers": headers, **body}) == {"statusCode": 401}
    assert handlers.on_webhook({"body": "{}"}) == {"statusCode": 401}


@pytest.mark.parametrize(
    "event",
    [
        None,
        [],
        {"headers": "X-Hub-Signature"},
        {"headers": {"X-Hub-Signature": "\ud800"}},
        {"body": "\ud800"},
        *({"body": body, "isBase64Encoded": True} for body in ("e30", "e", "ä", "e30=!", "\ud800")),
    ],
)
def test_a_webhook_that_cannot_be_read_is_a_bad_request(
    jira: JiraStandIn, event: object, caplog: pytest.LogCaptureFixture
) -> None:
    assert handlers.on_webhook(event) == {"statusCode": 400}
    assert "cannot be read" in caplog.text
    assert jira.journal == []
    assert not WebhookReceipt.objects.exists()


def test_our_own_echo_is_recognised(jira: JiraStandIn, desk: Desk) -> None:
    handlers.on_event(json.loads(json.dumps(an_event(a_finding()))))
    asked = desk.jira.asked
    assert delivered(jira.webhooks[0]) == 204
    assert WebhookReceipt.objects.get().echo
    assert desk.jira.asked == asked + 1  # who we are


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b"\xff",
        b"{}",
        b"[" * 100_000,
        b'{"issue": []}',
        b'{"issue": ["SEC-1"]}',
        b'{"issue": {"key": "SEC-\\ud800"}, "user": {}}',
        b'{"issue": {"key": "OTHER-1"}, "user": {}}',
    ],
)
def test_a_webhook_about_nothing_of_ours_changes_nothing(desk: Desk, body: bytes) -> None:
    handlers.deal_with(desk, "w-1", body)
    assert not Ticket.objects.exists()


def test_a_webhook_that_two_deal_with_at_once_is_noted_once(desk: Desk) -> None:
    first, second = (
        webhooks.receive(viewer=desk.viewer(), identifier="w" * 101, jira_key="SEC-1", echo=False)
        for _ in range(2)
    )
    assert first.receipt_id == second.receipt_id
    assert reads.webhook_known("w" * 101)
    assert not reads.webhook_known("w" * 99)


def test_what_is_missing_is_said(settings: Any) -> None:
    settings.OPSDESK = {}
    with pytest.raises(configured.OpsdeskUnconfigured, match="OPSDESK_JIRA_TOKEN"):
        configured.told()
