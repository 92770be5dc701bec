"""Events of which one value is not what it should be: none stops the desk, then or later."""

import json
from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Model

from jumprope.kit import clock
from jumprope.operations.opsdesk.jobs import desk as jobs
from jumprope.operations.opsdesk.jobs.desk import Desk
from jumprope.operations.opsdesk.jobs.stand_in.invented import (
    FIRST_SEEN,
    a_finding,
    an_event,
    an_ops_event,
    an_ops_item,
    on_a_server,
)
from jumprope.operations.opsdesk.jobs.stand_in.jira import JiraStandIn
from jumprope.operations.opsdesk.models import Event, Finding, Ticket
from jumprope.operations.opsdesk.rules.instants import EARLIEST, LATEST

LATER = FIRST_SEEN + timedelta(hours=1)

Place = tuple[str | int, ...]

STRANGE: tuple[Any, ...] = (
    None,
    True,
    -1,
    10**400,
    float("nan"),
    float("inf"),
    "",
    "x" * 5000,
    "a\0b\x1b",
    "\ud800",
    "{issue}",
    "9999-12-31T23:59:59.999999Z",
    "0001-01-01T00:00:00+14:00",
    [],
    {},
    [None],
)


def places(value: Any, at: Place = ()) -> Iterator[Place]:
    """The place of each value in a document, but of the whole."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in inner:
        yield (*at, name)
        yield from places(each, (*at, name))


def bent(event: dict[str, Any], place: Place, value: Any, number: int) -> dict[str, Any]:
    """The event with another value at this place, of another finding than all others."""
    made = deepcopy(event)
    made["id"] = f"bent-{number}"
    if "findingArn" in made["detail"]:
        made["detail"]["findingArn"] += f"-{number}"
    at: Any = made
    for name in place[:-1]:
        at = at[name]
    at[place[-1]] = value
    return made


def fit(rows: Iterable[Model]) -> None:
    """Hold each value against its column: MySQL would refuse a longer one, and SQLite keeps it."""
    for row in rows:
        for column in row._meta.concrete_fields:
            value = getattr(row, column.attname)
            if isinstance(value, str) and column.max_length:
                assert len(value) <= column.max_length, column
            assert not hasattr(value, "tzinfo") or EARLIEST <= value < LATEST, column


@pytest.mark.parametrize(
    "event", [an_event(a_finding()), an_event(on_a_server()), an_ops_event(an_ops_item())]
)
def test_whatever_one_value_of_an_event_is_the_desk_takes_the_others_and_goes_on(
    desk: Desk, jira: JiraStandIn, event: dict[str, Any]
) -> None:
    said = json.loads(json.dumps(event, default=str))
    cases = [(place, value) for place in places(said) for value in STRANGE]
    events = [bent(said, *case, number) for number, case in enumerate(cases)]
    with clock.stopped_at(LATER):
        counts = jobs.take_events(desk, [*events, an_event(a_finding(cve="CVE-2026-2"))]).counts
    fit(Event.objects.all())
    fit(Finding.objects.all())
    fit(Ticket.objects.all())
    assert Event.objects.count() + counts["repeated"] == len(events) + 1
    assert Event.objects.exclude(problem="").count() == counts["malformed"] > len(cases) // 4
    assert any(issue["fields"]["summary"].startswith("CVE-2026-2 ") for issue in jira.issues.values())
    with clock.stopped_at(LATER + timedelta(hours=1)):
        jobs.reconcile(desk, accept_empty=True)
        assert not Ticket.objects.filter(resolved_at=None).exclude(place__startswith="OpsItem").exists()
