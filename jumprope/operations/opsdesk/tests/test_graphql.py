"""The desk in the GraphQL API: operators see and decide; to everyone else it is not there."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.jobs import desk as jobs
from jumprope.operations.opsdesk.jobs.desk import Desk
from jumprope.operations.opsdesk.jobs.stand_in.aws import InspectorStandIn
from jumprope.operations.opsdesk.jobs.stand_in.invented import FIRST_SEEN, a_finding
from jumprope.operations.opsdesk.models import Owner, Pause, Policy, RiskException
from jumprope.platform.permissions.factories import a_viewer
from tests.fixtures import Ask

STATUS = """{ opsdeskStatus {
    open malformedEvents unanswered refused byUrgency { urgency open breached oldestDays }
    tickets { group jiraKey subject place urgency team ageDays daysLeft dueAt breached paused } } }"""
REPORT = """query Report($since: DateTime!) { opsdeskReport(since: $since) {
    opened resolved inTime breaches medianDays days { on open overdue } } }"""
EXCEPTIONS = "{ opsdeskExceptions { id subject places owner reason until daysLeft } }"
ACCEPT = (
    """mutation Accept($input: AcceptRiskInput!) { acceptRisk(input: $input) { errors { code field } } }"""
)
END = """mutation End($input: EndRiskExceptionInput!) {
    endRiskException(input: $input) { errors { code field } } }"""
POLICY = """mutation Policy($input: SetResolutionPolicyInput!) {
    setResolutionPolicy(input: $input) { errors { code field } } }"""


OWNER = """mutation Owner($input: NameResourceOwnerInput!) {
    nameResourceOwner(input: $input) { errors { code field } } }"""
PAUSE = """mutation Pause($input: PauseResolutionClockInput!) {
    pauseResolutionClock(input: $input) { errors { code field } } }"""
RESUME = """mutation Resume($input: ResumeResolutionClockInput!) {
    resumeResolutionClock(input: $input) { errors { code field } } }"""


NOW = FIRST_SEEN + timedelta(days=1)


@pytest.fixture(autouse=True)
def _stopped() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


@pytest.fixture
def staff(desk: Desk, inspector: InspectorStandIn) -> Viewer:
    """An account with the role of an operator, and a ticket to look at."""
    finding = a_finding()
    inspector.found[finding["findingArn"]] = finding
    jobs.reconcile(desk)
    return a_viewer(Role.OPERATOR)


def a_risk() -> dict[str, Any]:
    until = (NOW + timedelta(days=5)).isoformat()
    return {"subject": "CVE-2026-1001", "owner": "Ada", "reason": "Not reachable", "until": until}


def test_an_operator_sees_tickets_and_figures(ask: Ask, staff: Viewer) -> None:
    status = ask(staff, STATUS)["opsdeskStatus"]
    assert (status["open"], status["tickets"][0]["jiraKey"]) == (1, "SEC-1")
    assert status["tickets"][0]["urgency"] == "HIGH"
    since = (NOW - timedelta(days=2)).isoformat()
    report = ask(staff, REPORT, since=since)["opsdeskReport"]
    assert (report["opened"], len(report["days"])) == (1, 3)


def test_an_operator_accepts_a_risk_and_ends_that(ask: Ask, staff: Viewer) -> None:
    assert ask(staff, ACCEPT, input=a_risk())["acceptRisk"] == {"errors": []}
    (shown,) = ask(staff, EXCEPTIONS)["opsdeskExceptions"]
    assert (shown["subject"], shown["places"], shown["daysLeft"]) == ("CVE-2026-1001", "*", 5)
    assert ask(staff, END, input={"riskExceptionId": shown["id"]})["endRiskException"] == {"errors": []}
    assert ask(staff, EXCEPTIONS)["opsdeskExceptions"] == []


def test_an_operator_sets_a_policy(ask: Ask, staff: Viewer) -> None:
    answer = ask(staff, POLICY, input={"urgency": "HIGH", "days": 0})["setResolutionPolicy"]
    assert answer["errors"] == [{"code": "value_invalid", "field": "days"}]
    assert ask(staff, POLICY, input={"urgency": "HIGH", "days": 5})["setResolutionPolicy"]["errors"] == []
    assert Policy.objects.get().days == 5


def test_an_operator_stops_a_clock_and_lets_it_go_on(ask: Ask, staff: Viewer) -> None:
    said = {"jiraKey": "SEC-1", "reason": "Waiting for the vendor"}
    assert ask(staff, PAUSE, input=said)["pauseResolutionClock"] == {"errors": []}
    assert ask(staff, STATUS)["opsdeskStatus"]["tickets"][0]["paused"]
    again = ask(staff, PAUSE, input=said)["pauseResolutionClock"]
    assert [error["code"] for error in again["errors"]] == ["clock_stands_still"]
    assert ask(staff, RESUME, input={"jiraKey": "SEC-1"})["resumeResolutionClock"] == {"errors": []}
    again = ask(staff, RESUME, input={"jiraKey": "SEC-1"})["resumeResolutionClock"]
    assert again["errors"] == [{"code": "not_found", "field": "jiraKey"}]


def test_an_operator_says_whose_resources_are(ask: Ask, staff: Viewer) -> None:
    said = {"tag": "Service", "value": "grades", "team": "Grade Book"}
    assert ask(staff, OWNER, input=said)["nameResourceOwner"] == {"errors": []}
    assert (Owner.objects.get().team, Owner.objects.get().rank) == ("Grade Book", 1)
    empty = ask(staff, OWNER, input=said | {"team": ""})["nameResourceOwner"]
    assert empty["errors"] == [{"code": "value_missing", "field": "team"}]


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.OPERATOR, Role.SUPPORT}])
def test_to_everyone_else_the_desk_is_not_there(ask: Ask, staff: Viewer, role: Role) -> None:
    assert ask(staff, STATUS)["opsdeskStatus"] is not None
    viewer = a_viewer(role)
    assert ask(viewer, STATUS)["opsdeskStatus"] is None
    assert ask(viewer, REPORT, since=NOW.isoformat())["opsdeskReport"] is None
    assert ask(viewer, EXCEPTIONS)["opsdeskExceptions"] is None
    answer = ask(viewer, ACCEPT, input=a_risk())["acceptRisk"]
    assert [error["code"] for error in answer["errors"]] == ["not_found"]
    assert not RiskException.objects.exists()
    pause = {"jiraKey": "SEC-1", "reason": "Waiting for the vendor"}
    owner = {"tag": "Service", "value": "grades", "team": "Grade Book"}
    for answer in (
        ask(viewer, PAUSE, input=pause)["pauseResolutionClock"],
        ask(viewer, RESUME, input={"jiraKey": "SEC-1"})["resumeResolutionClock"],
        ask(viewer, OWNER, input=owner)["nameResourceOwner"],
    ):
        assert [error["code"] for error in answer["errors"]] == ["not_found"]
    assert not Pause.objects.exists()
    assert not Owner.objects.exists()
