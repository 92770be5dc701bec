"""Ending enrolments, and writing down what was done to them: who did it, when, and why."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from jumprope.kit import rows
from jumprope.kit.command import step
from jumprope.kit.errors import refuse_all
from jumprope.kit.values import clean
from jumprope.kit.viewer import Viewer
from jumprope.school.courses import reads as courses
from jumprope.school.rosters.models import Enrolment, EnrolmentChange

Act = EnrolmentChange.EnrolmentAct


@step
def end(*, viewer: Viewer, enrolments: Sequence[Enrolment], on: date, reason: str) -> list[int]:
    """End enrolments that are locked, from a day on; those that have not begun hold no day then. Their keys.

    Four statements, whatever their number. Raises what `note` raises.
    """
    return _end(viewer, dict.fromkeys(enrolments, on), reason)


@step
def end_by(
    *, viewer: Viewer, enrolments: Sequence[Enrolment], on: Callable[[Enrolment], date], reason: str
) -> list[int]:
    """End enrolments that are locked, each from a day on or, if it or its section was over before, from then
    on.

    Five statements, whatever their number. Raises what `note` raises.
    """
    taught = courses.days_taught(enrolment.section_id for enrolment in enrolments)
    ends = {one: min(on(one), taught[one.section_id].over, one.ends_on or date.max) for one in enrolments}
    return _end(viewer, ends, reason)


def _end(viewer: Viewer, ends: Mapping[Enrolment, date], reason: str) -> list[int]:
    for enrolment, day in ends.items():
        enrolment.ends_on = max(day, enrolment.starts_on)
    rows.save([*ends], changing=["ends_on"])
    note(viewer=viewer, enrolments=[*ends], reason=reason)
    return [enrolment.pk for enrolment in ends]


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
