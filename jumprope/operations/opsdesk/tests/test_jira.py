"""The client of Jira: what it does when Jira is busy, broken, or says no; it shows its token nowhere."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import httpx
import pytest

from jumprope.kit import clock
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.jobs import desk as jobs
from jumprope.operations.opsdesk.jobs.desk import SETTLING, Desk
from jumprope.operations.opsdesk.jobs.jira import (
    Jira,
    JiraProjectMissing,
    JiraTokenRejected,
    JiraUnavailable,
    Rejected,
    Site,
    reason_of,
)
from jumprope.operations.opsdesk.jobs.stand_in.aws import InspectorStandIn
from jumprope.operations.opsdesk.jobs.stand_in.invented import FIRST_SEEN, a_desk, a_finding
from jumprope.operations.opsdesk.jobs.stand_in.jira import ADDRESS, JiraStandIn
from jumprope.operations.opsdesk.jobs.stand_in.workflows import ONE_WAY, REVIEWED
from jumprope.operations.opsdesk.models import Delivery, Ticket
from jumprope.operations.opsdesk.rules import adf
from jumprope.operations.opsdesk.tests.documents import Validated
from jumprope.operations.opsdesk.writes import deliveries, tickets

TOKEN, SECRET = "a token", "a token that nobody may see"
NOW = FIRST_SEEN + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _stopped() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def found(inspector: InspectorStandIn) -> InspectorStandIn:
    """Inspector, with a finding."""
    finding = a_finding()
    inspector.found[finding["findingArn"]] = finding
    return inspector


def once(fault: str, path: str = "") -> Callable[[httpx.Request], str]:
    """A fault of the first request to this path."""
    left = [fault]
    return lambda request: left.pop() if left and request.url.path.endswith(path) else ""


def client(jira: JiraStandIn, *, token: str = TOKEN, project: str = "SEC") -> tuple[Jira, list[float]]:
    waited: list[float] = []
    site = Site(ADDRESS, "desk@example.org", project, token)
    return Jira(site, transport=Validated(jira), wait=waited.append), waited


def test_a_question_is_asked_again_and_then_given_up(jira: JiraStandIn) -> None:
    asking, _ = client(jira)
    jira.fault = once("error")
    assert asking.me()
    jira.fault = lambda request: "timeout"
    with pytest.raises(JiraUnavailable, match="ReadTimeout"):
        asking.me()
    jira.fault = lambda request: "error"
    with pytest.raises(JiraUnavailable, match="503"):
        asking.me()


def test_a_busy_jira_is_waited_for_as_long_as_it_says_but_not_for_ever(jira: JiraStandIn) -> None:
    asking, waited = client(jira)
    jira.fault = once("busy")
    assert asking.me()
    assert waited == [7.0]
    jira.fault = lambda request: "busy"
    with pytest.raises(JiraUnavailable, match="7 seconds"):
        asking.me()
    assert sum(waited) <= 60


def test_a_wrong_token_says_what_to_do_and_is_shown_nowhere(
    jira: JiraStandIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    asking, _ = client(jira, token=SECRET)
    with pytest.raises(JiraTokenRejected, match="OPSDESK_JIRA_TOKEN") as refusal:
        asking.check()
    assert SECRET not in repr(refusal.value) + repr(asking.site) + caplog.text


def test_a_missing_project_says_what_to_do(jira: JiraStandIn) -> None:
    asking, _ = client(jira, project="NONE")
    with pytest.raises(JiraProjectMissing, match="OPSDESK_JIRA_PROJECT"):
        asking.check()


def test_a_reason_is_what_jira_says_or_its_status() -> None:
    assert reason_of(httpx.Response(400, json={"errorMessages": ["a"], "errors": {"b": "c"}})) == "a; b: c"
    assert reason_of(httpx.Response(400, json=["x"])) == "Bad Request"
    assert reason_of(httpx.Response(413, text="<html>")) == "Request Entity Too Large"
    assert reason_of(httpx.Response(404, json={})) == "Not Found"
    assert str(Rejected(400, "x" * 900)) == ("400: " + "x" * 900)[:500]


@pytest.mark.parametrize("fault", ["busy", "down"])
def test_what_certainly_did_not_arrive_stays_planned(
    jira: JiraStandIn, viewer_now: Callable[[], Viewer], found: InspectorStandIn, fault: str
) -> None:
    at_desk = a_desk(Validated(jira), viewer_now, inspector=found)
    jira.fault = lambda request: fault if request.url.path.endswith("/issue/bulk") else ""
    with pytest.raises(JiraUnavailable):
        jobs.reconcile(at_desk)
    assert [row.state for row in Delivery.objects.all()] == ["planned"]
    jira.fault = lambda request: ""
    jobs.reconcile(at_desk)
    assert len(jira.issues) == 1


def test_an_issue_that_jira_refuses_is_told_and_the_others_are_made(
    desk: Desk, jira: JiraStandIn, found: InspectorStandIn
) -> None:
    other = a_finding(cve="CVE-2026-2", severity="CRITICAL")
    found.found[other["findingArn"]] = other
    with pytest.MonkeyPatch.context() as without:
        module = "jumprope.operations.opsdesk.jobs.stand_in.jira.PRIORITIES"
        without.setattr(module, ("High",))
        run = jobs.reconcile(desk)
    assert len(jira.issues) == 1
    assert run.problems == ["priority: Specify the Priority (name) in string format"]
    jobs.reconcile(desk)
    assert len(jira.issues) == 2


@pytest.mark.usefixtures("found")
def test_where_jira_refuses_every_issue_nothing_is_lost(desk: Desk, jira: JiraStandIn) -> None:
    jira.project = "MOVED"
    run = jobs.reconcile(desk)
    assert run.problems == ["400: project: valid project is required"]
    jira.project = "SEC"
    jobs.reconcile(desk)
    assert len(jira.issues) == 1


@pytest.mark.parametrize("fault", ["error after", "timeout after", "error", "timeout"])
@pytest.mark.parametrize("path", ["/comment", "/transitions", "/SEC-1"])
def test_a_call_without_an_answer_has_one_effect_in_the_end(
    desk: Desk, jira: JiraStandIn, found: InspectorStandIn, fault: str, path: str
) -> None:
    jobs.reconcile(desk)
    (finding,) = found.found.values()
    finding["status"] = "CLOSED"
    jira.fault = lambda request: (
        fault if request.method in {"POST", "PUT"} and request.url.path.endswith(path) else ""
    )
    with clock.stopped_at(NOW + timedelta(days=1)):
        jobs.reconcile(desk)
    jira.fault = lambda request: ""
    with clock.stopped_at(NOW + timedelta(days=1) + SETTLING + timedelta(minutes=1)):
        jobs.reconcile(desk)
    assert jira.category("SEC-1") == "done"
    assert len(jira.issues["SEC-1"]["comments"]) == 1


def test_a_comment_is_found_in_an_issue_that_people_have_moved_since(
    desk: Desk, jira: JiraStandIn, found: InspectorStandIn
) -> None:
    jobs.reconcile(desk)
    (finding,) = found.found.values()
    finding["status"] = "CLOSED"
    jira.fault = once("timeout after", "/comment")
    with clock.stopped_at(NOW + timedelta(days=1)):
        jobs.reconcile(desk)
    jira.people_move_away("SEC-1", "OTHER-1")
    with clock.stopped_at(NOW + timedelta(days=1) + SETTLING + timedelta(minutes=1)):
        jobs.reconcile(desk)
    assert jira.category("OTHER-1") == "done"
    assert len(jira.issues["OTHER-1"]["comments"]) == 1


@pytest.mark.usefixtures("found")
def test_issues_that_were_made_but_could_not_be_looked_at_are_found_again(
    desk: Desk, jira: JiraStandIn
) -> None:
    jira.fault = lambda request: "error" if request.url.path.endswith("/bulkfetch") else ""
    jobs.reconcile(desk)
    jira.fault = lambda request: ""
    jira.people_clone("SEC-1")
    jira.people_edit("SEC-1", labels=[])
    with clock.stopped_at(NOW + SETTLING + timedelta(minutes=1)):
        jobs.reconcile(desk)
    assert Ticket.objects.get().jira_key == "SEC-1"
    assert len(jira.issues) == 2  # with the one that someone cloned


def test_a_workflow_of_its_own_is_followed_with_the_resolution_that_it_demands(
    jira: JiraStandIn, desk: Desk, found: InspectorStandIn
) -> None:
    jira.workflow = REVIEWED
    jobs.reconcile(desk)
    (finding,) = found.found.values()
    finding["status"] = "CLOSED"
    jobs.reconcile(desk)
    assert jira.issues["SEC-1"]["status"] == "Closed"


def test_where_a_workflow_offers_no_way_it_is_said_once(
    jira: JiraStandIn, desk: Desk, found: InspectorStandIn
) -> None:
    jira.workflow = ONE_WAY
    jobs.reconcile(desk)
    (finding,) = found.found.values()
    finding["status"] = "CLOSED"
    assert jobs.rehearse(desk).calls == jobs.reconcile(desk).calls
    run = jobs.reconcile(desk)
    said = [adf.words(each["body"]) for each in jira.issues["SEC-1"]["comments"]]
    assert sum("by hand" in text for text in said) == 1
    assert "no way to a status that is done" in run.problems[0]
    jira.people_move("SEC-1", "In work")
    jobs.reconcile(desk)
    assert jira.category("SEC-1") == "done"


@pytest.mark.usefixtures("found")
def test_a_call_that_someone_else_makes_is_left_to_them(desk: Desk, jira: JiraStandIn) -> None:
    tickets.decide(viewer=desk.viewer(), board=desk.board)
    with pytest.MonkeyPatch.context() as meanwhile:
        meanwhile.setattr(deliveries, "begin", lambda **_: deliveries.Begun(delivery_ids=[]))
        jobs.reconcile(desk)
    assert not jira.issues
    planned = [row.pk for row in Delivery.objects.filter(state="planned")]
    assert deliveries.begin(viewer=desk.viewer(), delivery_ids=planned).delivery_ids == planned
    assert deliveries.begin(viewer=desk.viewer(), delivery_ids=planned).delivery_ids == []


@pytest.mark.usefixtures("found")
def test_a_comment_that_someone_else_makes_is_left_to_them(
    desk: Desk, jira: JiraStandIn, inspector: InspectorStandIn
) -> None:
    jobs.reconcile(desk)
    (finding,) = inspector.found.values()
    finding["status"] = "CLOSED"
    with pytest.MonkeyPatch.context() as meanwhile:
        meanwhile.setattr(deliveries, "begin", lambda **_: deliveries.Begun(delivery_ids=[]))
        jobs.reconcile(desk)
    assert jira.category("SEC-1") == "new"
    jobs.reconcile(desk)
    assert jira.category("SEC-1") == "done"


@pytest.mark.usefixtures("found")
def test_an_issue_that_people_deleted_is_made_anew(desk: Desk, jira: JiraStandIn) -> None:
    jobs.reconcile(desk)
    jira.people_delete("SEC-1")
    jobs.reconcile(desk)
    assert list(jira.issues) == ["SEC-2"]


@pytest.mark.usefixtures("found")
def test_an_issue_that_people_moved_to_another_project_is_followed(desk: Desk, jira: JiraStandIn) -> None:
    jobs.reconcile(desk)
    jira.people_move_away("SEC-1", "WEB-7")
    jobs.reconcile(desk)
    assert list(jira.issues) == ["WEB-7"]
    assert Ticket.objects.get().jira_key == "WEB-7"
    assert jobs.reconcile(desk).calls == []


@pytest.mark.usefixtures("found")
def test_a_due_date_moved_later_is_put_back_and_an_earlier_one_is_let_be(
    desk: Desk, jira: JiraStandIn
) -> None:
    jobs.reconcile(desk)
    jira.people_edit("SEC-1", duedate="2026-09-05", priority={"name": "Lowest"}, labels=["opsdesk", "mine"])
    jobs.reconcile(desk)
    fields = jira.issues["SEC-1"]["fields"]
    assert (fields["duedate"], fields["priority"]["name"]) == ("2026-09-05", "Lowest")
    assert fields["labels"][:2] == ["opsdesk", "mine"]
    assert len(fields["labels"]) == 3
    jira.people_edit("SEC-1", duedate=None)
    jobs.reconcile(desk)
    assert jira.issues["SEC-1"]["fields"]["duedate"] == "2026-09-08"
