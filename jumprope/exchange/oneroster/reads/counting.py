"""What a delivery changes, counted while it is taken in."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from jumprope.exchange.oneroster.reads.changes import Changes
from jumprope.exchange.oneroster.reads.ending import Ending
from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.arriving import ARRIVING


@dataclass(slots=True)
class Tally:
    """How many rows of a kind are made, changed, left as they are, and ended."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    ended: int = 0


Tallies = dict[str, dict[str, int]]


@dataclass(slots=True)
class Counts:
    """What was counted so far; `cut_short` are the enrolments in force that a row ends by its date."""

    today: date
    cut_short: set[int] = field(default_factory=set)
    _tallies: dict[type[kept.Kept], Tally] = field(
        default_factory=lambda: {kind: Tally() for each in ARRIVING for kind in each.kinds}
    )

    def take(self, changes: Changes) -> None:
        """Count a batch."""
        tally = self._tallies[changes.kind]
        tally.created += len(changes.new)
        tally.updated += len(changes.changed)
        tally.unchanged += changes.unchanged
        for key, changed in changes.changed.items():
            known, arriving = changed.known, changed.arrival.record
            if self._lasts(known) and arriving and not self._lasts(arriving):
                self.cut_short.add(key)

    def _lasts(self, record: kept.Kept) -> bool:
        """Whether it is an enrolment that is not over."""
        if not isinstance(record, kept.Enrolment):
            return False
        return record.ends_on is None or record.ends_on > self.today

    def tallies(self, ended: Ending) -> Tallies:
        """The counts by kind, with those of what ends."""
        by_kind: Mapping[type[kept.Kept], int] = ended.counts()
        return {
            kind.KIND: {**asdict(tally), "ended": by_kind.get(kind, 0)}
            for kind, tally in self._tallies.items()
        }
