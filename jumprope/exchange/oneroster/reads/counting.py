"""What a delivery changes, counted while it is taken in."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from jumprope.exchange.oneroster.reads.changes import Changes
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
    """What was counted so far; `leavers` are the students known who leave, each with the day."""

    leavers: dict[int, date] = field(default_factory=dict)
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
            student = changed.arrival.record
            if isinstance(student, kept.Student) and (left_on := student.said().get("left_on")):
                self.leavers[key] = left_on

    def tallies(self, ended: Mapping[type[kept.Kept], int]) -> Tallies:
        """The counts by kind, with those of what ends."""
        return {
            kind.KIND: {**asdict(tally), "ended": ended.get(kind, 0)} for kind, tally in self._tallies.items()
        }
