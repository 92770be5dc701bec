"""Taking a delivery in: whole, or not at all."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date

from jumprope.exchange.oneroster import reads
from jumprope.exchange.oneroster.rules.deliveries import Delivery
from jumprope.exchange.oneroster.rules.limits import ALLOWED_PERCENT
from jumprope.exchange.oneroster.writes.ending import end
from jumprope.exchange.oneroster.writes.taking_in import take_in
from jumprope.kit.command import Answer, command
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import writes as tenancy
from jumprope.school.rosters.access import MANAGE_ROSTERS


@dataclass(frozen=True, kw_only=True)
class RosterImported(Answer):
    """How many rows of each kind were created, updated, left unchanged and ended."""

    by_kind: dict[str, dict[str, int]]


@command(MANAGE_ROSTERS, event="oneroster.imported")
def import_roster(
    *, viewer: Viewer, delivery: Delivery, allow_ending: int = ALLOWED_PERCENT
) -> RosterImported:
    """Keep what a delivery says.

    Raises `DeliveryRefused`, `TooManyWouldEnd` when more than `allow_ending` percent of a school's active
    enrolments would end, and `Unusable` when files were changed since the delivery was checked.
    """
    tenancy.hold_tenant(viewer=viewer)
    found = reads.Found(viewer.today)
    with delivery.opened() as opened:
        def take(changes: reads.Changes) -> None:
            found.count(changes)
            take_in(viewer=viewer, changes=changes)
        ends = reads.changes_of(opened, take=take)
    ending = reads.ending(ends, today=viewer.today)
    reads.check_ending(ending, cut_short=found.cut_short, today=viewer.today, allowed=allow_ending)
    end(viewer=viewer, ending=ending)
    return RosterImported(by_kind=found.tallies(ending))
