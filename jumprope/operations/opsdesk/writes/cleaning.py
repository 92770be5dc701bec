"""Forgetting what came in and went out: events, webhooks, calls and digests, after so many days."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Model, QuerySet

from jumprope.kit.command import Answer, command
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.access import RUN_OPSDESK
from jumprope.operations.opsdesk.models import Delivery, DigestSent, Event, WebhookReceipt

AT_ONCE = 900
"""Rows of a table that one command forgets, so that its transaction stays short."""


@dataclass(frozen=True, kw_only=True)
class Forgotten(Answer):
    """How many rows of each sort are gone, and whether there may be more."""

    events: int
    webhooks: int
    deliveries: int
    digests: int
    more: bool


@command(RUN_OPSDESK, event="opsdesk.records_forgotten")
def forget(*, viewer: Viewer, days: int) -> Forgotten:
    """Forget the oldest 900 of each sort that are older than so many days. Eight statements.

    Of deliveries those that are over: a call that may still arrive is never forgotten. What findings and
    tickets say stays for good. Events that could not be read go too: they were reported all that time.
    """
    before = viewer.now - timedelta(days=days)
    events = _forget(Event, "received_at", before)
    webhooks = _forget(WebhookReceipt, "received_at", before)
    deliveries = _forget(Delivery, "finished_at", before)
    digests = _forget(DigestSent, "begun_at", before)
    more = AT_ONCE in {events, webhooks, deliveries, digests}
    return Forgotten(events=events, webhooks=webhooks, deliveries=deliveries, digests=digests, more=more)


def _forget(model: type[Model], column: str, before: datetime) -> int:
    """Delete the rows of a table whose instant in this column is the oldest; how many these were."""
    keys = list(_oldest(model, column, before))
    model._default_manager.filter(pk__in=keys).delete()
    return len(keys)


def _oldest(model: type[Model], column: str, before: datetime) -> QuerySet[Model, int]:
    """The keys of these rows, which are locked: by the column's index, as MySQL locks all that it walks over.

    By key that could be the whole table once few of its rows are old, and what comes in would wait.
    """
    held = model._default_manager.select_for_update().filter(**{f"{column}__lt": before})
    return held.order_by(column, "pk").values_list("pk", flat=True)[:AT_ONCE]
