"""The functions of opsdesk: `on_event` for EventBridge and its queues, `on_schedule`, `on_webhook` for Jira.

Lambda imports this module first, so Django is set up here.
"""

import functools
from collections.abc import Callable
from typing import Any

import django
from django.db import close_old_connections

from config import environment

environment.use_settings()
django.setup()

from jumprope.operations.opsdesk.jobs import handlers  # noqa: E402 - tables need Django

Answer = dict[str, Any]
Handler = Callable[..., Answer]


def _for_lambda(handler: Handler) -> Handler:
    """A handler between whose events a connection may have died: no request tells Django to look."""

    @functools.wraps(handler)
    def handle(event: Answer, context: object = None) -> Answer:
        close_old_connections()
        try:
            return handler(event, context)
        finally:
            close_old_connections()

    return handle


on_event = _for_lambda(handlers.on_event)
on_schedule = _for_lambda(handlers.on_schedule)
on_webhook = _for_lambda(handlers.on_webhook)
