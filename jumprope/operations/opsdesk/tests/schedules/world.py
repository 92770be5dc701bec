"""All that surrounds the desk: what Inspector and OpsCenter hold, a Jira with people in it, and time."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction

from jumprope.kit import clock, command
from jumprope.kit.errors import Refused
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.jobs import desk as jobs
from jumprope.operations.opsdesk.jobs import handlers
from jumprope.operations.opsdesk.jobs.aws import Inspector, OpsCenter
from jumprope.operations.opsdesk.jobs.desk import Desk
from jumprope.operations.opsdesk.jobs.jira import Jira, Site
from jumprope.operations.opsdesk.jobs.stand_in.aws import InspectorStandIn, OpsCenterStandIn
from jumprope.operations.opsdesk.jobs.stand_in.invented import (
    a_finding,
    an_event,
    an_ops_event,
    an_ops_item,
    on_a_server,
)
from jumprope.operations.opsdesk.jobs.stand_in.jira import ADDRESS, JiraStandIn
from jumprope.operations.opsdesk.rules.decisions import LABEL, Board
from jumprope.operations.opsdesk.rules.observations import group_of, image
from jumprope.operations.opsdesk.rules.scopes import Scope
from jumprope.operations.opsdesk.tests.schedules.fate import (
    NONE,
    OVERTAKEN,
    Fate,
    Killed,
    MortalAws,
    MortalJira,
    MortalJournal,
    Trouble,
)
from jumprope.operations.opsdesk.writes import people

BEGINS = datetime(2026, 10, 24, 22, 30, tzinfo=UTC)
"""The evening before Europe's clocks go back, half an hour before midnight in London."""

LAG = timedelta(minutes=5)
FIRST, SECOND = "CVE-2026-1001", "CVE-2026-1002"
HOME, AWAY = ("123456789012", "eu-central-1"), ("210987654321", "us-east-1")


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of finding: its CVE, where it is, and the ticket that it belongs to."""

    cve: str
    account: str
    region: str
    repository: str = ""

    @property
    def place(self) -> str:
        """Where tickets say that it is; servers of a service share a place, whatever their accounts."""
        if self.repository:
            return image(self.account, self.region, self.repository)
        return "package libexample in grades"

    @property
    def group(self) -> str:
        """The group whose ticket it is."""
        return group_of(self.cve, self.place)

    def made(self, severity: str, now: datetime) -> dict[str, Any]:
        """A finding of this sort."""
        about: dict[str, Any] = {
            "severity": severity,
            "first_seen": now,
            "account": self.account,
            "region": self.region,
        }
        if self.repository:
            return a_finding(cve=self.cve, repository=self.repository, **about)
        return on_a_server(self.cve, tags={"Service": "grades"}, **about)


SORTS = (
    Sort(FIRST, *HOME, "gradebook"),
    Sort(FIRST, *AWAY, "gradebook"),
    Sort(SECOND, *HOME),
    Sort(SECOND, *AWAY),
)
OPS_ITEM_ALONE, OPS_ITEM_SHARED, OPS_ITEM_JOINED = "alone", "shared", "joined"


class World:
    """The desk's surroundings at one moment, and what can happen there."""

    def __init__(self, viewer: Callable[[], Viewer]) -> None:
        self.viewer, self.now, self.fate = viewer, BEGINS, Fate()
        self.inspectors = {region: InspectorStandIn() for region in (HOME[1], AWAY[1])}
        self.opscenter = OpsCenterStandIn()
        self.jira = JiraStandIn(lag=LAG)
        self.events: list[dict[str, Any]] = []
        self.sort_of: dict[str, Sort] = {}
        self.touched: dict[str, datetime] = {}
        """When people last touched the issue of a group: so long Jira's search may not know."""
        self.accepted: list[dict[str, Any]] = []
        self.paused: dict[str, list[tuple[datetime, datetime | None]]] = {}
        """The clocks that people have stopped, by group."""
        self.look: Callable[[], object] = lambda: None
        """Looks at the desk before another run begins, which may learn what this one did not know."""
        self._transport = MortalJira(self.jira, self.fate)
        self.fate.meanwhile = self.another_run
        self._site = Site(ADDRESS, "desk@example.org", "SEC", "a token")

    def passes(self, time: timedelta = timedelta(seconds=1)) -> None:
        """Time passes."""
        self.now += time

    # The desk.

    @contextmanager
    def at_work(self, trouble: Trouble = NONE) -> Iterator[Desk]:
        """A desk now, before which this trouble lies."""
        self.fate.begin(trouble)
        with clock.stopped_at(self.now), suppress(Killed, Refused):
            yield self.desk()
        self.fate.end()

    def desk(self) -> Desk:
        """A desk as a new process makes it."""
        inspectors = [
            Inspector(lambda each=stand_in: MortalAws(each, self.fate), Scope(region))  # type: ignore[misc]
            for region, stand_in in self.inspectors.items()
        ]
        opscenter = OpsCenter(lambda: MortalAws(self.opscenter, self.fate), Scope(HOME[1]))
        jira = Jira(self._site, transport=self._transport, wait=lambda _seconds: None)
        return Desk(self.viewer, Board("SEC", "Task"), jira, inspectors, [opscenter])

    def reconcile(self, trouble: Trouble = NONE) -> jobs.Run | None:
        """The nightly run; None when it was cut off."""
        with self.at_work(trouble) as desk:
            return jobs.reconcile(desk, accept_empty=True)
        return None

    def another_run(self, trouble: Trouble = NONE) -> None:
        """A nightly run in the midst of another one."""
        self.look()
        self.reconcile(trouble)

    def reconcile_twice(self, at: int, trouble: Trouble) -> None:
        """Two nightly runs: after a call of the first comes the second, before which this trouble lies."""
        self.fate.meanwhile = lambda: self.another_run(trouble)
        self.reconcile(Trouble(OVERTAKEN, at))
        self.fate.meanwhile = self.another_run

    def rehearse(self) -> jobs.Run:
        """A run that only says what it would do."""
        with clock.stopped_at(self.now):
            return jobs.rehearse(self.desk(), accept_empty=True)

    def take(self, events: Sequence[dict[str, Any]], trouble: Trouble = NONE) -> None:
        """Some events come."""
        with self.at_work(trouble) as desk:
            jobs.take_events(desk, events)

    def webhook(self, number: int, trouble: Trouble = NONE) -> None:
        """A webhook of Jira's comes, at first or once more."""
        webhook = self.jira.webhooks[number]
        with self.at_work(trouble) as desk:
            handlers.deal_with(desk, webhook.headers["X-Atlassian-Webhook-Identifier"], webhook.body)

    # AWS.

    def find(self, sort: Sort, severity: str) -> None:
        """Inspector finds something."""
        found = sort.made(severity, self.now)
        self.inspectors[sort.region].found[found["findingArn"]] = found
        self.sort_of[found["findingArn"]] = sort
        self.events.append(an_event(found))

    @property
    def findings(self) -> list[dict[str, Any]]:
        """All that Inspector holds, in both regions."""
        return [found for stand_in in self.inspectors.values() for found in stand_in.found.values()]

    def change(self, found: dict[str, Any], **said: Any) -> None:
        """Inspector says something else of a finding."""
        found |= {**said, "updatedAt": self.now, "lastObservedAt": self.now}
        self.events.append(an_event(found))

    def vanish(self, found: dict[str, Any]) -> None:
        """A resource is gone, and its findings with it; no event says so."""
        for stand_in in self.inspectors.values():
            stand_in.found.pop(found["findingArn"], None)

    def raise_ops_item(self, how: str) -> None:
        """OpsCenter has an item more: alone, sharing a dedup string, or about the image of a finding."""
        item = an_ops_item(CreatedTime=self.now, LastModifiedTime=self.now)
        if how == OPS_ITEM_SHARED:
            item["OperationalData"]["/aws/dedup"] = {"Value": '{"dedupString": "disk"}', "Type": "String"}
        if how == OPS_ITEM_JOINED:
            found = SORTS[0].made("HIGH", self.now)
            arn = found["resources"][0]["id"]
            item |= {"Title": f"{FIRST} was found"}
            item["OperationalData"]["/aws/resources"] = {"Value": f'[{{"arn": "{arn}"}}]', "Type": "String"}
        self.opscenter.items[item["OpsItemId"]] = item
        self.events.append(an_ops_event(item))

    def group_of(self, item: dict[str, Any]) -> str:
        """The group whose ticket an OpsItem belongs to."""
        if "/aws/resources" in item["OperationalData"]:
            return SORTS[0].group
        shared = "/aws/dedup" in item["OperationalData"]
        return group_of("OpsItem", "OpsItem disk" if shared else f"OpsItem {item['OpsItemId']}")

    def move_ops_item(self, item: dict[str, Any], status: str) -> None:
        """Someone gives an OpsItem a status in the console."""
        item |= {"Status": status, "LastModifiedTime": self.now}
        self.events.append(an_ops_event(item))

    # People.

    def group_at(self, key: str) -> str:
        """The group whose mark an issue has; empty for a clone, which has none."""
        return str(self.jira.issues[key]["properties"].get(LABEL, {}).get("group", ""))

    def meddle(self, key: str, what: str) -> None:
        """Someone does something to an issue in Jira."""
        self.touched[self.group_at(key)] = self.now
        with clock.stopped_at(self.now):
            if what in self.jira.workflow.statuses:
                self.jira.people_move(key, what)
            elif what in {"later", "earlier", "no date"}:
                dates = {"later": "2031-01-01", "earlier": "2026-10-25", "no date": None}
                self.jira.people_edit(key, duedate=dates[what])
            elif what == "label":
                self.jira.people_edit(key, labels=[LABEL, "mine"])
            elif what == "delete":
                self.jira.people_delete(key)
            elif what == "away":
                self.jira.people_move_away(key, f"OTHER-{key.split('-')[1]}")
            else:
                self.jira.people_clone(key)

    def accept(self, cve: str, places: str, hours: int) -> None:
        """Someone accepts a risk for a time."""
        until = self.now + timedelta(hours=hours)
        with clock.stopped_at(self.now):
            kept = people.accept_risk(
                viewer=self.viewer(),
                subject=cve,
                places=places,
                owner="Ada",
                reason="Not reachable",
                until=until,
            )
        self.accepted.append({"id": kept.risk_exception_id, "cve": cve, "places": places, "until": until})

    def accept_no_more(self, number: int) -> None:
        """Someone ends an exception before its time."""
        ended = self.accepted[number % len(self.accepted)]
        with clock.stopped_at(self.now), suppress(Refused):
            people.end_exception(viewer=self.viewer(), risk_exception_id=ended["id"])
            ended["until"] = self.now

    def is_accepted(self, sort: Sort) -> bool:
        """Whether the risk of a sort is accepted now."""
        return any(
            each["cve"] == sort.cve
            and self.now < each["until"]
            and sort.place.endswith(each["places"].strip("*"))
            for each in self.accepted
        )

    def pause(self, key: str) -> None:
        """Someone stops the clock of a ticket, if it is open and its clock goes."""
        with clock.stopped_at(self.now), suppress(Refused):
            people.pause(viewer=self.viewer(), jira_key=key, reason="Waiting for the vendor")
            self.paused.setdefault(self.group_at(key), []).append((self.now, None))

    def resume(self, key: str) -> None:
        """Someone lets the clock of a ticket go on, if it stands still."""
        with clock.stopped_at(self.now), suppress(Refused):
            people.resume(viewer=self.viewer(), jira_key=key)
            pauses = self.paused[self.group_at(key)]
            pauses[-1] = (pauses[-1][0], self.now)


@contextmanager
def a_world(viewer: Callable[[], Viewer]) -> Iterator[World]:
    """A world of which nothing stays, and whose commands the process may end in."""
    world, journal = World(viewer), command._Installed.journal
    command.install(MortalJournal(world.fate))
    try:
        with transaction.atomic():
            yield world
            transaction.set_rollback(True)
    finally:
        command.install(journal)
