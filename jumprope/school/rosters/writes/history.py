"""Ending enrolments, and writing down what was done to them: who did it, when, and why."""

from collections.abc import Callable, Sequence
from datetime import date

from jumprope.kit import rows
from jumprope.kit.command import step
from jumprope.kit.errors import refuse_all
from jumprope.kit.values import clean
from jumprope.kit.viewer import Viewer
from jumprope.school.rosters.models import Enrolment, EnrolmentChange

Act = EnrolmentChange.EnrolmentAct


@step
def end(*, viewer: Viewer, enrolments: Sequence[Enrolment], on: date, reason: str) -> list[int]:
    """End enrolments that are locked, from a day on. Their keys. See `end_each`."""
    return end_each(viewer=viewer, enrolments=enrolments, on=lambda _enrolment: on, reason=reason)


@step
def end_each(
    *, viewer: Viewer, enrolments: Sequence[Enrolment], on: Callable[[Enrolment], date], reason: str
) -> list[int]:
    """End enrolments that are locked, each from a day on; those that have not begun hold no day then. Their
    keys.

    Four statements, whatever their number. Raises what `note` raises.
    """
    for enrolment in enrolments:
        enrolment.ends_on = max(on(enrolment), enrolment.starts_on)
    rows.save(enrolments, changing=["ends_on"])
    note(viewer=viewer, enrolments=enrolments, reason=reason)
    return [enrolment.pk for enrolment in enrolments]


@step
def note(*, viewer: Viewer, enrolments: Sequence[Enrolment], reason: str) -> None:
    """Write down how enrolments end from now on. Three statements, whatever their number.

    Raises what `kit.values` finds wrong with the reason.
    """
    said = EnrolmentChange(act=Act.ENDED, reason=reason, at=viewer.now)
    refuse_all(clean(said))
    rows.insert(
        [
            EnrolmentChange(
                enrolment=enrolment,
                act=_act(enrolment),
                ends_on=enrolment.ends_on,
                reason=said.reason,
                at=viewer.now,
                by_id=viewer.account_id,
            )
            for enrolment in enrolments
        ]
    )


def _act(enrolment: Enrolment) -> Act:
    if enrolment.ends_on is None:
        return Act.REOPENED
    return Act.TAKEN_BACK if enrolment.ends_on == enrolment.starts_on else Act.ENDED
