"""Missing work: what enrolled students owe."""

from datetime import date
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, Subquery

from jumprope.learning.assessments.models import AlignedStandard, Score


class MissingCell(NamedTuple):
    """That an enrolled student owes work on a standard; `mark` is the code of the mark that says so, None
    where there is nothing at all and the work was due.
    """

    section_id: int
    student_id: int
    assessment_id: int
    title: str
    due_on: date
    standard_id: int
    mark: str | None


ENROLMENT = "assessment__section__enrolments"
"""The path from an aligned standard to the enrolments in the section of its assessment."""


def missing_cells(*, today: date, rule: Q, at_most: int | None = None) -> list[MissingCell]:
    """What students who are enrolled today owe: work with a mark that raises an alert; and work that was due
    before today, while they were enrolled, and has neither number nor mark. The most recently due first.

    `rule` is a condition on aligned standards and, from there along `ENROLMENT`, on enrolments. One query.
    """
    here = Score.objects.filter(
        assessment=OuterRef("assessment"),
        standard=OuterRef("standard"),
        student=OuterRef(f"{ENROLMENT}__student"),
    )
    alerting = here.filter(mark__raises_alert=True)
    overdue = Q(assessment__due_on__lt=today, assessment__due_on__gte=F(f"{ENROLMENT}__starts_on")) & ~Exists(
        here.filter(Q(value__isnull=False) | Q(mark__isnull=False))
    )
    enrolled = Q(**{f"{ENROLMENT}__ends_on": None}) | Q(**{f"{ENROLMENT}__ends_on__gt": today})
    # All that is said of enrolments is said in one filter, and so of one enrolment; and the tenant is said of
    # every table, so that MySQL can use the indexes that lead with it.
    cells = AlignedStandard.objects.filter(
        enrolled,
        Exists(alerting) | overdue,
        rule,
        assessment__tenant=F("tenant"),
        **{f"{ENROLMENT}__tenant": F("tenant"), f"{ENROLMENT}__starts_on__lte": today},
    )
    found = cells.order_by("-assessment__due_on", "assessment", f"{ENROLMENT}__student", "pk").values_list(
        "assessment__section_id",
        f"{ENROLMENT}__student_id",
        "assessment_id",
        "assessment__title",
        "assessment__due_on",
        "standard_id",
        Subquery(alerting.values("mark__code")),
    )
    return [MissingCell(*row) for row in found[:at_most]]
