"""The journal of commands: the audit event and the kept answer, in the command's own transaction."""

from jumprope.kit import command, uniqueness
from jumprope.platform.audit import reads, rules
from jumprope.platform.audit.models import AuditEvent, AuditHead, IdempotencyKey


class Journal:
    """Writes commands down in the tenant in scope. See `kit.command.Journal`."""

    def begin(self, request: command.Request) -> None:
        """Claim the key, if there is one. Raises `KeyUsed`. At most one statement.

        The database lets only one request insert it; others wait until that one is done or undone.
        """
        if request.idempotency_key is None:
            return
        claim = IdempotencyKey(
            holder=_holder(request),
            key=request.idempotency_key,
            fingerprint=request.fingerprint,
            used_at=request.viewer.now,
        )
        with uniqueness.unless_taken(IdempotencyKey, "audit_idempotency_key_once", command.KeyUsed()):
            claim.save(force_insert=True)

    def write(self, request: command.Request, answer: str) -> None:
        """Append the event to the tenant's chain, and keep the answer under its key. At most 4 statements."""
        if request.idempotency_key is not None:
            IdempotencyKey.objects.filter(holder=_holder(request), key=request.idempotency_key).update(
                answer=answer
            )
        _append(request, answer)

    def first_answer(self, request: command.Request) -> str:
        """The JSON that was answered first under this key. Raises `IdempotencyKeyReused`."""
        kept = IdempotencyKey.objects.get(holder=_holder(request), key=request.idempotency_key)
        if kept.fingerprint != request.fingerprint:
            raise command.IdempotencyKeyReused
        return kept.answer


def _holder(request: command.Request) -> int:
    return request.viewer.account_id or IdempotencyKey.OPERATOR


def _append(request: command.Request, details: str) -> None:
    head = _locked_head()
    event = AuditEvent(
        position=head.position + 1,
        at=request.viewer.now,
        account_id=request.viewer.account_id,
        event=request.event,
        details=details,
        previous_digest=head.digest,
    )
    event.digest = rules.digest(reads.entry(event))
    event.save(force_insert=True)
    head.position, head.digest = event.position, event.digest
    head.save(update_fields=["position", "digest"])


def _locked_head() -> AuditHead:
    """The end of the chain, where no other command can append until this one is done or undone."""
    head = AuditHead.objects.select_for_update().first()
    if head is None:  # only for the tenant's first event
        head = AuditHead()
        head.save(force_insert=True)
    return head
