"""What people decide: accepted risks, policies, owners, paused clocks; and what follows in Jira."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from jumprope.kit import clock
from jumprope.kit.errors import NotFound, Refused
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk import reads
from jumprope.operations.opsdesk.jobs import desk as jobs
from jumprope.operations.opsdesk.jobs.desk import SETTLING, Desk
from jumprope.operations.opsdesk.jobs.stand_in.aws import InspectorStandIn
from jumprope.operations.opsdesk.jobs.stand_in.invented import FIRST_SEEN, a_finding, on_a_server
from jumprope.operations.opsdesk.jobs.stand_in.jira import JiraStandIn
from jumprope.operations.opsdesk.models import Pause, RiskException, Ticket
from jumprope.operations.opsdesk.writes import people

Now = Callable[[], Viewer]
DAY = timedelta(days=1)
NOW = FIRST_SEEN + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _stopped() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def found(inspector: InspectorStandIn) -> dict[str, Any]:
    """A finding that Inspector lists."""
    finding = a_finding()
    inspector.found[finding["findingArn"]] = finding
    return finding


def accept(viewer: Viewer, **changes: Any) -> int:
    values: dict[str, Any] = {
        "subject": "CVE-2026-1001",
        "owner": "Ada",
        "reason": "Not reachable",
        "until": NOW + 5 * DAY,
    }
    return people.accept_risk(viewer=viewer, **values | changes).risk_exception_id


@pytest.mark.usefixtures("found")
def test_an_accepted_risk_gets_no_ticket_until_that_is_over(desk: Desk, jira: JiraStandIn) -> None:
    accept(desk.viewer())
    jobs.reconcile(desk)
    assert not jira.issues
    with clock.stopped_at(NOW + 5 * DAY):
        jobs.reconcile(desk)
    assert len(jira.issues) == 1


def test_a_ticket_whose_risk_is_accepted_is_not_opened_while_an_answer_about_it_is_waited_for(
    desk: Desk, jira: JiraStandIn, found: dict[str, Any]
) -> None:
    """That it is to be opened was planned before, after a comment that may have arrived or not."""
    jobs.reconcile(desk)
    found["status"] = "CLOSED"
    jobs.reconcile(desk)
    found["status"] = "ACTIVE"
    jira.fault = lambda request: (
        "timeout" if request.method == "POST" and request.url.path.endswith("/comment") else ""
    )
    jobs.reconcile(desk)
    jira.fault = lambda _request: ""
    accept(desk.viewer())
    assert jobs.rehearse(desk).calls == jobs.reconcile(desk).calls == []
    assert jira.category("SEC-1") == "done"
    with clock.stopped_at(NOW + SETTLING + timedelta(minutes=1)):
        assert jobs.reconcile(desk).calls == []
    assert jira.category("SEC-1") == "done"


def test_what_people_do_while_an_answer_is_waited_for_is_noticed(
    desk: Desk, jira: JiraStandIn, found: dict[str, Any]
) -> None:
    jobs.reconcile(desk)
    found["status"] = "CLOSED"
    jobs.reconcile(desk)
    found["status"] = "ACTIVE"
    jira.fault = lambda request: (
        "timeout" if request.method == "POST" and request.url.path.endswith("/comment") else ""
    )
    jobs.reconcile(desk)
    jira.fault = lambda _request: ""
    jira.lag = timedelta(minutes=5)  # no search knows of it
    jira.people_move("SEC-1", "In progress")
    jobs.reconcile(desk)
    jira.people_move("SEC-1", "Done")
    with clock.stopped_at(NOW + SETTLING + timedelta(minutes=1)):
        jobs.reconcile(desk)
        assert jira.category("SEC-1") == "done"
        found["lastObservedAt"] = clock.now() + timedelta(minutes=1)
    with clock.stopped_at(NOW + SETTLING + timedelta(minutes=3)):
        jobs.reconcile(desk)
    assert jira.category("SEC-1") == "new"


def test_a_risk_that_is_accepted_later_closes_its_ticket_and_its_time_stands_still(
    desk: Desk, jira: JiraStandIn, found: dict[str, Any]
) -> None:
    jobs.reconcile(desk)
    key = accept(desk.viewer(), places="*gradebook")
    jobs.reconcile(desk)
    assert jira.category("SEC-1") == "done"
    with clock.stopped_at(NOW + 2 * DAY):
        people.end_exception(viewer=desk.viewer(), risk_exception_id=key)
        found["lastObservedAt"] = NOW + 2 * DAY
        jobs.reconcile(desk)
        with pytest.raises(NotFound):
            people.end_exception(viewer=desk.viewer(), risk_exception_id=key)
    assert jira.category("SEC-1") == "new"
    assert Ticket.objects.get().due_at == FIRST_SEEN + 9 * DAY


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"until": NOW}, "exception_ends_wrongly"),
        ({"until": NOW + 400 * DAY}, "exception_ends_wrongly"),
        ({"until": (NOW + DAY).replace(tzinfo=None)}, "exception_ends_wrongly"),
        ({"reason": " because  "}, "reason_too_short"),
        ({"owner": " "}, "value_missing"),
        ({"subject": "C" * 256}, "value_too_long"),
    ],
)
def test_a_risk_is_not_accepted_for_ever_nor_for_no_reason(
    viewer_now: Now, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        accept(viewer_now(), **changes)
    assert [problem.code for problem in refusal.value.problems] == [code]
    assert not RiskException.objects.exists()


def test_exceptions_are_listed_until_they_end(viewer_now: Now) -> None:
    accept(viewer_now())
    accept(viewer_now(), subject="CVE-2", until=NOW + DAY)
    assert [each.subject for each in reads.exceptions(viewer=viewer_now())] == ["CVE-2", "CVE-2026-1001"]
    with clock.stopped_at(NOW + DAY):
        assert [each.days_left for each in reads.exceptions(viewer=viewer_now())] == [4]


@pytest.mark.usefixtures("found")
def test_a_paused_clock_moves_the_due_date_by_the_length_of_the_pause(desk: Desk, jira: JiraStandIn) -> None:
    jobs.reconcile(desk)
    people.pause(viewer=desk.viewer(), jira_key="SEC-1", reason="Waiting for the vendor")
    with pytest.raises(people.ClockStandsStill):
        people.pause(viewer=desk.viewer(), jira_key="SEC-1", reason="Waiting for someone else")
    assert Pause.objects.count() == 1
    with clock.stopped_at(NOW + 10 * DAY):
        assert reads.status(viewer=desk.viewer()).tickets[0].paused
        assert reads.report(viewer=desk.viewer(), since=FIRST_SEEN).breaches == 0
        people.resume(viewer=desk.viewer(), jira_key="SEC-1")
        jobs.reconcile(desk)
        with pytest.raises(NotFound):
            people.resume(viewer=desk.viewer(), jira_key="SEC-1")
    assert jira.issues["SEC-1"]["fields"]["duedate"] == "2026-09-18"


@pytest.mark.usefixtures("found")
def test_only_the_clock_of_an_open_ticket_is_paused_and_with_a_reason(desk: Desk) -> None:
    jobs.reconcile(desk)
    for key, reason in (("SEC-9", "Waiting for the vendor"), ("", "Waiting for the vendor"), ("SEC-1", "no")):
        with pytest.raises(Refused):
            people.pause(viewer=desk.viewer(), jira_key=key, reason=reason)
    assert not Pause.objects.exists()


@pytest.mark.usefixtures("found")
def test_a_policy_stands_in_place_of_the_default(desk: Desk, jira: JiraStandIn) -> None:
    people.set_policy(viewer=desk.viewer(), urgency="high", days=14)
    people.set_policy(viewer=desk.viewer(), urgency="high", days=3)
    jobs.reconcile(desk)
    assert jira.issues["SEC-1"]["fields"]["duedate"] == "2026-09-04"


@pytest.mark.parametrize("days", [0, 366])
def test_a_policy_is_between_a_day_and_a_year(viewer_now: Now, days: int) -> None:
    with pytest.raises(Refused):
        people.set_policy(viewer=viewer_now(), urgency="high", days=days)


def test_a_tag_says_whose_ticket_it_is(desk: Desk, inspector: InspectorStandIn, jira: JiraStandIn) -> None:
    server = on_a_server(tags={"Service": "grades"})
    inspector.found[server["findingArn"]] = server
    people.name_owner(viewer=desk.viewer(), tag="Service", value="grades", team="Nobody")
    people.name_owner(viewer=desk.viewer(), tag="Service", value="grades", team="Grade Book", rank=2)
    jobs.reconcile(desk)
    assert "team-grade-book" in jira.issues["SEC-1"]["fields"]["labels"]
    assert reads.status(viewer=desk.viewer()).tickets[0].team == "Grade Book"


def test_how_it_went(desk: Desk, inspector: InspectorStandIn) -> None:
    for severity in ("CRITICAL", "HIGH", "LOW"):
        finding = a_finding(cve=f"CVE-{severity}", severity=severity)
        inspector.found[finding["findingArn"]] = finding
    jobs.reconcile(desk)
    with clock.stopped_at(NOW + 3 * DAY):
        for finding in inspector.found.values():
            finding |= {"status": "ACTIVE" if finding["severity"] == "LOW" else "CLOSED"}
        jobs.reconcile(desk)
        report = reads.report(viewer=desk.viewer(), since=FIRST_SEEN)
        status = reads.status(viewer=desk.viewer())
    with clock.stopped_at(NOW + 5 * DAY):
        assert reads.report(viewer=desk.viewer(), since=NOW + 4 * DAY).median_days is None
    assert (report.opened, report.resolved, report.in_time, report.breaches) == (3, 2, 1, 1)
    assert report.median_days == 3
    assert [(day.open, day.overdue) for day in report.days] == [(3, 0), (3, 0), (3, 0), (3, 1)]
    counts = {each.urgency: (each.open, each.oldest_days) for each in status.by_urgency}
    assert (counts["low"], counts["high"]) == ((1, 3), (0, 0))
