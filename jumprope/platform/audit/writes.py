"""The journal of commands: the audit event and the kept answer, in the command's own transaction."""

from jumprope.kit import command
from jumprope.platform.audit import rules
from jumprope.platform.audit.models import AuditEvent, AuditHead, IdempotencyKey


class Journal:
    """Writes commands down in the tenant in scope. See `kit.command.Journal`."""

    def first_answer(self, request: command.Request) -> str | None:
        """The JSON answered when this key was first used. Raises `IdempotencyKeyReused` if for other values."""
        kept = IdempotencyKey.objects.filter(holder=_holder(request), key=request.idempotency_key).first()
        if kept is None:
            return None
        if kept.fingerprint != request.fingerprint:
            raise command.IdempotencyKeyReused
        return kept.answer

    def write(self, request: command.Request, answer: str) -> None:
        """Append the event to the tenant's chain, and keep the answer under its key. At most 5 statements."""
        if request.idempotency_key is not None:
            IdempotencyKey(
                holder=_holder(request),
                key=request.idempotency_key,
                fingerprint=request.fingerprint,
                answer=answer,
                used_at=request.viewer.now,
            ).save(force_insert=True)
        _append(request, answer)


def _holder(request: command.Request) -> int:
    return request.viewer.account_id or 0


def _append(request: command.Request, details: str) -> None:
    head = AuditHead.objects.select_for_update().first() or _new_head()
    entry = rules.Entry(
        position=head.position + 1,
        at=request.viewer.now,
        account_id=request.viewer.account_id,
        event=request.event,
        details=details,
        previous_digest=head.digest,
    )
    head.position, head.digest = entry.position, rules.digest(entry)
    AuditEvent(
        position=entry.position,
        at=entry.at,
        account_id=entry.account_id,
        event=entry.event,
        details=entry.details,
        previous_digest=entry.previous_digest,
        digest=head.digest,
    ).save(force_insert=True)
    head.save(update_fields=["position", "digest"])


def _new_head() -> AuditHead:
    head = AuditHead()
    head.save(force_insert=True)
    return head
