"""Deciding about tickets: what is known of their findings becomes what they are, and what is to be told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from jumprope.kit import rows
from jumprope.kit.command import Answer, command
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk import reads
from jumprope.operations.opsdesk.access import RUN_OPSDESK
from jumprope.operations.opsdesk.models import (
    Delivery,
    DeliveryState,
    Finding,
    FindingState,
    Pause,
    Ticket,
)
from jumprope.operations.opsdesk.rules import sla
from jumprope.operations.opsdesk.rules.decisions import DONE, Board, Decision, Known, decided

KEPT = [name for name in Known.__dataclass_fields__ if name not in {"written", "said"}]
CHANGING = [name for name in KEPT if name not in {"group", "subject", "place"}]


@dataclass(frozen=True, kw_only=True)
class Decided(Answer):
    """How many tickets were opened, opened again and resolved, and how many calls were planned."""

    opened: int
    reopened: int
    resolved: int
    planned: int


@command(RUN_OPSDESK, event="opsdesk.tickets_decided")
def decide(*, viewer: Viewer, board: Board, groups: Sequence[str] | None = None) -> Decided:
    """Decide about some groups, at most 400, or about all for which there may be something to decide.

    What was planned before and not sent yet is planned anew. A ticket with a call that may have arrived or
    not is left alone until that is known. However many groups there are, at most twenty statements.
    """
    tickets = {row.group: row for rule in _rules(groups) for row in _held(rule)}
    unsure = set(reads.unsure().values_list("ticket__group", flat=True))
    considered = {group: row for group, row in tickets.items() if group not in unsure}
    _withdraw(considered.values(), viewer.now)
    # Of a group always all findings: one that is over may be the one that decides.
    found = reads.evidence({*tickets, *(reads.active_groups() if groups is None else groups)})
    pauses = _pauses(row.pk for row in tickets.values())
    law = reads.law(viewer.now)
    decisions = {}
    for group in sorted({*found, *considered} - unsure):
        row = considered.get(group)
        known = _known(row) if row else None
        evidence = found.get(group, [])
        decision = decided(evidence, known, pauses.get(row.pk, []) if row else [], law, board)
        if decision:
            decisions[group] = decision
    kept = _keep(decisions, considered)
    _keep_pauses(decisions, kept, viewer.now)
    planned = _plan(decisions, kept, viewer.now)
    ended = sum(decision.ends_pauses for decision in decisions.values())
    return Decided(
        opened=len(kept.keys() - considered.keys()),
        reopened=ended,
        resolved=sum(decision.begins is not None for decision in decisions.values()),
        planned=planned,
    )


def _rules(groups: Sequence[str] | None) -> list[Q]:
    """Of which tickets something may have to be decided; each rule has an index, which all in one had not."""
    if groups is not None:
        return [Q(group__in=groups)]
    active = Finding.objects.filter(state=FindingState.ACTIVE).values("group")
    return [Q(resolved_at=None), ~Q(category=DONE), Q(group__in=active)]


def _held(rule: Q) -> QuerySet[Ticket]:
    return Ticket.objects.select_for_update().filter(rule)


def _pauses(ticket_ids: Iterable[int]) -> dict[int, list[sla.Pause]]:
    found: dict[int, list[sla.Pause]] = {}
    for some in rows.portions([*ticket_ids]):
        for row in Pause.objects.filter(ticket__in=some):
            found.setdefault(row.ticket_id, []).append(sla.Pause(row.why, row.since, row.until))
    return found


def _known(row: Ticket) -> Known:
    return Known(**{name: getattr(row, name) for name in KEPT}, written=row.written, said=row.said)


def _withdraw(tickets: Iterable[Ticket], now: datetime) -> None:
    """Take back what was planned for these tickets and not sent."""
    planned = Delivery.objects.filter(state=DeliveryState.PLANNED).values_list("pk", "ticket_id")
    of_these = {row.pk for row in tickets}
    keys = [key for key, ticket_id in planned if ticket_id in of_these]
    for start in range(0, len(keys), 900):
        Delivery.objects.filter(pk__in=keys[start : start + 900]).update(
            state=DeliveryState.VOID, finished_at=now
        )


def _keep(decisions: dict[str, Decision], before: dict[str, Ticket]) -> dict[str, Ticket]:
    """Write the tickets that are new or no longer the same; all of them, by group."""
    kept, changed = {}, []
    for group, decision in decisions.items():
        row = before.get(group) or Ticket(group=group)
        said = {name: getattr(decision.ticket, name) for name in KEPT}
        if row._state.adding or any(getattr(row, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(row, name, value)
            changed.append(row)
        kept[group] = row
    rows.save(changed, changing=CHANGING)
    return kept


def _keep_pauses(decisions: dict[str, Decision], kept: dict[str, Ticket], now: datetime) -> None:
    begun = [
        Pause(ticket=kept[group], why=decision.begins, since=now)
        for group, decision in decisions.items()
        if decision.begins
    ]
    rows.append(begun)
    ended = [kept[group].pk for group, decision in decisions.items() if decision.ends_pauses]
    lasting = Pause.objects.select_for_update().filter(until=None).exclude(why=sla.Why.PERSON)
    over = [pause for pause in lasting if pause.ticket_id in set(ended)] if ended else []
    for pause in over:
        pause.until = now
    rows.save(over, changing=["until"])


def _plan(decisions: dict[str, Decision], kept: dict[str, Ticket], now: datetime) -> int:
    planned = [
        Delivery(
            ticket=kept[group],
            kind=each.kind.value,
            body=each.body,
            state=DeliveryState.PLANNED,
            planned_at=now,
        )
        for group, decision in decisions.items()
        for each in decision.planned
    ]
    rows.append(planned)
    return len(planned)
