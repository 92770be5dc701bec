"""Risks that someone has accepted, for a time: for these there is no ticket."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase


@dataclass(frozen=True, slots=True)
class Acceptance:
    """That an owner accepts a subject (`CVE-2024-6119`) in places that match a pattern, until an instant."""

    subject: str
    places: str
    owner: str
    reason: str
    since: datetime
    until: datetime

    def covers(self, subject: str, place: str, now: datetime) -> bool:
        """Whether this risk is accepted now."""
        return self.subject == subject and fnmatchcase(place, self.places) and self.since <= now < self.until


def covering(acceptances: Iterable[Acceptance], subject: str, place: str, now: datetime) -> Acceptance | None:
    """The acceptance that holds the longest of those that cover this risk now; None if there is none."""
    found = [acceptance for acceptance in acceptances if acceptance.covers(subject, place, now)]
    return max(found, key=lambda acceptance: acceptance.until, default=None)
