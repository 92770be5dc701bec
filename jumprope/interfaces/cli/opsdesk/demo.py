"""A quarter at the desk: forty invented findings, a Jira in this process, a team that is sometimes late."""

import random
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from jumprope.interfaces.cli.command import Answer
from jumprope.interfaces.cli.opsdesk.action import Action, new_file
from jumprope.interfaces.cli.opsdesk.views import burn_down, plain
from jumprope.kit import clock
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk import reads
from jumprope.operations.opsdesk.jobs import desk
from jumprope.operations.opsdesk.jobs.stand_in.aws import InspectorStandIn
from jumprope.operations.opsdesk.jobs.stand_in.invented import a_desk, a_finding
from jumprope.operations.opsdesk.jobs.stand_in.jira import JiraStandIn
from jumprope.operations.opsdesk.rules.charts import burn_down_picture
from jumprope.operations.opsdesk.rules.sla import Day
from jumprope.platform.tenancy import writes as tenancy

FINDINGS, DAYS = 40, 91
MIDNIGHT = datetime(2026, 7, 1, tzinfo=UTC)
BEGINS = MIDNIGHT + timedelta(hours=6)
"""The desk runs once a day at this hour; how things stand is told for each midnight: so a day late shows."""
REPOSITORIES = ("gradebook", "portal", "reports", "imports")
SEVERITIES = {"CRITICAL": 3, "HIGH": 10, "MEDIUM": 30, "LOW": 60}
"""After how many days this team is done, more or less."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A finding of the story, the day it is seen, and the day it is mended."""

    finding: dict[str, Any]
    seen: int
    mended: int


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--picture", type=new_file, metavar="FILE", help="write the burn-down as SVG")


def _demo(options: dict[str, Any]) -> Answer:
    """Tell the story, and keep nothing of it: the tables are those of the real desk."""
    with transaction.atomic():
        told = _told()
        transaction.set_rollback(True)
    picture: Path | None = options["picture"]
    if picture:
        title = "Open and overdue tickets of a quarter"
        picture.write_text(burn_down_picture(told.days, title), encoding="utf-8")
    return {**plain(asdict(told)), "picture": str(picture or "")}


@dataclass(frozen=True, slots=True)
class Told:
    """The end of the story: the columns of the board, how it went, and Jira's calls."""

    board: dict[str, list[str]]
    opened: int
    resolved: int
    in_time: int
    jira_calls: int
    days: list[Day]


def _told() -> Told:
    tenant_id = tenancy.found(slug="opsdesk-demo", name="Desk", sandbox=True).tenant_id
    inspector, jira = InspectorStandIn(), JiraStandIn()
    at_desk = a_desk(jira, lambda: Viewer.operator(tenant_id, "UTC"), inspector=inspector)
    story = _story()
    for number in range(DAYS):
        now = BEGINS + timedelta(days=number)
        with clock.stopped_at(now):
            _a_day(story, number, now, inspector)
            desk.reconcile(at_desk, accept_empty=True)
    with clock.stopped_at(MIDNIGHT + timedelta(days=DAYS)):
        report = reads.report(viewer=at_desk.viewer(), since=MIDNIGHT)
    columns: dict[str, list[str]] = {name: [] for name in jira.workflow.statuses}
    for key, issue in jira.issues.items():
        due, priority = issue["fields"]["duedate"], issue["fields"]["priority"]["name"]
        columns[issue["status"]].append(f"{key:<6}  {priority:<7}  due {due}  {issue['fields']['summary']}")
    calls = at_desk.jira.asked + at_desk.jira.told
    return Told(columns, report.opened, report.resolved, report.in_time, calls, report.days)


def _story() -> list[Planned]:
    chance = random.Random(40)  # noqa: S311 - a story that is always the same
    story = []
    for number in range(FINDINGS):
        severity = chance.choice(list(SEVERITIES))
        seen = chance.randrange(DAYS - 10)
        finding = a_finding(
            cve=f"CVE-2026-{9000 + number}",
            repository=chance.choice(REPOSITORIES),
            severity=severity,
            first_seen=BEGINS + timedelta(days=seen),
        )
        takes = round(SEVERITIES[severity] * chance.uniform(0.3, 1.1))
        story.append(Planned(finding, seen, seen + max(1, takes)))
    return story


def _a_day(story: list[Planned], number: int, now: datetime, inspector: InspectorStandIn) -> None:
    for each in story:
        if each.seen <= number:
            status = "CLOSED" if each.mended <= number else "ACTIVE"
            each.finding.update(status=status, lastObservedAt=now, updatedAt=now)
            inspector.found[each.finding["findingArn"]] = each.finding


def _sentences(answer: Answer) -> Iterator[str]:
    yield (
        f"{FINDINGS} findings in {DAYS} days: {answer['opened']} tickets opened, "
        f"{answer['resolved']} resolved, {answer['in_time']} of these in time; "
        f"it took {answer['jira_calls']} calls of Jira."
    )
    for column, issues in answer["board"].items():
        yield ""
        yield f"{column} ({len(issues)})"
        yield from (f"  {issue}" for issue in issues[:12])
        if len(issues) > 12:
            yield f"  and {len(issues) - 12} more"
    yield ""
    yield "Open at each week's beginning; ! stands for an overdue ticket:"
    yield from burn_down(answer["days"])
    if answer["picture"]:
        yield f"The picture is in {answer['picture']}."


ACTIONS = (Action("demo", "Show a quarter with 40 invented findings", _arguments, _demo, _sentences),)
