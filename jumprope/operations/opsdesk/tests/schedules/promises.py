"""What has to hold whatever happens, told by a ledger of its own: nothing here asks the rules of the desk."""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from jumprope.operations.opsdesk.models import Delivery, Finding, Ticket
from jumprope.operations.opsdesk.rules import adf
from jumprope.operations.opsdesk.tests.schedules.world import LAG, SORTS, World

DAYS = {"critical": 2, "high": 7, "medium": 30, "low": 90}
FINISH = "31"
REFERENCE = re.compile(r"\((opsdesk-[^()]*)\)$")

Times = list[tuple[datetime, datetime | None]]


class Promises:
    """Looks at the desk's tables and at Jira after whatever the desk has done, and remembers."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._looked_at = 0
        self._resolved: dict[str, Times] = defaultdict(list)
        self._first_seen: dict[str, datetime] = {}
        self._closed_by_people: dict[str, datetime] = {}
        self._as_of: dict[str, datetime] = {}

    def meddled(self, key: str, before: str) -> None:
        """Someone has moved an issue whose status was of this category."""
        group = self.world.group_at(key)
        if self.world.jira.category(key) != "done":
            self._closed_by_people.pop(group, None)
        elif before != "done" and not self._is_resolved(group):
            self._closed_by_people[group] = self.world.now

    def deleted(self, key: str) -> None:
        """Someone deletes an issue: it is made anew as long as it is needed, closed before or not."""
        self._closed_by_people.pop(self.world.group_at(key), None)

    def hold(self) -> None:
        """What must never happen has not happened. Two queries."""
        columns = ("reference", "group", "source", "state", "severity", "last_seen_at", "as_of")
        findings: list[dict[str, Any]] = [{**row} for row in Finding.objects.values(*columns)]
        tickets = list(Ticket.objects.all())
        self._nothing_newer_is_undone(findings)
        self._never_two_tickets_for_one_key()
        self._nothing_said_twice()
        self._every_call_is_justified(findings)
        for ticket in tickets:
            self._note(ticket)
            assert ticket.due_at <= self._due(ticket), f"{ticket} is due later than policy and pauses allow"

    def kept(self, *, all_seen_anew: bool) -> None:
        """After a whole run: each ticket is as what AWS holds, and people have decided, wants it to be.

        Left out are those of which the desk cannot know yet: a call that may still arrive, or what people
        have done since Jira's index was last renewed. Three queries.
        """
        unsure = set(Delivery.objects.filter(state="sent").values_list("ticket__group", flat=True))
        by_inspector = set(Finding.objects.filter(source="inspector").values_list("group", flat=True))
        tickets = {ticket.group: ticket for ticket in Ticket.objects.all()}
        for group in self._groups():
            touched = self.world.touched.get(group)
            if group in unsure or (touched and touched + LAG > self.world.now):
                continue
            needed = self._needed(group, inspector_decides=group in by_inspector)
            open_ones = list(self._open_in_jira(group))
            let_be = group in self._closed_by_people and not (all_seen_anew and group in by_inspector)
            if not (needed and let_be):
                assert len(open_ones) == needed, f"{group}: {open_ones} are open, and needed is {needed}"
            if needed and open_ones:
                self._is_told(tickets[group], open_ones[0])

    def people_have_closed_something(self) -> bool:
        """Whether some ticket was closed by people, and is not known to have been seen since."""
        return bool(self._closed_by_people)

    def looked_into(self) -> bool:
        """Whether some issue is not as the desk would have it, so that Jira is asked about it each night.

        That is so of dates that people have made earlier: they may keep them. And of an issue that people
        have closed, which they could delete as well.
        """
        if Ticket.objects.filter(resolved_at=None).exclude(closed_by_people_at=None).exists():
            return True
        due = {ticket.jira_key: f"{ticket.due_at:%Y-%m-%d}" for ticket in Ticket.objects.all()}
        return any(
            issue["fields"]["duedate"] != due.get(key)
            for key, issue in self.world.jira.issues.items()
            if self.world.group_at(key) and self.world.jira.category(key) != "done"
        )

    def _note(self, ticket: Ticket) -> None:
        """Remember when a ticket is resolved and open again, and since when it is known."""
        group, resolved = ticket.group, ticket.resolved_at is not None
        if resolved and not self._is_resolved(group):
            self._resolved[group].append((self.world.now, None))
        elif not resolved and self._is_resolved(group):
            self._resolved[group][-1] = (self._resolved[group][-1][0], self.world.now)
        if resolved:
            self._closed_by_people.pop(group, None)
        assert ticket.first_seen_at <= self._first_seen.get(group, ticket.first_seen_at), "it is no newer"
        self._first_seen[group] = ticket.first_seen_at

    def _is_resolved(self, group: str) -> bool:
        times = self._resolved[group]
        return bool(times) and times[-1][1] is None

    def _due(self, ticket: Ticket) -> datetime:
        """First seen, the policy's days, and every moment once in which the clock has stood still."""
        times = self._resolved[ticket.group] + self.world.paused.get(ticket.group, [])
        stood = [(max(since, ticket.first_seen_at), until) for since, until in times if until]
        moments = sorted({moment for each in stood for moment in each})
        still = timedelta()
        for since, until in itertools.pairwise(moments):
            if any(begun <= since and until <= ended for begun, ended in stood):
                still += until - since
        return ticket.first_seen_at + timedelta(days=DAYS[ticket.urgency]) + still

    def _nothing_newer_is_undone(self, findings: list[dict[str, Any]]) -> None:
        newer = self._as_of | {each["reference"]: each["as_of"] for each in findings}
        assert all(newer[reference] >= as_of for reference, as_of in self._as_of.items()), "an older word won"
        self._as_of = newer

    def _never_two_tickets_for_one_key(self) -> None:
        groups = Counter(filter(None, map(self.world.group_at, self.world.jira.issues)))
        assert not [group for group, issues in groups.items() if issues > 1], "two tickets for one key"

    def _nothing_said_twice(self) -> None:
        for key, issue in self.world.jira.issues.items():
            said = [REFERENCE.findall(adf.words(comment["body"])) for comment in issue["comments"]]
            assert len({*map(tuple, said)}) == len(said), f"{key} was told something twice"

    def _every_call_is_justified(self, findings: list[dict[str, Any]]) -> None:
        """By what the desk knew as it made the call: nothing is opened or closed that need not be."""
        calls = self.world.jira.journal[self._looked_at :]
        self._looked_at += len(calls)
        for group, opened in (each for call in calls for each in self._turned(*call)):
            active = _active([each for each in findings if each["group"] == group])
            needed = any(each["severity"] in DAYS for each in active) and not self._is_accepted(group)
            assert opened == needed, (
                f"{group} was {'opened' if opened else 'closed'} in Jira, and need not be"
            )
            closed = self._closed_by_people.get(group)
            if opened and closed:
                assert max(each["last_seen_at"] for each in active) > closed, "people had closed it"
                del self._closed_by_people[group]

    def _turned(self, method: str, path: str, body: dict[str, Any]) -> Iterator[tuple[str, bool]]:
        """The groups whose tickets a call opens, or closes."""
        if path == "/issue/bulk":
            for each in body["issueUpdates"]:
                yield each["properties"][0]["value"]["group"], True
        elif method == "POST" and path.endswith("/transitions"):
            key = path.split("/")[2]
            if key in self.world.jira.issues:
                yield self.world.group_at(key), body["transition"]["id"] != FINISH

    def _is_accepted(self, group: str) -> bool:
        return any(sort.group == group and self.world.is_accepted(sort) for sort in SORTS)

    def _groups(self) -> set[str]:
        items = map(self.world.group_of, self.world.opscenter.items.values())
        return {*(sort.group for sort in SORTS), *items}

    def _needed(self, group: str, *, inspector_decides: bool) -> bool:
        """Whether a ticket has to be open, by what AWS holds now."""
        if self._is_accepted(group):
            return False
        if not inspector_decides:
            items = (
                item for item in self.world.opscenter.items.values() if self.world.group_of(item) == group
            )
            return any(item["Status"] in {"Open", "InProgress"} for item in items)
        return any(
            found["status"] == "ACTIVE" and found["severity"].lower() in DAYS
            for found in self.world.findings
            if self.world.sort_of[found["findingArn"]].group == group
        )

    def _open_in_jira(self, group: str) -> Iterator[str]:
        for key in self.world.jira.issues:
            if self.world.group_at(key) == group and self.world.jira.category(key) != "done":
                yield key

    def _is_told(self, ticket: Ticket, key: str) -> None:
        """The date is exactly what is promised, from the first sight on; Jira shows no later one."""
        seen = [
            found["firstObservedAt"]
            for found in self.world.findings
            if found["status"] == "ACTIVE" and self.world.sort_of[found["findingArn"]].group == ticket.group
        ]
        assert ticket.first_seen_at <= min(seen, default=ticket.first_seen_at), (
            "the clock begins at first sight"
        )
        assert ticket.due_at == self._due(ticket), "the date is policy and pauses"
        fields = self.world.jira.issues[key]["fields"]
        assert "" < (fields["duedate"] or "") <= f"{ticket.due_at:%Y-%m-%d}", (
            "Jira shows a later date, or none"
        )
        assert f"opsdesk-{ticket.group}" in fields["labels"], "its label is gone"


def _active(findings: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The findings that speak for a ticket: Inspector's where there are any."""
    told = list(findings)
    deciding = [each for each in told if each["source"] == "inspector"] or told
    return [each for each in deciding if each["state"] == "active"]
