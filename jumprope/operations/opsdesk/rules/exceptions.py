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
        """Whether this risk is accepted now. People write a CVE in small letters too."""
        same = self.subject.casefold() == subject.casefold()
        return same and fnmatchcase(place, self._pattern) and self.since <= now < self.until

    @property
    def _pattern(self) -> str:
        """The places for `fnmatch`: of what is special there only * is meant, and tags can have the rest."""
        return self.places.replace("[", "[[]").replace("?", "[?]")


def covering(acceptances: Iterable[Acceptance], subject: str, place: str, now: datetime) -> Acceptance | None:
    """The acceptance that holds the longest of those that cover this risk now; None if there is none."""
    found = [acceptance for acceptance in acceptances if acceptance.covers(subject, place, now)]
    return max(found, key=lambda acceptance: acceptance.until, default=None)
