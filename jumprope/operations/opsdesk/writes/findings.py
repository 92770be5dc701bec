"""Taking in what AWS says: events, OpsItems that were asked for, and whole listings."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, values
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import Refused
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.access import RUN_OPSDESK
from jumprope.operations.opsdesk.models import Event, Finding, FindingState, Source
from jumprope.operations.opsdesk.rules import events as rules
from jumprope.operations.opsdesk.rules.observations import Observation, State
from jumprope.operations.opsdesk.rules.scopes import EVERYTHING, Scope

MOST_EVENTS = 400
"""Events that one command takes, so that its transaction stays short."""

NOT_OVER = (FindingState.ACTIVE, FindingState.SUPPRESSED)

CHANGING = [
    field.name
    for field in Finding._meta.concrete_fields
    if field.name not in {"id", "source", "reference", "group", "subject", "place"}
]


class ListingEmpty(Refused):
    """Nothing is listed, although there were findings: more likely a mistake than a miracle."""

    code = "listing_empty"
    message = _(
        "{source} lists nothing{where}, and {open} of its findings are open. Look at the region, the account "
        "and the permissions. If it is so, say --accept-empty."
    )


@dataclass(frozen=True, kw_only=True)
class Taken(Answer):
    """How many events or findings were new, repeated, older than what is known, and malformed; of which
    groups they are, and the OpsItems that have to be asked for, with their accounts and regions.
    """

    taken: int
    repeated: int
    older: int
    malformed: int
    groups: list[str]
    mentioned: dict[str, list[str]]


@dataclass(frozen=True, kw_only=True)
class Listed(Answer):
    """How many findings a listing had, how many of them were new or changed, and how many are gone."""

    listed: int
    changed: int
    gone: int


@command(RUN_OPSDESK, event="opsdesk.events_taken")
def take_events(*, viewer: Viewer, events: Sequence[Any]) -> Taken:
    """Take in events as EventBridge delivers them, in whatever order. At most 400.

    An event that was taken before is not taken again. A malformed one is kept with what is wrong with it,
    and the others are taken. Raises `NothingGiven`, `TooManyGiven`. Six statements at most.
    """
    values.check_size(events, field="events", at_most=MOST_EVENTS)
    kept = {event.identifier: event for event in (_kept(each, viewer.now) for each in events)}
    known = set(
        Event.objects.filter(identifier__in=kept).select_for_update().values_list("identifier", flat=True)
    )
    new = [event for identifier, event in kept.items() if identifier not in known]
    observations, malformed = _read(new)
    rows.append(new)
    return _take(observations, viewer.now, repeated=len(events) - len(new), malformed=malformed)


@command(RUN_OPSDESK, event="opsdesk.findings_taken")
def take(*, viewer: Viewer, observations: Sequence[Observation]) -> Taken:
    """Take in findings that were asked for. At most 400. Raises `NothingGiven`, `TooManyGiven`."""
    values.check_size(observations, field="observations", at_most=MOST_EVENTS)
    return _take(observations, viewer.now)


@command(RUN_OPSDESK, event="opsdesk.events_replayed")
def replay(*, viewer: Viewer) -> Taken:
    """Read the oldest 400 of the events again that could not be read; those that now can be are taken."""
    unread = list(
        Event.objects.select_for_update().exclude(problem="").order_by("received_at", "pk")[:MOST_EVENTS]
    )
    observations, malformed = _read(unread)
    rows.save(unread, changing=["problem"])
    return _take(observations, viewer.now, malformed=malformed)


@command(RUN_OPSDESK, event="opsdesk.listing_taken")
def take_listing(
    *,
    viewer: Viewer,
    source: str,
    observations: Sequence[Observation],
    began_at: datetime,
    scope: Scope = EVERYTHING,
    unchanged: Sequence[str] = (),
    accept_empty: bool = False,
) -> Listed:
    """Take in all that a source lists for a scope: what it does not list any more is gone.

    `unchanged` are references of findings that are listed and need no second look. What was heard since the
    listing began is let be, and so is what other lines are asked about. Raises `ListingEmpty`.
    """
    known = _known(source, [observation.reference for observation in observations])
    ours = [row for row in known.values() if scope.covers(row.account, row.region)]
    open_ones = [row for row in ours if row.state == FindingState.ACTIVE]
    if not observations and not unchanged and open_ones and not accept_empty:
        where = f" for {scope}" if scope.region else ""
        raise ListingEmpty(source=Source(source).label, where=where, open=len(open_ones))
    changed = []
    for observation in _latest(observations, viewer.now):
        row = known.get(observation.reference)
        if row is None or row.heard_at < began_at or observation.as_of >= row.as_of:
            row = row or _new(observation)
            if _told(row, observation, viewer.now):
                changed.append(row)
    listed = {observation.reference for observation in observations} | set(unchanged)
    gone = [
        row
        for row in ours
        if row.reference not in listed and row.heard_at < began_at and row.state in NOT_OVER
    ]
    for row in gone:
        row.state, row.as_of, row.heard_at = FindingState.GONE, max(row.as_of, began_at), viewer.now
    rows.save([*changed, *gone], changing=CHANGING)
    return Listed(listed=len(listed), changed=len(changed), gone=len(gone))


def _known(source: str, listed: Iterable[str]) -> dict[str, Finding]:
    """The findings of a source that are not over, and those of the listed ones that are; all locked."""
    held = Finding.objects.select_for_update()
    # State by state: for both at once MySQL would go through the whole table, and lock it.
    open_ones = (row for state in NOT_OVER for row in held.filter(source=source, state=state))
    known = {row.reference: row for row in open_ones}
    for some in rows.portions({*listed} - {*known}):
        known |= {row.reference: row for row in held.filter(reference__in=some)}
    return known


def _kept(event: Any, now: datetime) -> Event:
    """The row of an event. One without an id is known by what it says."""
    body = rules.as_kept(event)
    try:
        identifier = rules.identifier(event)
    except rules.Malformed:
        identifier = f"sha256:{hashlib.sha256(body.encode()).hexdigest()}"
    return Event(identifier=identifier, received_at=now, body=body)


def _read(events: Iterable[Event]) -> tuple[list[Observation], int]:
    """What can be read of events; each that cannot be is told why. Also how many these are."""
    observations, malformed = [], 0
    for event in events:
        try:
            observations.append(rules.in_kept(event.body))
            event.problem = ""
        except rules.Malformed as problem:
            event.problem = str(problem)[:500]
            malformed += 1
    return observations, malformed


def _take(
    observations: Sequence[Observation], now: datetime, *, repeated: int = 0, malformed: int = 0
) -> Taken:
    latest = _latest(observations, now)
    references = [observation.reference for observation in latest]
    known = {
        row.reference: row for row in Finding.objects.select_for_update().filter(reference__in=references)
    }
    changed, mentioned, older = [], {}, len(observations) - len(latest)
    for observation in latest:
        row = known.get(observation.reference)
        if not observation.complete:
            mentioned[observation.reference] = [observation.account, observation.region]
        if row is None and not observation.complete:
            continue
        if row is not None and observation.as_of < row.as_of:
            older += 1
            continue
        row = row or _new(observation)
        _told(row, observation, now)
        row.heard_at = now
        changed.append(row)
    rows.save(changed, changing=CHANGING)
    return Taken(
        taken=len(changed),
        repeated=repeated,
        older=older,
        malformed=malformed,
        groups=sorted({row.group for row in changed}),
        mentioned=mentioned,
    )


def _latest(observations: Iterable[Observation], now: datetime) -> list[Observation]:
    """Of several about the same finding the one that its source wrote last.

    What is said to be still to come is now: a clock that begins later would run longer than it may.
    """
    latest: dict[str, Observation] = {}
    for observation in observations:
        before = latest.get(observation.reference)
        if before is None or observation.as_of >= before.as_of:
            latest[observation.reference] = observation
    return [
        replace(
            each,
            first_seen=min(each.first_seen, now),
            last_seen=min(each.last_seen, now),
            as_of=min(each.as_of, now),
        )
        for each in latest.values()
    ]


def _new(observation: Observation) -> Finding:
    return Finding(
        source=observation.source.value,
        reference=observation.reference,
        group=observation.group,
        subject=observation.subject[:255],
        place=observation.place[:400],
    )


def _told(row: Finding, observation: Observation, now: datetime) -> bool:
    """Write into a row what was observed; whether it is new or says anything else than before."""
    said = _columns(row, observation)
    if not row._state.adding and all(getattr(row, name) == value for name, value in said.items()):
        return False
    for name, value in said.items():
        setattr(row, name, value)
    row.heard_at = now
    return True


def _columns(row: Finding, observation: Observation) -> Mapping[str, Any]:
    back = not row._state.adding and row.state != State.ACTIVE and observation.state is State.ACTIVE
    said: dict[str, Any] = {
        "title": observation.title[:1024],
        "state": observation.state.value,
        "as_of": observation.as_of,
    }
    if observation.source.value == Source.OPSCENTER and not row._state.adding:
        # Every change of an OpsItem, ours too, makes it look newer: it is seen anew when it is open again.
        said["last_seen_at"] = observation.as_of if back else row.last_seen_at
    if not observation.complete:
        return said
    return {
        "description": observation.description,
        "severity": observation.severity.value,
        "first_seen_at": observation.first_seen if row._state.adding else row.first_seen_at,
        "last_seen_at": observation.last_seen,
        "account": observation.account,
        "region": observation.region,
        "resource": observation.resource[:1024],
        "resource_type": observation.resource_type,
        "packages": observation.packages_as_json(),
        "advisories": list(observation.advisories),
        "remediation": observation.remediation,
        "epss": observation.epss,
        "exploited": observation.exploited,
        "tags": dict(observation.tags),
        **said,
    }
