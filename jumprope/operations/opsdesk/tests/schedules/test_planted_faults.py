"""Faults planted into the desk one at a time: a bounded number of random schedules notices each of them.

What notices nothing proves nothing. A fault is a line of a function read otherwise; where that line is no
longer there, the test says so. The suite plants the first few; `OPSDESK_SCHEDULES=1` lets it plant all.
"""

import inspect
import os
import textwrap
from collections.abc import Callable
from types import FunctionType
from typing import Any, NamedTuple

import pytest

from jumprope.kit.command import Command
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk import reads
from jumprope.operations.opsdesk.jobs import answers, desk, jira
from jumprope.operations.opsdesk.rules import decisions, sla
from jumprope.operations.opsdesk.rules.exceptions import Acceptance
from jumprope.operations.opsdesk.tests.schedules import machine
from jumprope.operations.opsdesk.writes import deliveries, findings, tickets

SEED = 2
MOST = 40
"""Schedules of one seed in which a fault has to be noticed; without a fault they all end well."""


class Fault(NamedTuple):
    """What the desk does wrong; the function that does it, what stands there and what is read instead."""

    what: str
    where: Callable[..., Any]
    stands: str
    instead: str


FAULTS = (
    Fault("stale calls of other tickets are made", desk._act, "waiting(groups)", "waiting()"),
    Fault(
        "pauses that overlap count twice",
        sla.due_at,
        "and pause.until > reached:\n            paused += pause.until - max(pause.since, reached)",
        ":\n            paused += pause.until - pause.since",
    ),
    Fault(
        "a create that may have arrived is made again",
        answers.settled,
        "_created_since(min(each.planned_at for each in creates), jira) if creates else {}",
        "{}",
    ),
    Fault("Jira's index is believed at once", desk._settle, "clock.now() - SETTLING", "clock.now()"),
    Fault(
        "what was planned is not taken back", tickets._withdraw, "DeliveryState.VOID", "DeliveryState.PLANNED"
    ),
    Fault(
        "a pattern of places covers nothing",
        Acceptance.covers,
        "fnmatchcase(place, self._pattern)",
        "place == self.places",
    ),
    Fault(
        "what is not listed any more stays open",
        findings.take_listing,
        "FindingState.GONE",
        "FindingState.ACTIVE",
    ),
    Fault("an older word undoes a newer one", findings._take, "observation.as_of < row.as_of", "False"),
    Fault(
        "what people closed is opened at once",
        decisions._seen_since,
        "ticket.closed_by_people_at is None or",
        "True or",
    ),
    Fault(
        "a resolved ticket that people open stays open",
        tickets._rules,
        "Q(resolved_at=None), ~Q(category=DONE), ",
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
    Fault("a call on its way is not waited for", reads.unsure, "state=DeliveryState.SENT", "pk=None"),
    Fault(
        "5xx is taken for never arrived",
        jira.Jira.tell,
        'raise Unanswered(f"status {answer.status_code}")',
        'raise JiraUnavailable(reason="5xx")',
    ),
    Fault(
        "a later date stays",
        deliveries._forget_if_later,
        'not due_on or due_on > f"{ticket.due_at:%Y-%m-%d}"',
        "not due_on",
    ),
    Fault("OpsItems are told every night", decisions._told_opscenter, "!= status", "!= ''"),
    Fault(
        "a rehearsal leaves out a call",
        answers.printed,
        "waiting[len(creates) :]",
        "waiting[len(creates) + 1 :]",
    ),
)


ALL = "OPSDESK_SCHEDULES" in os.environ


@pytest.mark.parametrize("fault", FAULTS if ALL else FAULTS[:2], ids=lambda fault: fault.what)
def test_schedules_notice(
    fault: Fault, viewer_now: Callable[[], Viewer], monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(fault, monkeypatch)
    with pytest.raises(AssertionError):
        machine.run(MOST, SEED, viewer_now, shrink=False)


def test_without_a_fault_the_same_schedules_end_well(viewer_now: Callable[[], Viewer]) -> None:
    machine.run(MOST if ALL else 4, SEED, viewer_now, shrink=False)


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
