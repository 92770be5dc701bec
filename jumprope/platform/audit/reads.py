"""Questions about the chain."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import DatabaseError, transaction

from jumprope.platform.audit import rules
from jumprope.platform.audit.models import AuditEvent, AuditHead


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found in a tenant's chain: how long it says it is, how it ends, and where it is broken."""

    position: int
    digest: str
    broken_positions: list[int]


def verification() -> Verification:
    """Go through the chain of the tenant in scope. Two queries, of one snapshot; the rows are streamed."""
    with transaction.atomic():
        kept = AuditHead.objects.first()
        head = rules.Head(kept.position, kept.digest) if kept else None
        events = AuditEvent.objects.order_by("position").iterator(chunk_size=2_000)
        broken = _broken(events, head)
    return Verification((head or rules.Head()).position, (head or rules.Head()).digest, broken)


def _broken(events: Iterator[AuditEvent], head: rules.Head | None) -> list[int]:
    read = 0

    def chain() -> Iterator[tuple[rules.Entry, str]]:
        nonlocal read
        for event in events:
            yield entry(event), event.digest
            read = event.position

    try:
        return rules.broken_positions(chain(), head)
    except (DatabaseError, TypeError, ValueError, AttributeError):
        # The next row holds what no column of its kind can: it was written by hand.
        return [read + 1]


def entry(event: AuditEvent) -> rules.Entry:
    """A row as the chain sees it."""
    return rules.Entry(
        tenant_id=event.tenant_id,
        position=event.position,
        at=event.at,
        account_id=event.account_id,
        event=event.event,
        details=event.details,
        previous_digest=event.previous_digest,
    )
