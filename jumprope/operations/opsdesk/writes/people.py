"""What people decide: which risks are accepted, whose resources are, how long things may take, and pauses."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from jumprope.kit import rows, values
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.access import RUN_OPSDESK
from jumprope.operations.opsdesk.models import Owner, Pause, Policy, RiskException, Ticket
from jumprope.operations.opsdesk.rules.sla import Why

LONGEST_EXCEPTION = timedelta(days=366)
SHORTEST_REASON = 10


class ExceptionEndsWrongly(Refused):
    """A risk is accepted for a time that has an end in sight."""

    code = "exception_ends_wrongly"
    message = _("An exception ends in the future, and within a year; then it has to be looked at again.")
    field = "until"


class ReasonTooShort(Refused):
    """Who reads it in a year should learn why."""

    code = "reason_too_short"
    message = _("Say why, in at least {characters} characters.")
    field = "reason"


class ClockStandsStill(Refused):
    """A clock that stands still is not stopped again: letting it go on once would not be enough."""

    code = "clock_stands_still"
    message = _("The clock of this ticket stands still already.")
    field = "jira_key"


@dataclass(frozen=True, kw_only=True)
class ExceptionKept(Answer):
    """The accepted risk."""

    risk_exception_id: int


@dataclass(frozen=True, kw_only=True)
class OwnerKept(Answer):
    """The rule that says whose resources are."""

    owner_id: int


@dataclass(frozen=True, kw_only=True)
class PolicyKept(Answer):
    """The policy that holds from now on."""

    policy_id: int


@dataclass(frozen=True, kw_only=True)
class Paused(Answer):
    """The pause that began or ended."""

    pause_id: int


@command(RUN_OPSDESK, event="opsdesk.risk_accepted")
def accept_risk(
    *, viewer: Viewer, subject: str, owner: str, reason: str, until: datetime, places: str = "*"
) -> ExceptionKept:
    """Accept a risk until an instant, everywhere or where the place matches a pattern.

    Raises `ExceptionEndsWrongly`, `ReasonTooShort`, and what `kit.values.clean` finds.
    """
    if until.tzinfo is None or not viewer.now < until <= viewer.now + LONGEST_EXCEPTION:
        raise ExceptionEndsWrongly
    _check_reason(reason)
    row = RiskException(
        subject=subject.strip(),
        places=places,
        owner=owner,
        reason=reason,
        since=viewer.now,
        until=until,
    )
    refuse_all(values.clean(row))
    row.save(force_insert=True)
    return ExceptionKept(risk_exception_id=row.pk)


@command(RUN_OPSDESK, event="opsdesk.exception_ended")
def end_exception(*, viewer: Viewer, risk_exception_id: int) -> ExceptionKept:
    """End an exception now, before its time. Raises `NotFound` when there is none that holds."""
    row = rows.hold(RiskException, [risk_exception_id]).get(risk_exception_id)
    if row is None or row.until <= viewer.now:
        raise NotFound(field="risk_exception_id")
    row.until = viewer.now
    row.save(update_fields=["until"])
    return ExceptionKept(risk_exception_id=row.pk)


@command(RUN_OPSDESK, event="opsdesk.owner_named")
def name_owner(*, viewer: Viewer, tag: str, value: str, team: str, rank: int = 1) -> OwnerKept:  # noqa: ARG001
    """Say whose resources with this tag are. Raises what `kit.values.clean` finds."""
    row = Owner.objects.select_for_update().filter(tag=tag, value=value).first() or Owner(
        tag=tag, value=value
    )
    row.team, row.rank = team, rank
    refuse_all(values.clean(row))
    row.save()
    return OwnerKept(owner_id=row.pk)


@command(RUN_OPSDESK, event="opsdesk.policy_set")
def set_policy(*, viewer: Viewer, urgency: str, days: int) -> PolicyKept:  # noqa: ARG001
    """Say within how many days tickets of an urgency have to be resolved.

    Raises what `kit.values.clean` finds.
    """
    row = Policy.objects.select_for_update().filter(urgency=urgency).first() or Policy(urgency=urgency)
    row.days = days
    refuse_all(values.clean(row))
    row.save()
    return PolicyKept(policy_id=row.pk)


@command(RUN_OPSDESK, event="opsdesk.clock_paused")
def pause(*, viewer: Viewer, jira_key: str, reason: str) -> Paused:
    """Let the clock of an open ticket stand still.

    Raises `NotFound`, `ReasonTooShort`, `ClockStandsStill`, `ValueTooLong`.
    """
    ticket = _open_ticket(jira_key)
    _check_reason(reason)
    if _lasting(ticket) is not None:
        raise ClockStandsStill
    row = Pause(ticket=ticket, why=Why.PERSON, reason=reason, since=viewer.now)
    refuse_all(values.clean(row))
    row.save(force_insert=True)
    return Paused(pause_id=row.pk)


@command(RUN_OPSDESK, event="opsdesk.clock_resumed")
def resume(*, viewer: Viewer, jira_key: str) -> Paused:
    """Let the clock go on. Raises `NotFound` when it was not paused."""
    ticket = _open_ticket(jira_key)
    row = _lasting(ticket)
    if row is None:
        raise NotFound(field="jira_key")
    row.until = viewer.now
    row.save(update_fields=["until"])
    return Paused(pause_id=row.pk)


def _open_ticket(jira_key: str) -> Ticket:
    found = Ticket.objects.select_for_update().filter(jira_key=jira_key, resolved_at=None).first()
    if found is None or not jira_key:
        raise NotFound(field="jira_key")
    return found


def _lasting(ticket: Ticket) -> Pause | None:
    """The pause of a ticket that someone has begun and nobody ended."""
    return Pause.objects.select_for_update().filter(ticket=ticket, why=Why.PERSON, until=None).first()


def _check_reason(reason: str) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonTooShort(characters=SHORTEST_REASON)
