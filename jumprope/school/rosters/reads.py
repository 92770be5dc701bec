"""Questions about rosters."""

from collections.abc import Iterable

from django.db.models import F, Q

from jumprope.school.rosters.models import Enrolment


def ever_enrolled(*, section_id: int, student_ids: Iterable[int]) -> set[int]:
    """Those of these students who are, were or will be in a section, for a day at least. One query."""
    held = Enrolment.objects.filter(Q(ends_on=None) | Q(ends_on__gt=F("starts_on")))
    found = held.filter(section=section_id, student__in=set(student_ids))
    return set(found.values_list("student_id", flat=True))


def students_of(section_id: int) -> list[int]:
    """The students who are, were or will be in a section, for a day at least, in their order. One query."""
    held = Enrolment.objects.filter(Q(ends_on=None) | Q(ends_on__gt=F("starts_on")))
    found = held.filter(section=section_id).order_by("student_id").values_list("student_id", flat=True)
    return list(found.distinct())
