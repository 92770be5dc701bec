"""Two runs of the desk at the same time: what one has judged is no longer so when it says so."""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from jumprope.kit import clock
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.jobs import answers
from jumprope.operations.opsdesk.jobs import desk as jobs
from jumprope.operations.opsdesk.jobs.desk import SETTLING, Desk
from jumprope.operations.opsdesk.jobs.stand_in.aws import InspectorStandIn
from jumprope.operations.opsdesk.jobs.stand_in.invented import FIRST_SEEN, a_finding
from jumprope.operations.opsdesk.jobs.stand_in.jira import JiraStandIn
from jumprope.operations.opsdesk.models import Delivery, DeliveryState, Ticket
from jumprope.operations.opsdesk.rules import inspector as documents
from jumprope.operations.opsdesk.rules.decisions import Board
from jumprope.operations.opsdesk.rules.documents import Document
from jumprope.operations.opsdesk.writes import deliveries, findings, tickets
from jumprope.operations.opsdesk.writes.deliveries import Result
from tests.threads import Together

Now = Callable[[], Viewer]
NOW = FIRST_SEEN + timedelta(hours=1)
LATER = NOW + SETTLING + timedelta(minutes=1)
A_MOMENT = 0.1


@pytest.fixture(autouse=True)
def _stopped() -> Iterator[None]:
    with clock.stopped_at(NOW):
        yield


def settles_after(other: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a run judge what became of its calls, and another one happen before it says so."""
    judge, others = answers.settled, [other]

    def judge_slowly(*about: object) -> list[Result]:
        judged = judge(*about)  # type: ignore[arg-type]
        if others:
            others.pop()()
        return judged

    monkeypatch.setattr(answers, "settled", judge_slowly)


def test_a_call_that_another_run_has_sent_again_is_not_taken_back(
    desk: Desk, inspector: InspectorStandIn, jira: JiraStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    inspector.found["one"] = a_finding()
    jira.lag = timedelta(minutes=5)
    jira.fault = lambda request: "timeout" if request.url.path.endswith("/issue/bulk") else ""
    jobs.reconcile(desk)
    jira.fault = lambda request: "timeout after" if request.url.path.endswith("/issue/bulk") else ""
    settles_after(lambda: jobs.reconcile(desk), monkeypatch)
    with clock.stopped_at(LATER):
        jobs.reconcile(desk)
    assert [row.state for row in Delivery.objects.exclude(state=DeliveryState.VOID)] == ["sent"]
    jira.fault = lambda request: ""
    with clock.stopped_at(LATER + SETTLING + timedelta(minutes=1)):
        jobs.reconcile(desk)
    assert list(jira.issues) == [Ticket.objects.get().jira_key] == ["SEC-1"]


@pytest.mark.parametrize("late", [DeliveryState.PLANNED, DeliveryState.REFUSED, DeliveryState.DONE])
@pytest.mark.parametrize("now", DeliveryState)
def test_an_answer_counts_only_for_the_sending_that_it_answers(
    desk: Desk, inspector: InspectorStandIn, now: str, late: str
) -> None:
    inspector.found["one"] = a_finding()
    jobs.reconcile(desk)
    row = Delivery.objects.get()
    sent_at = row.sent_at
    Delivery.objects.update(state=now, sent_at=NOW + timedelta(hours=1))
    before = list(Delivery.objects.values()), list(Ticket.objects.values())
    result = Result(delivery_id=row.pk, sent_at=sent_at, state=late, jira_key="SEC-9", problem="late")
    assert deliveries.finish(viewer=desk.viewer(), results=[result]).finished == 0
    assert (list(Delivery.objects.values()), list(Ticket.objects.values())) == before

    Delivery.objects.update(sent_at=sent_at)
    counts = deliveries.finish(viewer=desk.viewer(), results=[result]).finished
    assert counts == (now == DeliveryState.SENT)
    assert Delivery.objects.get().state == (late if counts else now)


@pytest.mark.mysql
def test_what_is_taken_back_is_not_sent_meanwhile(
    together: Together, viewer_now: Now, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = documents.observation(Document(a_finding()))
    board = Board("SEC", "Task")
    findings.take(viewer=viewer_now(), observations=[seen])
    tickets.decide(viewer=viewer_now(), board=board)
    planned = Delivery.objects.get().pk
    take_back = tickets._withdraw

    def take_back_slowly(*about: object) -> None:
        time.sleep(2 * A_MOMENT)
        take_back(*about)  # type: ignore[arg-type]

    def begin() -> list[int]:
        time.sleep(A_MOMENT)
        return deliveries.begin(viewer=viewer_now(), delivery_ids=[planned]).delivery_ids

    monkeypatch.setattr(tickets, "_withdraw", take_back_slowly)
    _, begun = together(lambda: tickets.decide(viewer=viewer_now(), board=board), begin)
    assert begun == []
    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["planned", "void"]
