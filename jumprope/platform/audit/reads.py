"""Questions about the chain."""

from jumprope.platform.audit import rules
from jumprope.platform.audit.models import AuditEvent, AuditHead


def broken_positions() -> list[int]:
    """Where the chain of the tenant in scope does not hold; empty when it is whole. Two queries, rows streamed."""
    head = AuditHead.objects.first()
    events = AuditEvent.objects.order_by("position").iterator(chunk_size=2_000)
    chain = ((_entry(event), event.digest) for event in events)
    return rules.broken_positions(chain, (head.position, head.digest) if head else (0, ""))


def _entry(event: AuditEvent) -> rules.Entry:
    return rules.Entry(
        position=event.position,
        at=event.at,
        account_id=event.account_id,
        event=event.event,
        details=event.details,
        previous_digest=event.previous_digest,
    )
