"""The chain's arithmetic: each digest covers the event and the digest before it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

MISSING_HEAD = 0
"""Stands among the broken positions for a missing head: every chain begins with the tenant's founding."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as the chain sees it. `at` is an instant; `details` canonical JSON."""

    tenant_id: int
    position: int
    at: datetime
    account_id: int | None
    event: str
    details: str
    previous_digest: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a chain says it ends with."""

    position: int = 0
    digest: str = ""


def digest(entry: Entry) -> str:
    """The SHA-256 of an entry, as 64 hexadecimal digits."""
    parts = [
        entry.tenant_id,
        entry.position,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.account_id,
        entry.event,
        entry.details,
        entry.previous_digest,
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def broken_positions(entries: Iterable[tuple[Entry, str]], head: Head | None) -> list[int]:
    """Where a tenant's chain does not hold: positions of events that were edited, removed, added or moved.

    `entries` are the events in order of position with the digests kept beside them. Where an event is
    missing, it is the next one's position that is told; where the last ones are, that of the head. An empty
    list means that the chain is whole. Someone who can write every row of the tenant could forge a whole
    chain anew: that shows only against a head that was kept elsewhere.
    """
    broken: list[int] = []
    end = Head()
    for entry, kept in entries:
        if (entry.position, entry.previous_digest) != (end.position + 1, end.digest) or digest(entry) != kept:
            broken.append(entry.position)
        end = Head(entry.position, kept)
    if head is None:
        return [*broken, MISSING_HEAD]
    return broken if head == end else [*broken, head.position]
