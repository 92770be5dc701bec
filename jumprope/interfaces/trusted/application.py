"""Documents whose plans call the application's own functions, commands among them: with Django's tables, and
without Graphene and graphql-core.
"""

from collections.abc import Callable

from django.core import signals

from graphplan.artefact.loading import Prepared
from graphplan.outcomes import Outcome
from graphplan.session import Session
from jumprope.interfaces.trusted.asking import WhoAsks
from jumprope.kit.errors import Refused
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer


def answered(prepare: Callable[[], Prepared], who: WhoAsks, done: dict[str, Outcome]) -> bytes:
    """The data of a document as JSON. `done` keeps what commands came to, by their key in the answer.

    Raises what `Session.answered` raises. If something is done by then, whoever answers in its place must not
    do it again.
    """
    signals.request_started.send(sender=answered)  # connections are looked after as between any requests
    try:
        viewer = _viewer(who)
        with tenant_scope(viewer.tenant_id):
            asked = prepare()
            return Session(viewer, asked.variables, asked.rows).answered(asked.plan, Refused, done)
    finally:
        signals.request_finished.send(sender=answered)


def _viewer(who: WhoAsks) -> Viewer:
    """Who asks, as commands know one."""
    return Viewer(
        tenant_id=who.asker.tenant_id,
        account_id=who.asker.account_id,
        now=who.asker.now,
        today=who.asker.today,
        reaches=who.reaches,
        schools=who.asker.schools,
    )
