"""Taking a delivery in: whole, or not at all."""

from dataclasses import dataclass

from jumprope.exchange.oneroster import reads
from jumprope.exchange.oneroster.access import IMPORT_ROSTERS
from jumprope.exchange.oneroster.rules.deliveries import Delivery, OpenDelivery
from jumprope.exchange.oneroster.rules.limits import ALLOWED_PERCENT
from jumprope.exchange.oneroster.rules.records import Org
from jumprope.exchange.oneroster.writes.ending import end
from jumprope.exchange.oneroster.writes.taking_in import let_go, take_in
from jumprope.kit.command import Answer, command
from jumprope.kit.viewer import Viewer
from jumprope.platform.identifiers import writes as identifiers
from jumprope.platform.tenancy import writes as tenancy
from jumprope.school.courses import writes as courses


@dataclass(frozen=True, kw_only=True)
class RosterImported(Answer):
    """How many rows of each kind were created, updated, left unchanged and ended.

    `left_aside` says by file how many rows are not kept.
    """

    by_kind: dict[str, dict[str, int]]
    left_aside: dict[str, int]


@command(IMPORT_ROSTERS, event="oneroster.imported")
def import_roster(
    *, viewer: Viewer, delivery: Delivery, allow_ending: int = ALLOWED_PERCENT
) -> RosterImported:
    """Keep what a delivery says.

    Raises `DeliveryRefused`, `TooManyWouldEnd` when more than `allow_ending` percent of a school's active
    enrolments would end, and `Unusable` when files were changed since the delivery was checked.
    """
    # Nothing is read without a lock before: on MySQL the first plain read fixes what the command sees, and
    # whoever adds to a roster or a gradebook meanwhile holds its section.
    tenancy.hold_tenant(viewer=viewer)
    courses.lock_all_sections()
    with reads.few_ending(today=viewer.today, allowed=allow_ending):
        return _taken_in(viewer, delivery)


def _taken_in(viewer: Viewer, delivery: Delivery) -> RosterImported:
    counts = reads.Counts()

    def take(changes: reads.Changes) -> None:
        counts.take(changes)
        reads.check_duplicates(changes, twins=delivery.twins)
        take_in(viewer=viewer, changes=changes)

    with delivery.opened() as opened:
        _learn_district(viewer, opened)
        rest = reads.changes_of(opened, today=viewer.today, take=take, let_go=let_go)
    ended = end(viewer=viewer, ends=rest.ends, leavers=counts.leavers)
    return RosterImported(by_kind=counts.tallies(ended), left_aside=rest.left_aside)


def _learn_district(viewer: Viewer, delivery: OpenDelivery) -> None:
    """The tenant is the source's district: the first one, if there are several and none is known."""
    said = [row.record for row in delivery.records(Org) if row.record and row.record.type == "district"]
    if said and not reads.all_keys(reads.DISTRICT):
        district = {said[0].sourced_id: viewer.tenant_id}
        identifiers.learn(kind=reads.DISTRICT, source=reads.SOURCE, subjects=district)
