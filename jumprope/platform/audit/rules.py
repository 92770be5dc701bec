"""The chain's arithmetic: each digest covers the event and the digest before it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as the chain sees it. `at` is an instant; `details` canonical JSON."""

    position: int
    at: datetime
    account_id: int | None
    event: str
    details: str
    previous_digest: str


def digest(entry: Entry) -> str:
    """The SHA-256 of an entry, as 64 hexadecimal digits."""
    parts = [
        entry.position,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.account_id,
        entry.event,
        entry.details,
        entry.previous_digest,
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def broken_positions(entries: Iterable[tuple[Entry, str]], head: tuple[int, str]) -> list[int]:
    """Where a tenant's chain does not hold: positions of events that were edited, removed, added or moved.

    `entries` are the events in order of position with the digests kept beside them, `head` the position and digest
    that the chain says it ends with. An empty list means that the chain is whole.
    """
    broken, previous, expected = [], "", 1
    for entry, kept in entries:
        if entry.position != expected or entry.previous_digest != previous or digest(entry) != kept:
            broken.append(entry.position)
        previous, expected = kept, entry.position + 1
    if head != (expected - 1, previous):
        broken.append(head[0])
    return broken
