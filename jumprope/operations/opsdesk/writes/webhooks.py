"""Noting what Jira tells by webhook, so that nothing is taken twice."""

from dataclasses import dataclass

from jumprope.kit.command import Answer, command
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.access import RUN_OPSDESK
from jumprope.operations.opsdesk.models import LONGEST_IDENTIFIER, WebhookReceipt


@dataclass(frozen=True, kw_only=True)
class Received(Answer):
    """What is known of the webhook."""

    receipt_id: int


@command(RUN_OPSDESK, event="opsdesk.webhook_received")
def receive(*, viewer: Viewer, identifier: str, jira_key: str, echo: bool) -> Received:
    """Note a webhook, once however often it comes. Two statements."""
    identifier = identifier[:LONGEST_IDENTIFIER]
    known = WebhookReceipt.objects.select_for_update().filter(identifier=identifier).first()
    if known is not None:
        return Received(receipt_id=known.pk)
    row = WebhookReceipt(identifier=identifier, received_at=viewer.now, jira_key=jira_key[:50], echo=echo)
    row.save(force_insert=True)
    return Received(receipt_id=row.pk)
