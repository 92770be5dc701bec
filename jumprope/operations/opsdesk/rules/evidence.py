"""What is known of a group of findings, and whether it needs a ticket."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from jumprope.operations.opsdesk.rules.exceptions import Acceptance, covering
from jumprope.operations.opsdesk.rules.observations import Source, State
from jumprope.operations.opsdesk.rules.sla import days_for
from jumprope.operations.opsdesk.rules.urgency import RANK, Severity, urgency


class Evidence(NamedTuple):
    """A finding as it is kept: the columns that decisions look at."""

    group: str
    subject: str
    place: str
    source: str
    reference: str
    title: str
    description: str
    severity: str
    state: str
    first_seen_at: datetime
    last_seen_at: datetime
    account: str
    region: str
    resource: str
    packages: list[dict[str, str]]
    advisories: list[str]
    remediation: str
    epss: Decimal | None
    exploited: bool
    tags: dict[str, str]


class Outcome(StrEnum):
    """How a ticket was resolved."""

    FIXED = "fixed"
    GONE = "gone"
    SUPPRESSED = "suppressed"
    ACCEPTED = "accepted"
    HARMLESS = "harmless"


class OwnedBy(NamedTuple):
    """That a tag with this value says whose a resource is."""

    tag: str
    value: str
    team: str


@dataclass(frozen=True, slots=True)
class Law:
    """What decisions go by: days for each urgency, owners by rank, accepted risks, and the time it is."""

    now: datetime
    policies: Mapping[str, int]
    owners: Sequence[OwnedBy]
    acceptances: Sequence[Acceptance]


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a group needs an open ticket; if not, why. `active` are the findings that speak for it."""

    active: tuple[Evidence, ...]
    outcome: Outcome | None
    urgency: Severity
    days: int
    team: str
    acceptance: Acceptance | None = None

    @property
    def open(self) -> bool:
        """Whether the ticket has to be open."""
        return self.outcome is None

    @property
    def newest(self) -> datetime:
        """When an active finding was last seen."""
        return max(evidence.last_seen_at for evidence in self.active)


def judged(group: Sequence[Evidence], law: Law) -> Judgement:
    """What a group of findings, of one subject in one place, comes to.

    Where Inspector has findings, it decides, and OpsItems follow; else OpsItems decide.
    """
    deciding = [each for each in group if each.source == Source.INSPECTOR] or list(group)
    active = tuple(each for each in deciding if each.state == State.ACTIVE)
    urgent = _urgency(active)
    days = days_for(urgent, law.policies)
    accepted = covering(law.acceptances, group[0].subject, group[0].place, law.now) if group else None
    outcome = None
    if not active:
        outcome = _why_inactive(deciding)
    elif accepted:
        outcome = Outcome.ACCEPTED
    elif days is None:
        outcome = Outcome.HARMLESS
    return Judgement(active, outcome, urgent, days or 0, _team(group, law.owners), accepted)


def _urgency(active: Iterable[Evidence]) -> Severity:
    found = (urgency(Severity(each.severity), epss=each.epss, exploited=each.exploited) for each in active)
    return max(found, key=RANK.__getitem__, default=Severity.UNTRIAGED)


def _why_inactive(group: Iterable[Evidence]) -> Outcome:
    states = {each.state for each in group}
    if State.CLOSED in states:
        return Outcome.FIXED
    return Outcome.SUPPRESSED if State.SUPPRESSED in states else Outcome.GONE


def _team(group: Sequence[Evidence], owners: Sequence[OwnedBy]) -> str:
    """The first owner with a tag that a resource of the group has; the place is a tag too."""
    tags = {(tag, value) for each in group for tag, value in each.tags.items()}
    tags |= {("place", each.place) for each in group[:1]}
    return next((owner.team for owner in owners if (owner.tag, owner.value) in tags), "")
