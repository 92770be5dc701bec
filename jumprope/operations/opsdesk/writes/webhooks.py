"""Noting what Jira tells by webhook, so that nothing is taken twice."""

from dataclasses import dataclass

from jumprope.kit.command import Answer, command
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.access import RUN_OPSDESK
from jumprope.operations.opsdesk.models import WebhookReceipt


@dataclass(frozen=True, kw_only=True)
class Received(Answer):
    """Whether this is new and tells of someone else's change."""

    receipt_id: int
    news: bool


@command(RUN_OPSDESK, event="opsdesk.webhook_received")
def receive(*, viewer: Viewer, identifier: str, jira_key: str, echo: bool) -> Received:
    """Note a webhook; one that comes again, and one about our own change, is no news. Two statements."""
    known = WebhookReceipt.objects.select_for_update().filter(identifier=identifier).first()
    if known is not None:
        return Received(receipt_id=known.pk, news=False)
    row = WebhookReceipt(
        identifier=identifier[:100], received_at=viewer.now, jira_key=jira_key[:50], echo=echo
    )
    row.save(force_insert=True)
    return Received(receipt_id=row.pk, news=not echo)
