"""Questions about findings and tickets."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from jumprope.kit import rows
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.models import (
    LONGEST_IDENTIFIER,
    Delivery,
    DeliveryState,
    Event,
    Finding,
    FindingState,
    Owner,
    Pause,
    Policy,
    RiskException,
    Ticket,
    WebhookReceipt,
)
from jumprope.operations.opsdesk.rules.decisions import DONE
from jumprope.operations.opsdesk.rules.digests import Open
from jumprope.operations.opsdesk.rules.evidence import Evidence, Law, OwnedBy
from jumprope.operations.opsdesk.rules.exceptions import Acceptance
from jumprope.operations.opsdesk.rules.sla import Course, Day, Why, burn_down
from jumprope.operations.opsdesk.rules.urgency import Severity

MOST_SHOWN, GROUPS_AT_ONCE = 500, 400


def law(now: datetime) -> Law:
    """What decisions go by at this moment. Three queries."""
    acceptances = RiskException.objects.filter(since__lte=now, until__gt=now)
    return Law(
        now=now,
        policies=dict(Policy.objects.values_list("urgency", "days")),
        owners=[OwnedBy(*row) for row in Owner.objects.order_by("rank", "pk").values_list(*OwnedBy._fields)],
        acceptances=[
            Acceptance(*row)
            for row in acceptances.values_list("subject", "places", "owner", "reason", "since", "until")
        ],
    )


def evidence(groups: Collection[str]) -> dict[str, list[Evidence]]:
    """All findings of these groups, by group, in the order in which they were heard of.

    One query for each 400 groups: for many more MySQL would go through the whole table.
    """
    found: dict[str, list[Evidence]] = {}
    for some in rows.portions(groups, at_most=GROUPS_AT_ONCE):
        of_these = Finding.objects.filter(group__in=some).order_by("pk")
        for row in of_these.values_list(*Evidence._fields):
            found.setdefault(row[0], []).append(Evidence(*row))
    return found


def active_groups() -> set[str]:
    """The groups that have an active finding. One query, of an index alone."""
    return set(Finding.objects.filter(state=FindingState.ACTIVE).values_list("group", flat=True).distinct())


def unsure() -> QuerySet[Delivery]:
    """The calls of which nobody knows whether they have arrived."""
    return Delivery.objects.filter(state=DeliveryState.SENT)


def waiting(groups: Collection[str] | None = None) -> list[Delivery]:
    """What is planned for some groups or for all, in the order in which it is made, with its ticket.

    Nothing about a ticket with a call that may have arrived or not: as long as that is not known, nothing is
    decided about it either, and what was planned before may no longer be so. One query.
    """
    planned = _planned(groups).exclude(ticket__in=unsure().values("ticket")).select_related("ticket")
    return sorted(planned, key=lambda each: (each.kind != "create", each.pk))


def done_and_told(groups: Collection[str] | None = None) -> list[str]:
    """The issues thought done about which something is planned, of some groups or all. One query.

    Also of tickets with a call that was not answered: what people do to them meanwhile is to be noticed.
    """
    planned = _planned(groups).filter(ticket__category=DONE).exclude(ticket__jira_key="")
    return sorted(set(planned.values_list("ticket__jira_key", flat=True)))


def _planned(groups: Collection[str] | None) -> QuerySet[Delivery]:
    rule = Q() if groups is None else Q(ticket__group__in=groups)
    return Delivery.objects.filter(rule, state=DeliveryState.PLANNED)


def unanswered(before: datetime) -> list[Delivery]:
    """What was sent before an instant and has had no answer since, with its ticket. One query."""
    sent = Delivery.objects.filter(state=DeliveryState.SENT, sent_at__lt=before)
    return list(sent.select_related("ticket").order_by("pk"))


def open_in_jira() -> dict[str, Ticket]:
    """Tickets whose issues are thought not to be done, by the issue's key. One query."""
    return {row.jira_key: row for row in Ticket.objects.exclude(jira_key="").exclude(category=DONE)}


def closed_by_people() -> list[str]:
    """The issues that people have closed although their tickets are open. One query."""
    closed = Ticket.objects.filter(resolved_at=None).exclude(closed_by_people_at=None).exclude(jira_key="")
    return list(closed.values_list("jira_key", flat=True))


def keys_of(groups: Collection[str]) -> list[str]:
    """The keys under which we know the issues of these groups. One query for each 400 groups."""
    return [
        key
        for some in rows.portions(groups, at_most=GROUPS_AT_ONCE)
        for key in Ticket.objects.filter(group__in=some)
        .exclude(jira_key="")
        .values_list("jira_key", flat=True)
    ]


def groups_of(keys: Iterable[str]) -> list[str]:
    """The groups whose tickets are these issues. One query."""
    return list(Ticket.objects.filter(jira_key__in=list(keys)).values_list("group", flat=True))


def webhook_known(identifier: str) -> bool:
    """Whether a webhook was dealt with before. One query."""
    return WebhookReceipt.objects.filter(identifier=identifier[:LONGEST_IDENTIFIER]).exists()


def known_ops_items() -> dict[str, datetime]:
    """When each open OpsItem was last changed, as far as we know. One query."""
    known = Finding.objects.filter(source="opscenter", state=FindingState.ACTIVE)
    return dict(known.values_list("reference", "as_of"))


@dataclass(frozen=True, slots=True)
class OpenTicket:
    """An open ticket: what and where, how urgent, how old, and how many days are left."""

    group: str
    jira_key: str
    subject: str
    place: str
    urgency: str
    team: str
    age_days: int
    days_left: int
    due_at: datetime
    breached: bool
    paused: bool


@dataclass(frozen=True, slots=True)
class UrgencyCount:
    """How many tickets of an urgency are open, and how many of these are overdue."""

    urgency: str
    open: int
    breached: int
    oldest_days: int


@dataclass(frozen=True, slots=True)
class Status:
    """How things stand: open tickets, the most pressing first, and what needs someone's eye."""

    by_urgency: list[UrgencyCount]
    tickets: list[OpenTicket]
    open: int
    malformed_events: int
    unanswered: int
    refused: int


def status(*, viewer: Viewer) -> Status:
    """How things stand now; of the open tickets the 500 most pressing. Four queries."""
    now = viewer.now
    pausing = set(Pause.objects.filter(until=None, why=Why.PERSON).values_list("ticket_id", flat=True))
    found = list(Ticket.objects.filter(resolved_at=None).order_by("due_at", "pk"))
    tickets = [_open_ticket(row, now, paused=row.pk in pausing) for row in found]
    states = Counter(
        Delivery.objects.filter(state__in=[DeliveryState.SENT, DeliveryState.REFUSED])
        .filter(planned_at__gte=now - timedelta(days=7))
        .values_list("state", flat=True)
    )
    return Status(
        by_urgency=[_count(urgency, tickets) for urgency in reversed(Severity)],
        tickets=tickets[:MOST_SHOWN],
        open=len(tickets),
        malformed_events=Event.objects.exclude(problem="").count(),
        unanswered=states[DeliveryState.SENT],
        refused=states[DeliveryState.REFUSED],
    )


def _open_ticket(row: Ticket, now: datetime, *, paused: bool) -> OpenTicket:
    return OpenTicket(
        group=row.group,
        jira_key=row.jira_key,
        subject=row.subject,
        place=row.place,
        urgency=row.urgency,
        team=row.team,
        age_days=(now - row.first_seen_at).days,
        days_left=(row.due_at - now).days,
        due_at=row.due_at,
        breached=row.due_at < now and not paused,
        paused=paused,
    )


def _count(urgency: Severity, tickets: list[OpenTicket]) -> UrgencyCount:
    of_it = [ticket for ticket in tickets if ticket.urgency == urgency]
    return UrgencyCount(
        urgency.value,
        len(of_it),
        sum(ticket.breached for ticket in of_it),
        max((ticket.age_days for ticket in of_it), default=0),
    )


def ticking() -> list[Open]:
    """The open tickets of which nobody thinks that they are done, and whose clocks go. Two queries."""
    standing = set(Pause.objects.filter(until=None, why=Why.PERSON).values_list("ticket_id", flat=True))
    found = Ticket.objects.filter(resolved_at=None, closed_by_people_at=None).exclude(jira_key="")
    return [
        Open(
            jira_key=row.jira_key,
            subject=row.subject,
            place=row.place,
            urgency=row.urgency,
            team=row.team,
            first_seen_at=row.first_seen_at,
            due_at=row.due_at,
        )
        for row in found
        if row.pk not in standing
    ]


@dataclass(frozen=True, slots=True)
class Report:
    """How it went since a day: opened, resolved, in time and late, by urgency; and day by day."""

    opened: int
    resolved: int
    in_time: int
    breaches: int
    median_days: float | None
    days: list[Day]


def report(*, viewer: Viewer, since: datetime) -> Report:
    """How it went from an instant until now, at most a year; days end as UTC's do. Two queries."""
    since = max(since, viewer.now - timedelta(days=366))
    courses = _courses(since)
    resolved = [course for course in courses if course.resolved and course.resolved >= since]
    lengths = sorted((course.resolved - course.first_seen).days for course in resolved if course.resolved)
    ends = [since + timedelta(days=n) for n in range((viewer.now - since).days + 1)]
    return Report(
        opened=sum(course.first_seen >= since for course in courses),
        resolved=len(resolved),
        in_time=sum(not course.breached(viewer.now) for course in resolved),
        breaches=sum(course.breached(viewer.now) for course in courses),
        median_days=lengths[len(lengths) // 2] if lengths else None,
        days=burn_down(courses, ends),
    )


def _courses(since: datetime) -> list[Course]:
    pausing = set(Pause.objects.filter(until=None, why=Why.PERSON).values_list("ticket_id", flat=True))
    tickets = Ticket.objects.filter(Q(resolved_at=None) | Q(resolved_at__gte=since))
    found = tickets.values_list("pk", "urgency", "first_seen_at", "due_at", "resolved_at")
    return [
        Course(severity=urgency, first_seen=first, due=due, resolved=resolved, paused=key in pausing)
        for key, urgency, first, due, resolved in found
    ]


@dataclass(frozen=True, slots=True)
class ExceptionShown:
    """An accepted risk, and how many days it still holds."""

    id: int
    subject: str
    places: str
    owner: str
    reason: str
    until: datetime
    days_left: int


def exceptions(*, viewer: Viewer) -> list[ExceptionShown]:
    """The risks that are accepted now, the first to end first; at most 500. One query."""
    holding = RiskException.objects.filter(since__lte=viewer.now, until__gt=viewer.now)
    return [
        ExceptionShown(
            row.pk, row.subject, row.places, row.owner, row.reason, row.until, (row.until - viewer.now).days
        )
        for row in holding.order_by("until", "pk")[:MOST_SHOWN]
    ]
