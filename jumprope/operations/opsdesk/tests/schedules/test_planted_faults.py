"""Faults planted into the desk one at a time: a bounded number of random schedules notices each of them.

What notices nothing proves nothing. A fault is a line of a function read otherwise; where that line is no
longer there, the test says so.
"""

import inspect
import textwrap
from collections.abc import Callable
from types import FunctionType
from typing import Any, NamedTuple

import pytest

from jumprope.kit.command import Command
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.jobs import answers, desk
from jumprope.operations.opsdesk.jobs.jira import Jira
from jumprope.operations.opsdesk.rules import decisions, sla
from jumprope.operations.opsdesk.rules.exceptions import Acceptance
from jumprope.operations.opsdesk.rules.scopes import Scope
from jumprope.operations.opsdesk.tests.schedules import machine
from jumprope.operations.opsdesk.writes import deliveries, findings, tickets

SEED = 20261122
MOST = 250
"""Schedules of one seed in which a fault has to be noticed; most are in the first dozen."""


class Fault(NamedTuple):
    """What the desk does wrong; the function that does it, what stands there and what is read instead."""

    what: str
    where: Callable[..., Any]
    stands: str
    instead: str


FAULTS = (
    Fault("stale calls of other tickets are made", desk._act, "waiting(groups)", "waiting()"),
    Fault("overlapping pauses count twice", sla.due_at, "max(pause.since, reached)", "pause.since"),
    Fault(
        "a create that may have arrived is made again",
        answers.settled,
        "_created_since(min(each.planned_at for each in creates), jira) if creates else {}",
        "{}",
    ),
    Fault("Jira's index is believed at once", desk._settle, "clock.now() - SETTLING", "clock.now()"),
    Fault("a call on its way is not waited for", tickets.decide, "state=DeliveryState.SENT", "pk=None"),
    Fault(
        "what was planned is not taken back", tickets._withdraw, "DeliveryState.VOID", "DeliveryState.PLANNED"
    ),
    Fault(
        "an answer of 5xx is taken for never arrived",
        Jira.tell,
        'raise Unanswered(f"status {answer.status_code}")',
        'raise JiraUnavailable(reason="")',
    ),
    Fault(
        "a pattern of places covers nothing",
        Acceptance.covers,
        "fnmatchcase(place, self.places)",
        "place == self.places",
    ),
    Fault("an exception never ends", Acceptance.covers, "now < self.until", "now"),
    Fault("one region's listing closes another's findings", Scope.covers, "return False", "return True"),
    Fault(
        "what is not listed any more stays open",
        findings.take_listing,
        "FindingState.GONE",
        "FindingState.ACTIVE",
    ),
    Fault("an older word undoes a newer one", findings._take, "observation.as_of < row.as_of", "False"),
    Fault("a deleted ticket is not made anew", deliveries.learn, "in absent.values()", "in ()"),
    Fault(
        "what people closed is opened at once",
        decisions._seen_since,
        "ticket.closed_by_people_at is None or",
        "True or",
    ),
    Fault("a date that was moved later stays", deliveries._forget_if_later, "due_on > f", "due_on < f"),
    Fault(
        "a resolved ticket that people open stays open",
        tickets._of_tickets,
        "Q(resolved_at=None) | ~Q(category=DONE) |",
        "",
    ),
    Fault(
        "the clock begins anew",
        decisions.decided,
        "min(known.first_seen_at, *_first_seen(judgement))",
        "min(_first_seen(judgement))",
    ),
    Fault(
        "the clock goes on while a ticket is resolved",
        decisions.decided,
        "if ends else pauses",
        "if ends else []",
    ),
    Fault("a comment is made again", answers._found, 'return _done(delivery, said=comment["name"])', "pass"),
    Fault("OpsItems are told every night", decisions._told_opscenter, "!= status", "!= ''"),
    Fault(
        "a rehearsal leaves out a call",
        answers.printed,
        "waiting[len(creates) :]",
        "waiting[len(creates) + 1 :]",
    ),
)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.what)
def test_schedules_notice(
    fault: Fault, viewer_now: Callable[[], Viewer], monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(fault, monkeypatch)
    with pytest.raises(AssertionError):
        machine.run(MOST, SEED, viewer_now, shrink=False)


def plant(fault: Fault, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a function run with one of its lines read otherwise, whoever has imported it."""
    function = _plain(fault.where)
    source = textwrap.dedent(inspect.getsource(function))
    assert source.count(fault.stands) == 1, f"{function.__qualname__} has no {fault.stands!r} any more"
    names = dict(function.__globals__)
    exec(source.replace(fault.stands, fault.instead), names)  # noqa: S102 - it is our own source
    monkeypatch.setattr(function, "__code__", _plain(names[function.__name__]).__code__)


def _plain(function: Callable[..., Any]) -> FunctionType:
    """The function itself, without what makes a command of it."""
    found = function._function if isinstance(function, Command) else inspect.unwrap(function)
    assert isinstance(found, FunctionType)
    return found
