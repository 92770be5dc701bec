"""From what is known of a group and its ticket to what is to be told."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from jumprope.operations.opsdesk.rules import adf, texts
from jumprope.operations.opsdesk.rules.decisions import Board, Decision, Kind, Known, decided, digest, told
from jumprope.operations.opsdesk.rules.evidence import Evidence, Outcome, OwnedBy, judged
from jumprope.operations.opsdesk.rules.sla import Pause, Why
from jumprope.operations.opsdesk.rules.workflows import is_there, way
from jumprope.operations.opsdesk.tests.documents import ADF_CHECK, check_length
from jumprope.operations.opsdesk.tests.test_judging import DAY, NOW, accepted, evidence, law

BOARD = Board("SEC", "Task")


def decide(group: list[Evidence], known: Known | None = None, *pauses: Pause, **by: Any) -> Decision:
    decision = decided(group, known, pauses, law(**by), BOARD)
    assert decision is not None
    return decision


def kinds(decision: Decision) -> list[str]:
    return [each.kind.value for each in decision.planned]


def a_ticket(**changes: Any) -> Known:
    """The ticket of an active finding, as it is once Jira was told."""
    first = decide([evidence()])
    written = told(Kind.CREATE, first.planned[0].body)
    return replace(first.ticket, jira_key="SEC-1", category="new", written=written, **changes)


def test_a_group_that_needs_no_ticket_gets_none() -> None:
    assert decided([evidence(state="closed")], None, (), law(), BOARD) is None


def test_a_new_ticket_is_created_with_all_that_is_known() -> None:
    decision = decide([evidence()])
    assert kinds(decision) == ["create"]
    assert decision.planned[0].body["properties"][0]["value"]["group"] == "0123456789abcdef"
    assert decision.ticket.due_at == NOW + 7 * DAY


def test_a_team_is_a_label() -> None:
    decision = decide([evidence()], owners=[OwnedBy("place", "image 1/portal", "Family Portal")])
    assert "team-family-portal" in decision.planned[0].body["fields"]["labels"]


def test_nothing_new_nothing_to_tell() -> None:
    decision = decide([evidence()], a_ticket())
    assert (kinds(decision), decision.begins, decision.ends_pauses) == ([], None, False)


def test_only_what_has_changed_is_written_and_labels_are_added() -> None:
    decision = decide([evidence(severity="critical", tags={"a": "b"})], a_ticket())
    assert kinds(decision) == ["update"]
    body = decision.planned[0].body
    assert sorted(body["fields"]) == ["description", "duedate", "priority"]
    ours = replace(a_ticket(), written={**a_ticket().written, "labels": "?"})
    again = decide([evidence()], ours).planned[0].body
    assert again == {"update": {"labels": [{"add": "opsdesk"}, {"add": "opsdesk-0123456789abcdef"}]}}
    assert told(Kind.UPDATE, again)["labels"] == a_ticket().written["labels"]


def test_a_resolved_ticket_is_closed_with_a_comment_and_pauses() -> None:
    decision = decide([evidence(state="closed")], a_ticket())
    assert kinds(decision) == ["comment", "transition"]
    assert (decision.begins, decision.ticket.outcome) == (Why.RESOLVED, "fixed")
    again = decide([evidence(state="closed")], replace(decision.ticket, category="done"))
    assert (kinds(again), again.begins) == ([], None)


def test_an_accepted_risk_closes_the_ticket_and_says_whose_it_is() -> None:
    decision = decide([evidence()], a_ticket(), acceptances=[accepted()])
    assert decision.begins is Why.ACCEPTED
    assert "by Ada: Behind the firewall" in adf.words(decision.planned[0].body["body"])


def test_a_comment_that_was_made_is_not_made_again() -> None:
    decision = decide([evidence(state="closed")], a_ticket(said=["resolved-1", "stuck-done-1"]))
    assert kinds(decision) == ["transition"]
    assert decision.planned[0].body["otherwise"] is None


def test_a_ticket_that_is_back_is_opened_again_and_its_time_goes_on() -> None:
    resolved = a_ticket(resolved_at=NOW - DAY, outcome="fixed")
    resolved = replace(resolved, category="done")
    pauses = (
        Pause(Why.RESOLVED, NOW + DAY, None),
        Pause(Why.PERSON, NOW, None),
        Pause(Why.RESOLVED, NOW, NOW + DAY / 2),
    )
    decision = decide([evidence()], resolved, *pauses, now=NOW + 3 * DAY)
    assert decision.ends_pauses
    assert decision.ticket.episode == 2
    assert decision.ticket.due_at == NOW + 9.5 * DAY
    assert kinds(decision) == ["comment", "transition", "update"]


def test_a_ticket_closed_by_people_waits_until_the_finding_is_seen_again() -> None:
    closed = replace(a_ticket(), category="done", closed_by_people_at=NOW + DAY)
    assert kinds(decide([evidence()], closed, now=NOW + 6 * DAY)) == []
    seen = evidence(last_seen_at=NOW + 2 * DAY)
    decision = decide([seen], closed, now=NOW + 2 * DAY)
    assert kinds(decision) == ["comment", "transition"]
    assert decision.planned[0].body["name"] == "still-20260902080000"


def test_a_breach_is_announced_once_and_not_while_someone_has_paused_the_clock() -> None:
    late = NOW + 6 * DAY
    decision = decide([evidence()], a_ticket(), now=late)
    assert kinds(decision) == ["comment"]
    assert kinds(decide([evidence()], a_ticket(said=[decision.planned[0].body["name"]]), now=late)) == []
    assert kinds(decide([evidence()], a_ticket(), Pause(Why.PERSON, NOW, None), now=late)) == []
    assert kinds(decide([evidence()], a_ticket(), now=NOW + 8 * DAY)) == []


@pytest.mark.parametrize(
    ("category", "status"), [("new", "Open"), ("indeterminate", "InProgress"), ("done", "Resolved")]
)
def test_an_ops_item_learns_the_status_of_its_ticket(category: str, status: str) -> None:
    item = evidence(source="opscenter", reference="oi-0123456789ab")
    known = replace(a_ticket(), category=category, closed_by_people_at=NOW)
    planned = decide([item], known).planned
    assert [each.body["status"] for each in planned if each.kind == Kind.OPS_ITEM] == [status]
    written = {name: value for each in planned for name, value in told(each.kind, each.body).items()}
    assert not decide([item], replace(known, written={**known.written, **written})).planned


def test_a_ticket_that_never_got_an_issue_is_resolved_without_a_word() -> None:
    assert kinds(decide([evidence(state="gone")], replace(a_ticket(), jira_key=""))) == []


def test_a_description_lists_the_first_of_many_and_fits_into_jira() -> None:
    packages = [{"name": f"lib{n}", "version": "1", "fixed_in": ""} for n in range(60)]
    some = [
        evidence(resource=f"i-{n}", packages=packages, exploited=True, advisories=["ftp://x"])
        for n in range(60)
    ]
    text = texts.description(judged(some, law()))
    ADF_CHECK.validate(text)
    words = adf.words(text)
    assert "and 20 more" in words
    assert "no mended version yet" in words
    assert "Raised above" in words
    long = [evidence(resource="r" * 1000, description="d" * 9000, epss=1) for _ in range(60)]
    assert len(json.dumps(texts.description(judged(long, law())))) < adf.LONGEST


@pytest.mark.parametrize("wide", ["r", "\U0001f600"])
def test_why_a_ticket_is_closed_and_opened_again_fits_into_jira_however_long_resources_are(wide: str) -> None:
    long = [evidence(resource=wide * 1024, title=wide * 1024, description=wide * 9000) for _ in range(60)]
    judgement = judged(long, law())
    for text in (
        texts.description(judgement),
        texts.resolved(Outcome.FIXED, judgement, long, NOW),
        texts.reopened(judgement, "It is back."),
    ):
        ADF_CHECK.validate(text)
        check_length(text)
    assert adf.words(texts.reopened(judgement, "It is back.")) == "It is back."


def test_characters_that_jira_cannot_keep_are_left_out() -> None:
    assert adf.text("a\0b\x1b[31m\ufffe")["text"] == "ab[31m"
    assert adf.text("\t\n\x85é\U0001f600")["text"] == "\t\né\U0001f600"
    assert texts.summary("CVE\0", "two\r\nlines") == "CVE in two lines"
    assert texts.one_line("\x01") == "–"


def test_an_empty_text_and_a_strange_address_are_told_too() -> None:
    assert adf.text("")["text"] == "–"
    for strange in ("javascript:alert(1)", "https://x y", "https://x\n", "https://" + "a" * 3000):
        assert "marks" not in adf.link(strange)
    assert adf.link("https://example.org")["marks"][0]["attrs"] == {"href": "https://example.org"}


def offered(number: str, name: str, category: str, **fields: Any) -> dict[str, Any]:
    return {"id": number, "to": {"name": name, "statusCategory": {"key": category}}, "fields": fields}


RESOLUTION = {"required": True, "allowedValues": [{"name": "Duplicate"}, {"name": "Fixed"}]}


@pytest.mark.parametrize(
    ("transitions", "to", "found"),
    [
        ([], "done", None),
        ([offered("1", "Work", "indeterminate")], "done", None),
        ([offered("1", "Work", "indeterminate")], "open", "1"),
        ([offered("1", "Work", "indeterminate"), offered("2", "To do", "new")], "open", "2"),
        ([offered("1", "Won't do", "done"), offered("2", "Closed", "done")], "done", "2"),
        (
            [offered("1", "Done", "done", who={"required": True}), offered("2", "Won't do", "done")],
            "done",
            "2",
        ),
        ([offered("1", "Done", "done", who={"required": True, "hasDefaultValue": True})], "done", "1"),
        (
            [offered("1", "Done", "done", resolution={"required": True, "allowedValues": [{"name": "?"}]})],
            "done",
            None,
        ),
        ([offered("1", "Done", "done", note={"required": False})], "done", "1"),
    ],
)
def test_the_way_through_a_workflow(transitions: list[dict[str, Any]], to: str, found: str | None) -> None:
    taken = way(transitions, to)
    assert (taken.id if taken else None) == found


def test_a_resolution_that_is_demanded_is_given() -> None:
    taken = way([offered("1", "Done", "done", resolution=RESOLUTION)], "done")
    assert taken is not None
    assert taken.fields == {"resolution": {"name": "Fixed"}}


def test_where_an_issue_is() -> None:
    assert is_there("done", "done")
    assert is_there("indeterminate", "open")
    assert not is_there("new", "done")


def test_a_digest_tells_values_apart() -> None:
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1}) != digest({"a": 1})
    assert timedelta(days=1) == DAY
