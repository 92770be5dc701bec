"""What a delivery changes, counted: before it is taken in, and while it is."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from jumprope.exchange.oneroster.reads.changes import Changes, changes_of
from jumprope.exchange.oneroster.reads.ending import Ending, check_ending, ending
from jumprope.exchange.oneroster.rules import kept
from jumprope.exchange.oneroster.rules.arriving import ARRIVING
from jumprope.exchange.oneroster.rules.deliveries import Delivery


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


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking a delivery in would change, and how many rows of each file it would leave aside."""

    by_kind: Tallies
    left_aside: dict[str, int]


def preview(delivery: Delivery, *, today: date, allow_ending: int) -> Preview:
    """What taking a delivery in would change. It reads, and neither writes nor locks.

    Rows are compared with what is known, and nobody has to wait for it however long that takes. What only the
    tables themselves can refuse (two courses of one code) is found when it is taken in.

    Raises `DeliveryRefused`, `TooManyWouldEnd`, and `Unusable` when files were changed meanwhile.
    """
    counts = Counts(today)
    with delivery.opened() as opened:
        rest = changes_of(opened, today=today, take=counts.take)
    found = ending(rest.ends, today=today)
    check_ending(found, cut_short=counts.cut_short, today=today, allowed=allow_ending)
    return Preview(counts.tallies(found), rest.left_aside)
