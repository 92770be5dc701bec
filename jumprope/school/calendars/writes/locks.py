"""Locking and unlocking grading periods, each time with the reason."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from jumprope.kit import values
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import Refused
from jumprope.kit.viewer import Viewer
from jumprope.school.calendars import access
from jumprope.school.calendars.models import LONGEST_REASON, GradingPeriod, LockChange
from jumprope.school.calendars.reads import GradingPeriodLocked
from jumprope.school.calendars.rules import is_locked
from jumprope.school.calendars.writes.periods import locked_period
from jumprope.school.calendars.writes.refusals import LocksAtOnce


class GradingPeriodOpen(Refused):
    """There is no lock to take away."""

    code = "grading_period_open"
    message = _("The grading period “{name}” is not locked.")
    field = "grading_period_id"


class LockInThePast(Refused):
    """What was saved since then would look as if it had been closed."""

    code = "lock_in_the_past"
    message = _("A grading period is locked from today on at the earliest; {day} is over.")


@dataclass(frozen=True, kw_only=True)
class PeriodLocked(Answer):
    """The grading period, and its lock."""

    grading_period_id: int
    lock_change_id: int


@dataclass(frozen=True, kw_only=True)
class PeriodUnlocked(Answer):
    """The grading period, and what was decided about its lock."""

    grading_period_id: int
    lock_change_id: int


@command(access.MANAGE_CALENDARS, event="grading_period.locked")
def lock_grading_period(
    *, viewer: Viewer, grading_period_id: int, reason: str, locks_on: date | None = None
) -> PeriodLocked:
    """Close what is due in a grading period, from today or from a later day on.

    Raises `NotFound`, `GradingPeriodLocked` for one that is locked already, `LockInThePast`, and what
    `kit.values` refuses of the reason.
    """
    period = locked_period(viewer, grading_period_id)
    locks_on = locks_on or viewer.today
    if is_locked(period.locks_on, viewer.today):
        raise GradingPeriodLocked(name=period.name, field="grading_period_id")
    if locks_on < viewer.today:
        raise LockInThePast(day=locks_on, field="locks_on")
    return PeriodLocked(
        grading_period_id=grading_period_id, lock_change_id=_decide(viewer, period, locks_on, reason)
    )


@command(access.MANAGE_CALENDARS, event="grading_period.unlocked")
def unlock_grading_period(
    *, viewer: Viewer, grading_period_id: int, reason: str, locks_on: date | None = None
) -> PeriodUnlocked:
    """Take the lock of a grading period away, also one that lies ahead; until the day given, if one is.

    Raises `NotFound`, `GradingPeriodOpen`, `LocksAtOnce`, and what `kit.values` refuses of the reason.
    """
    period = locked_period(viewer, grading_period_id)
    if period.locks_on is None:
        raise GradingPeriodOpen(name=period.name)
    if is_locked(locks_on, viewer.today):
        raise LocksAtOnce(day=locks_on, field="locks_on")
    return PeriodUnlocked(
        grading_period_id=grading_period_id, lock_change_id=_decide(viewer, period, locks_on, reason)
    )


def _decide(viewer: Viewer, period: GradingPeriod, locks_on: date | None, reason: str) -> int:
    """Write down when a period locks from now on, and why; the key of what was written. Two statements."""
    reason = values.clean_prose(reason, field="reason", at_most=LONGEST_REASON)
    period.locks_on = locks_on
    period.save(update_fields=["locks_on"])
    return LockChange.objects.create(
        grading_period=period,
        locks_on=locks_on,
        reason=reason,
        changed_by_id=viewer.account_id,
        changed_at=viewer.now,
    ).pk
