"""What goes out: each call is written down before it is made, and its answer after."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from jumprope.kit import rows
from jumprope.kit.command import Answer, command
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.access import RUN_OPSDESK
from jumprope.operations.opsdesk.models import Delivery, DeliveryState, Finding, FindingState, Ticket
from jumprope.operations.opsdesk.rules.decisions import DONE, OPS_STATUS, Kind, digest, label, told


@dataclass(frozen=True, kw_only=True)
class Result:
    """What became of a delivery that was sent at this instant: another sending has a result of its own.

    `category` is Jira's of the issue, `said` the name of a comment made.
    """

    delivery_id: int
    sent_at: datetime | None
    state: str
    problem: str = ""
    jira_key: str = ""
    category: str = ""
    said: str = ""


@dataclass(frozen=True, kw_only=True)
class Issue:
    """An issue as Jira tells it itself, not its search. `group` is read from the mark that we put on it.

    `since` is when its status came to be of this category, if Jira says so.
    """

    key: str
    group: str
    category: str
    since: datetime | None
    due_on: str
    labels: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Begun(Answer):
    """The deliveries that the caller alone may send now."""

    delivery_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class Finished(Answer):
    """About how many deliveries something was said that counts."""

    finished: int


@dataclass(frozen=True, kw_only=True)
class Learned(Answer):
    """The groups whose issues are not as we thought."""

    groups: list[str]


@command(RUN_OPSDESK, event="opsdesk.delivery_begun")
def begin(*, viewer: Viewer, delivery_ids: Sequence[int]) -> Begun:
    """Say that these are about to be sent. Those that someone else has begun or withdrawn are left out.

    Their tickets are locked first, as whoever decides does: what that takes back is not sent meanwhile.
    """
    _, deliveries = _hold(delivery_ids)
    held = [row for row in deliveries.values() if row.state == DeliveryState.PLANNED]
    for row in held:
        row.state, row.sent_at = DeliveryState.SENT, viewer.now
    rows.save(held, changing=["state", "sent_at"])
    return Begun(delivery_ids=[row.pk for row in held])


@command(RUN_OPSDESK, event="opsdesk.delivery_finished")
def finish(*, viewer: Viewer, results: Sequence[Result]) -> Finished:
    """Say what became of deliveries, and write into their tickets what Jira knows now.

    One whose result is `PLANNED` never arrived, and will be made again. Of one about which something else
    was said since it was sent, or which was sent again, the result comes too late and says nothing.
    """
    by_id = {result.delivery_id: result for result in results}
    tickets, held = _hold(by_id)
    deliveries = {key: row for key, row in held.items() if _is_of(by_id[key], row)}
    for key, row in deliveries.items():
        result = by_id[key]
        row.state, row.problem = result.state, result.problem[:500]
        row.finished_at = None if result.state == DeliveryState.PLANNED else viewer.now
        if result.state == DeliveryState.DONE:
            _done(tickets[row.ticket_id], row, result)
    rows.save(list(deliveries.values()), changing=["state", "problem", "finished_at"])
    _close([row for row in deliveries.values() if row.state == DeliveryState.DONE])
    rows.save(
        list(tickets.values()),
        changing=["jira_key", "category", "written", "said", "closed_by_people_at"],
    )
    return Finished(finished=len(deliveries))


def _hold(delivery_ids: Collection[int]) -> tuple[dict[int, Ticket], dict[int, Delivery]]:
    """Lock deliveries, and before them the tickets that they are about; both by key."""
    about = Delivery.objects.filter(pk__in=delivery_ids).values_list("ticket_id", flat=True)
    tickets = rows.hold(Ticket, set(about))
    return tickets, rows.hold(Delivery, delivery_ids)


def _is_of(result: Result, delivery: Delivery) -> bool:
    """Whether a result is of the sending that is still waited for."""
    return delivery.state == DeliveryState.SENT and delivery.sent_at == result.sent_at


def _done(ticket: Ticket, delivery: Delivery, result: Result) -> None:
    """Note in a ticket what was told."""
    if delivery.kind == Kind.CREATE:
        ticket.jira_key, ticket.category = result.jira_key, "new"
    if delivery.kind == Kind.TRANSITION and result.category:
        ticket.category = result.category
        ticket.closed_by_people_at = None
    if result.said:
        ticket.said = [*ticket.said, result.said]
    ticket.written = {**ticket.written, **told(delivery.kind, delivery.body)}


def _close(done: Sequence[Delivery]) -> None:
    """Note the OpsItems that were told to be resolved: one that is listed again was opened again."""
    resolved = [
        row.body["reference"]
        for row in done
        if row.kind == Kind.OPS_ITEM and row.body["status"] == OPS_STATUS[DONE]
    ]
    if resolved:
        Finding.objects.filter(reference__in=resolved).update(state=FindingState.CLOSED)


@command(RUN_OPSDESK, event="opsdesk.issues_learned")
def learn(*, viewer: Viewer, issues: Sequence[Issue], missing: Sequence[str] = ()) -> Learned:
    """Take in what Jira says of issues, at most 400, and that some are not there any more.

    One that people have closed while its ticket is open is let be until AWS sees the finding again. A due
    date that was moved later or taken out, and a label that was taken off, are put back. An issue that was
    moved to another project has another key, and is known by its mark.
    """
    keys = [*(issue.key for issue in issues), *missing]
    found = {row.jira_key: row for row in Ticket.objects.select_for_update().filter(jira_key__in=keys)}
    absent = {found[key].group: found[key] for key in missing if key in found}
    changed = []
    for issue in issues:
        row = found.get(issue.key)
        if row is None and issue.group in absent:
            row = absent.pop(issue.group)
            row.jira_key = issue.key
            changed.append(row)
        if row is not None and _learn(row, issue, viewer) and row not in changed:
            changed.append(row)
    for row in absent.values():
        row.jira_key, row.category, row.closed_by_people_at = "", "", None
        row.written, row.said = {}, []
        changed.append(row)
    rows.save(changed, changing=["jira_key", "category", "written", "said", "closed_by_people_at"])
    return Learned(groups=[row.group for row in changed])


def _learn(ticket: Ticket, issue: Issue, viewer: Viewer) -> bool:
    """Note in a ticket what people have done to its issue; whether they have done anything."""
    before = (ticket.category, ticket.closed_by_people_at, dict(ticket.written))
    if issue.category != DONE:
        ticket.closed_by_people_at = None
    elif ticket.resolved_at is None and (ticket.category != DONE or ticket.closed_by_people_at):
        ticket.closed_by_people_at = issue.since or ticket.closed_by_people_at or viewer.now
    ticket.category = issue.category
    if not issue.due_on or digest(issue.due_on) != ticket.written.get("duedate"):
        _forget_if_later(ticket, issue.due_on)
    if label(ticket.group) not in issue.labels:
        ticket.written.pop("labels", None)
    return before != (ticket.category, ticket.closed_by_people_at, ticket.written)


def _forget_if_later(ticket: Ticket, due_on: str) -> None:
    """Let the due date be written again if it is later than it should be; an earlier one is people's."""
    if not due_on or due_on > f"{ticket.due_at:%Y-%m-%d}":
        ticket.written.pop("duedate", None)
