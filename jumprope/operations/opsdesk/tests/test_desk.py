"""From findings to tickets and back: whole runs of the desk at a Jira that behaves."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from jumprope.kit import clock
from jumprope.operations.opsdesk.jobs import desk as jobs
from jumprope.operations.opsdesk.jobs.desk import SETTLING, Desk
from jumprope.operations.opsdesk.jobs.stand_in.aws import InspectorStandIn, OpsCenterStandIn
from jumprope.operations.opsdesk.jobs.stand_in.invented import (
    FIRST_SEEN,
    a_finding,
    an_event,
    an_ops_event,
    an_ops_item,
)
from jumprope.operations.opsdesk.jobs.stand_in.jira import JiraStandIn
from jumprope.operations.opsdesk.models import Ticket
from jumprope.operations.opsdesk.rules import adf

NOW = FIRST_SEEN + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _stopped() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


def listed(inspector: InspectorStandIn, *findings: dict) -> None:  # type: ignore[type-arg]
    inspector.found |= {finding["findingArn"]: finding for finding in findings}


def later(desk: Desk, inspector: InspectorStandIn, days: float, **changes: object) -> jobs.Run:
    """Run the desk days later, when each finding says something else and was seen just now."""
    at = NOW + timedelta(days=days)
    for finding in inspector.found.values():
        finding |= {"lastObservedAt": at, "updatedAt": at, **changes}
    with clock.stopped_at(at):
        return jobs.reconcile(desk)


def comments(jira: JiraStandIn, key: str) -> list[str]:
    return [adf.words(comment["body"]) for comment in jira.issues[key]["comments"]]


def test_one_ticket_for_a_vulnerability_of_an_image_however_many_findings(
    desk: Desk, inspector: InspectorStandIn, jira: JiraStandIn
) -> None:
    listed(inspector, a_finding(), a_finding(), a_finding(repository="portal"))
    run = jobs.reconcile(desk)
    assert sorted(each["fields"]["summary"] for each in jira.issues.values()) == [
        "CVE-2026-1001 in image 123456789012/eu-central-1/gradebook",
        "CVE-2026-1001 in image 123456789012/eu-central-1/portal",
    ]
    issue = jira.issues["SEC-1"]["fields"]
    assert issue["duedate"] == "2026-09-08"
    assert issue["priority"] == {"name": "High"}
    assert "libexample: 1.2.5" in adf.words(issue["description"])
    assert len(run.calls) == 1


def test_a_second_run_says_nothing_new(desk: Desk, inspector: InspectorStandIn, jira: JiraStandIn) -> None:
    listed(inspector, a_finding())
    jobs.reconcile(desk)
    assert later(desk, inspector, 1).calls == []
    assert len(jira.journal) == 1


def test_what_is_fixed_is_closed_with_its_evidence_and_opened_again_when_it_is_back(
    desk: Desk, inspector: InspectorStandIn, jira: JiraStandIn
) -> None:
    listed(inspector, a_finding())
    jobs.reconcile(desk)
    later(desk, inspector, 1, status="CLOSED")
    assert jira.category("SEC-1") == "done"
    assert "no longer sees it" in comments(jira, "SEC-1")[0]

    later(desk, inspector, 3, status="ACTIVE")
    assert jira.category("SEC-1") == "new"
    assert len(jira.issues) == 1
    assert jira.issues["SEC-1"]["fields"]["duedate"] == "2026-09-10"  # the two days that it was fixed
    assert Ticket.objects.get().episode == 2


def test_what_is_no_longer_listed_is_gone(desk: Desk, inspector: InspectorStandIn, jira: JiraStandIn) -> None:
    listed(inspector, a_finding(), other := a_finding(repository="portal"))
    jobs.reconcile(desk)
    del inspector.found[other["findingArn"]]
    later(desk, inspector, 1)
    gone = next(key for key, each in jira.issues.items() if "portal" in each["fields"]["summary"])
    assert jira.category(gone) == "done"
    assert sum(jira.category(key) == "done" for key in jira.issues) == 1


def test_an_event_makes_a_ticket_at_once_and_only_once(desk: Desk, jira: JiraStandIn) -> None:
    event = an_event(a_finding())
    assert jobs.take_events(desk, [event, event]).counts == {
        "taken": 1,
        "repeated": 1,
        "older": 0,
        "malformed": 0,
    }
    jobs.take_events(desk, [event])
    assert len(jira.issues) == 1


def test_an_ops_item_gets_a_ticket_and_learns_of_it(
    desk: Desk, opscenter: OpsCenterStandIn, jira: JiraStandIn
) -> None:
    item = an_ops_item()
    opscenter.items[item["OpsItemId"]] = item
    jobs.take_events(desk, [an_ops_event(item)])
    assert jira.issues["SEC-1"]["fields"]["priority"] == {"name": "High"}
    assert item["OperationalData"]["/opsdesk/jira"]["Value"] == "SEC-1"
    assert list(jira.issues["SEC-1"]["links"]) == [f"opsitem:{item['OpsItemId']}"]

    jira.people_move("SEC-1", "In progress")
    jobs.look_at(desk, "SEC-1")
    assert item["Status"] == "InProgress"
    jira.people_move("SEC-1", "Done")
    jobs.look_at(desk, "SEC-1")
    assert item["Status"] == "Resolved"


def test_an_ops_item_that_is_resolved_in_the_console_stays_so_while_its_ticket_is_about_another(
    desk: Desk, opscenter: OpsCenterStandIn, jira: JiraStandIn
) -> None:
    shared = {"/aws/dedup": {"Value": '{"dedupString": "disk"}', "Type": "String"}}
    resolved, other = (an_ops_item(OperationalData=dict(shared)) for _ in range(2))
    opscenter.items |= {item["OpsItemId"]: item for item in (resolved, other)}
    jobs.reconcile(desk)
    assert list(jira.issues) == ["SEC-1"]
    resolved |= {"Status": "Resolved", "LastModifiedTime": NOW + timedelta(minutes=1)}
    jira.people_move("SEC-1", "In progress")
    with clock.stopped_at(NOW + timedelta(minutes=2)):
        jobs.reconcile(desk)
    assert (resolved["Status"], other["Status"]) == ("Resolved", "InProgress")
    jira.people_move("SEC-1", "Done")
    with clock.stopped_at(NOW + timedelta(minutes=3)):
        jobs.reconcile(desk)
    assert (resolved["Status"], other["Status"]) == ("Resolved", "Resolved")


def test_a_ticket_that_people_close_is_opened_again_only_when_the_finding_is_seen_again(
    desk: Desk, inspector: InspectorStandIn, jira: JiraStandIn
) -> None:
    listed(inspector, a_finding())
    jobs.reconcile(desk)
    jira.people_move("SEC-1", "Done")
    jobs.look_at(desk, "SEC-1")
    assert jira.category("SEC-1") == "done"
    later(desk, inspector, 1)
    assert jira.category("SEC-1") == "new"
    assert "seen after this ticket was closed" in comments(jira, "SEC-1")[0]


def test_a_rehearsal_says_exactly_what_a_run_then_calls(
    desk: Desk, inspector: InspectorStandIn, opscenter: OpsCenterStandIn, jira: JiraStandIn
) -> None:
    listed(inspector, a_finding(), a_finding(cve="CVE-2026-2"), a_finding(cve="CVE-2026-3"))
    jobs.reconcile(desk)
    item = an_ops_item()
    opscenter.items[item["OpsItemId"]] = item
    listed(inspector, a_finding(cve="CVE-2026-4", severity="CRITICAL"))
    first, second, third, _ = inspector.found.values()
    at = NOW + timedelta(days=5, hours=12)
    first |= {"status": "CLOSED", "updatedAt": at}
    second |= {"severity": "CRITICAL", "updatedAt": at}
    third |= {"lastObservedAt": at, "updatedAt": at}
    with clock.stopped_at(at):
        before, rows = len(jira.journal), list(Ticket.objects.values())
        said = jobs.rehearse(desk).calls
        assert len(jira.journal) == before
        assert list(Ticket.objects.values()) == rows
        assert jobs.reconcile(desk).calls == said
    assert len(said) == len(jira.journal) - before + len(opscenter.journal) >= 6


def test_a_create_that_timed_out_is_found_and_not_made_again(
    desk: Desk, inspector: InspectorStandIn, jira: JiraStandIn
) -> None:
    listed(inspector, a_finding())
    jira.lag = timedelta(minutes=10)
    jira.fault = lambda request: "timeout after" if request.url.path.endswith("/issue/bulk") else ""
    run = jobs.reconcile(desk)
    assert run.problems == [] or len(jira.issues) == 1
    jira.fault = lambda request: ""
    jobs.reconcile(desk)
    assert len(jira.issues) == 1
    with clock.stopped_at(NOW + SETTLING + timedelta(seconds=1)):
        jobs.reconcile(desk)
    assert len(jira.issues) == 1
    assert Ticket.objects.get().jira_key == "SEC-1"


def test_a_rehearsal_outlives_an_issue_that_is_not_there_any_more(
    desk: Desk, inspector: InspectorStandIn, jira: JiraStandIn
) -> None:
    listed(inspector, a_finding(), a_finding(cve="CVE-2026-2"))
    jobs.reconcile(desk)
    jira.lag = timedelta(minutes=5)
    jira.people_delete("SEC-1")  # of which the search does not know yet
    with clock.stopped_at(NOW + timedelta(minutes=1)):
        for finding in inspector.found.values():
            finding |= {"status": "CLOSED", "updatedAt": clock.now()}
        said = jobs.rehearse(desk).calls
        done = jobs.reconcile(desk).calls
    assert [call for call in said if "/SEC-2/" in call] == done
    assert [call.split()[1] for call in done] == ["/issue/SEC-2/comment", "/issue/SEC-2/transitions"]
    assert not any("/SEC-1/transitions" in call for call in said)
