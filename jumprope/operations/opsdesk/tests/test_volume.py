"""Many findings: how many calls of Jira they take, and how much time of our own.

With fifty thousand: `OPSDESK_FINDINGS=50000 .venv/bin/pytest -s -k test_many_findings`
"""

import os
import time
from datetime import timedelta

from jumprope.kit import clock
from jumprope.operations.opsdesk.jobs import desk as jobs
from jumprope.operations.opsdesk.jobs.desk import Desk
from jumprope.operations.opsdesk.jobs.stand_in.aws import InspectorStandIn
from jumprope.operations.opsdesk.jobs.stand_in.invented import FIRST_SEEN, a_finding
from jumprope.operations.opsdesk.jobs.stand_in.jira import JiraStandIn

FINDINGS = int(os.environ.get("OPSDESK_FINDINGS", "150"))
A_TICKET = 25
"""How many findings a ticket holds: builds of one image that have the same vulnerability."""

LONGEST_RUN = 60.0


def test_many_findings_take_few_calls_and_little_time(
    desk: Desk, inspector: InspectorStandIn, jira: JiraStandIn
) -> None:
    tickets = FINDINGS // A_TICKET
    for number in range(FINDINGS):
        found = a_finding(cve=f"CVE-2026-{number % tickets:05}", severity="LOW")
        inspector.found[found["findingArn"]] = found
    calls, seconds = [], []
    for day in range(3):
        at = FIRST_SEEN + timedelta(days=day)
        for found in inspector.found.values():
            found |= {"lastObservedAt": at, "updatedAt": at}
        asked, told, begun = desk.jira.asked, desk.jira.told, time.process_time()
        with clock.stopped_at(at):
            jobs.reconcile(desk)
        seconds.append(time.process_time() - begun)
        calls.append((desk.jira.asked - asked, desk.jira.told - told))
    print(f"{FINDINGS} findings, {tickets} tickets: calls (asked, told) {calls}, seconds {seconds}")
    assert len(jira.issues) == tickets
    chunks, pages = -(-tickets // 50), max(1, -(-tickets // jira.page))
    assert calls == [(1 + chunks, chunks), (pages, 0), (pages, 0)]
    assert max(seconds) < LONGEST_RUN
