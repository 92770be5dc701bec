"""Questions about school years and terms, and about what is closed by the lock of a grading period."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jumprope.kit.errors import Refused, refuse_all
from jumprope.kit.viewer import Viewer
from jumprope.school.calendars import access
from jumprope.school.calendars.models import GradingPeriod, SchoolYear, Term
from jumprope.school.calendars.rules import Days


class GradingPeriodLocked(Refused):
    """What was reported for a period stays as it is, until someone who may unlock it does."""

    code = "grading_period_locked"
    message = _("The grading period “{name}” is locked: what is due in it is closed.")


class Due(NamedTuple):
    """A school, and a day on which something is due there."""

    school_id: int
    on: date


def years_of_terms(term_ids: Iterable[int]) -> dict[int, int]:
    """The school years of these terms of the tenant in scope, by term; unknown ones are absent. One query."""
    return dict(Term.objects.filter(pk__in=set(term_ids)).values_list("pk", "school_year_id"))


def year_known(school_year_id: int) -> bool:
    """Whether the tenant in scope has this school year. One query."""
    return SchoolYear.objects.filter(pk=school_year_id).exists()


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


def _closes(period: GradingPeriod, due: Due) -> bool:
    """Whether a locked period is about what is due there and then."""
    of_its_school = period.school_id is None or period.school_id == due.school_id
    return of_its_school and Days(period.starts_on, period.ends_on).include(due.on)
