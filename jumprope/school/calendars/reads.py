"""Questions about school years and terms, and about what is closed by the lock of a grading period."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.columns import Columns
from jumprope.kit.errors import NotFound, Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.school.calendars import access
from jumprope.school.calendars.models import GradingPeriod, SchoolYear, Term
from jumprope.school.calendars.rules import Days, is_locked

SCHOOL_YEARS = Columns(SchoolYear, "name", "starts_on", "ends_on")
TERMS = Columns(Term, "school_year_id", "name", "starts_on", "ends_on")
GRADING_PERIODS = Columns(GradingPeriod, "school_year_id", "name", "starts_on", "ends_on")


class GradingPeriodLocked(Refused):
    """What was reported for a period stays as it is, until someone who may unlock it does."""

    code = "grading_period_locked"
    message = _("The grading period “{name}” is locked: what is due in it is closed.")


class Due(NamedTuple):
    """A school, and a day on which something is due there."""

    school_id: int
    on: date


class Period(NamedTuple):
    """A grading period, and its days."""

    grading_period_id: int
    days: Days


def years_of_terms(term_ids: Iterable[int]) -> dict[int, int]:
    """The school years of these terms of the tenant in scope, by term; unknown ones are absent. One query."""
    return dict(Term.objects.filter(pk__in=set(term_ids)).values_list("pk", "school_year_id"))


def year_known(school_year_id: int) -> bool:
    """Whether the tenant in scope has this school year. One query."""
    return SchoolYear.objects.filter(pk=school_year_id).exists()


def days_outside_years(days: Collection[date]) -> set[date]:
    """Those of these days that lie in no school year of the tenant in scope. One query."""
    years = SchoolYear.objects.filter(
        starts_on__lte=max(days, default=date.max), ends_on__gte=min(days, default=date.min)
    )
    spans = [Days(year.starts_on, year.ends_on) for year in years]
    return {day for day in days if not any(span.include(day) for span in spans)}


def locks(viewer: Viewer, due: Collection[Due]) -> dict[Due, str]:
    """The name of the grading period whose lock closes what is due there and then; what is open is absent.

    A lock of the school's own period holds, and so does one of a period for all schools. Nothing is closed to
    those who may override locks at the school. One query.
    """
    days = {each.on for each in due}
    locked = GradingPeriod.objects.filter(
        Q(school=None) | Q(school__in={each.school_id for each in due}),
        locks_on__lte=viewer.today,
        starts_on__lte=max(days, default=viewer.today),
        ends_on__gte=min(days, default=viewer.today),
    )
    return {
        each: period.name
        for period in locked.order_by("pk")
        for each in due
        if _closes(period, each) and not access.may_override_locks(viewer, each.school_id)
    }


def check_open(viewer: Viewer, *, school_id: int, days: Mapping[str, date]) -> None:
    """Refuse what is due at a school on a day that a lock closes; `days` are by their fields in the input.

    Raises `GradingPeriodLocked`. One query.
    """
    due = {field: Due(school_id, day) for field, day in days.items()}
    names = locks(viewer, set(due.values()))
    refuse_all(
        GradingPeriodLocked(name=names[each], field=field) for field, each in due.items() if each in names
    )


def open_period(viewer: Viewer, *, grading_period_id: int, school_id: int, school_year_id: int) -> Period:
    """A grading period of a year that a school has, its own or one for all schools, if it is not locked to
    the viewer. One query.

    Raises `NotFound`, `GradingPeriodLocked`.
    """
    known = GradingPeriod.objects.filter(pk=grading_period_id, school_year=school_year_id)
    period = known.filter(Q(school=None) | Q(school=school_id)).first()
    if period is None:
        raise NotFound(field="grading_period_id")
    if is_locked(period.locks_on, viewer.today) and not access.may_override_locks(viewer, school_id):
        raise GradingPeriodLocked(name=period.name, field="grading_period_id")
    return Period(period.pk, Days(period.starts_on, period.ends_on))


def _closes(period: GradingPeriod, due: Due) -> bool:
    """Whether a locked period is about what is due there and then."""
    of_its_school = period.school_id is None or period.school_id == due.school_id
    return of_its_school and Days(period.starts_on, period.ends_on).include(due.on)
