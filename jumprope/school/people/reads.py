"""Questions about people."""

from collections.abc import Iterable

from django.db.models import Q

from jumprope.school.people.models import StaffMember, Student


def staff_among(staff_member_ids: Iterable[int], *, rule: Q) -> set[int]:
    """Those of these members of staff of the tenant in scope that a rule allows. One query."""
    return set(StaffMember.objects.filter(rule, pk__in=set(staff_member_ids)).values_list("pk", flat=True))


def students_among(student_ids: Iterable[int], *, rule: Q) -> set[int]:
    """Those of these students of the tenant in scope that a rule allows. One query."""
    return set(Student.objects.filter(rule, pk__in=set(student_ids)).values_list("pk", flat=True))
