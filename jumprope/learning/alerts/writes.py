"""Raising, clearing and taking up Grade Alerts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from jumprope.kit import rows, values
from jumprope.kit.command import Answer, command
from jumprope.kit.errors import NotFound, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.learning.alerts import access
from jumprope.learning.alerts.models import GradeAlert
from jumprope.learning.assessments import reads as assessments
from jumprope.school.courses import writes as courses

MOST_SECTIONS = 100
"""The alerts of how many sections are refreshed at once."""

Place = tuple[int, int]
"""The keys of a section and of a student."""


@dataclass(frozen=True, kw_only=True)
class AlertsRefreshed(Answer):
    """The alerts that were raised, and those that were cleared."""

    raised_ids: list[int]
    cleared_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class AlertAcknowledged(Answer):
    """The alert that someone has taken up."""

    alert_id: int


@command(access.REFRESH_ALERTS, event="alerts.refreshed")
def refresh_alerts(*, viewer: Viewer, section_ids: Sequence[int]) -> AlertsRefreshed:
    """Raise an alert for every student with missing work in up to 100 sections, clear those without any.

    An alert that stays is told how much is missing now; one that was raised and cleared earlier today is open
    again.
    Whoever is asked, all of the sections' students are looked at. Raises `NotFound` for a section, and what
    `kit.values` refuses. At most eight statements of its own, however many sections and students.
    """
    values.check_size(section_ids, field="section_ids", at_most=MOST_SECTIONS)
    allowed = courses.lock_sections(rule=access.sections_to_refresh(viewer), section_ids=set(section_ids))
    refuse_all(
        NotFound(field=f"section_ids.{position}")
        for position, section in enumerate(section_ids)
        if section not in allowed
    )
    missing = _missing(viewer.today, section_ids)
    known = _known(viewer.today, section_ids)
    before = {place: alert.cleared_on is None for place, alert in known.items()}
    changed = list(_changed(viewer.today, missing, known))
    rows.save(changed, changing=["missing", "cleared_on"])
    return AlertsRefreshed(
        raised_ids=[each.pk for each in changed if each.cleared_on is None and not before.get(_place(each))],
        cleared_ids=[each.pk for each in changed if each.cleared_on is not None],
    )


def _missing(today: date, section_ids: Sequence[int]) -> dict[Place, int]:
    """How many assessments each student owes work of, where it is any. One query."""
    cells = assessments.missing_cells(today=today, rule=Q(assessment__section__in=section_ids))
    owed: dict[Place, set[int]] = {}
    for cell in cells:
        owed.setdefault((cell.section_id, cell.student_id), set()).add(cell.assessment_id)
    return {place: len(assessment_ids) for place, assessment_ids in owed.items()}


def _known(today: date, section_ids: Sequence[int]) -> dict[Place, GradeAlert]:
    """The alerts that are not cleared, else those that were raised today. One query."""
    alerts = GradeAlert.objects.filter(Q(cleared_on=None) | Q(raised_on=today), section__in=section_ids)
    return {_place(alert): alert for alert in sorted(alerts, key=lambda each: each.cleared_on is None)}


def _place(alert: GradeAlert) -> Place:
    return alert.section_id, alert.student_id


def _changed(
    today: date, missing: Mapping[Place, int], known: Mapping[Place, GradeAlert]
) -> Iterator[GradeAlert]:
    for place in sorted(missing.keys() | known.keys()):
        section_id, student_id = place
        alert = known.get(place) or GradeAlert(section_id=section_id, student_id=student_id, raised_on=today)
        before = (alert.missing, alert.cleared_on)
        alert.missing = missing.get(place, 0)
        alert.cleared_on = None if alert.missing else alert.cleared_on or today
        if (alert.missing, alert.cleared_on) != before:
            yield alert


@command(access.ACKNOWLEDGE_ALERTS, event="alert.acknowledged")
def acknowledge_alert(
    *, viewer: Viewer, alert_id: int, note: str | None = None, shared_with_families: bool | None = None
) -> AlertAcknowledged:
    """Take up an alert: say what is done about it, and whether the family sees it. What is not given stays.

    Raises `NotFound`, and what `kit.values` refuses.
    """
    alert = rows.locked_one(GradeAlert, access.to_acknowledge(viewer), alert_id, field="alert_id")
    alert.acknowledged_at, alert.acknowledged_by_id = viewer.now, viewer.account_id
    alert.note = alert.note if note is None else note
    if shared_with_families is not None:
        alert.shared_with_families = shared_with_families
    refuse_all(values.clean(alert))
    alert.save(update_fields=["acknowledged_at", "acknowledged_by", "note", "shared_with_families"])
    return AlertAcknowledged(alert_id=alert_id)
