"""Two processes that hear of the same thing for the first time at the same moment: it is kept once.

On SQLite the second one waits before it has looked; on MySQL both have looked, and one of them is undone.
"""

import time
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db.models import Model, QuerySet

from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.jobs.stand_in.invented import a_finding, an_event
from jumprope.operations.opsdesk.models import (
    DigestSent,
    Event,
    Finding,
    Owner,
    Policy,
    Ticket,
    WebhookReceipt,
)
from jumprope.operations.opsdesk.rules import inspector
from jumprope.operations.opsdesk.rules.decisions import Board
from jumprope.operations.opsdesk.rules.documents import Document
from jumprope.operations.opsdesk.writes import digests, findings, people, tickets, webhooks
from tests.threads import Together

Now = Callable[[], Viewer]
A_MOMENT = 0.1
"""Seconds between looking and writing: long enough that both have looked before one has written."""


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let time pass between looking what there is and inserting what there is not."""
    insert, save = QuerySet.bulk_create, Model.save

    def insert_slowly(rows: Any, new: Any, *args: Any, **named: Any) -> Any:
        time.sleep(A_MOMENT)
        return insert(rows, new, *args, **named)

    def save_slowly(row: Model, *args: Any, **named: Any) -> None:
        if row._state.adding and row._meta.app_label == "opsdesk":
            time.sleep(A_MOMENT)
        save(row, *args, **named)

    monkeypatch.setattr(QuerySet, "bulk_create", insert_slowly)
    monkeypatch.setattr(Model, "save", save_slowly)


def decide(now: Now, groups: Sequence[str] | None) -> tickets.Decided:
    return tickets.decide(viewer=now(), board=Board("SEC", "Task"), groups=groups)


FOUND = a_finding()
SEEN = inspector.observation(Document(FOUND))
FIRST_TIMES: dict[str, tuple[type[Model], Callable[[Now], object]]] = {
    "an event": (Event, lambda now: findings.take_events(viewer=now(), events=[an_event(FOUND, id="one")])),
    "a finding": (
        Finding,
        lambda now: findings.take(viewer=now(), observations=[SEEN]),
    ),
    "a ticket": (Ticket, lambda now: decide(now, [SEEN.group])),
    "a ticket among all": (Ticket, lambda now: decide(now, None)),
    "a webhook": (
        WebhookReceipt,
        lambda now: webhooks.receive(viewer=now(), identifier="one", jira_key="SEC-1", echo=False),
    ),
    "a digest": (DigestSent, lambda now: digests.begin(viewer=now(), recipient="a@example.org", tickets=1)),
    "an owner": (Owner, lambda now: people.name_owner(viewer=now(), tag="Service", value="grades", team="A")),
    "a policy": (Policy, lambda now: people.set_policy(viewer=now(), urgency="high", days=5)),
}


@pytest.mark.mysql
@pytest.mark.usefixtures("slowly")
@pytest.mark.parametrize("what", FIRST_TIMES)
def test_what_two_are_told_of_at_the_same_moment_is_kept_once(
    what: str, together: Together, viewer_now: Now
) -> None:
    model, first_time = FIRST_TIMES[what]
    if model is Ticket:
        findings.take(viewer=viewer_now(), observations=[SEEN])
    answers = together(lambda: first_time(viewer_now), lambda: first_time(viewer_now))
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert model._default_manager.count() == 1
    if model is DigestSent:
        assert sorted(answer.digest_id is None for answer in answers) == [False, True]  # type: ignore[attr-defined]
