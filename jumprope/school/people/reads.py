"""Questions about people."""

from collections.abc import Iterable

from django.db.models import Q

from jumprope.kit import rows
from jumprope.school.people.models import StaffMember, Student


def staff_among(staff_member_ids: Iterable[int], *, rule: Q) -> set[int]:
    """Those of these members of staff of the tenant in scope that a rule allows. One query."""
    return rows.among(StaffMember, staff_member_ids, rule=rule)


def all_students() -> list[int]:
    """The keys of all students of the tenant in scope, in their order. One query."""
    return list(Student.objects.order_by("pk").values_list("pk", flat=True))


def students_among(student_ids: Iterable[int], *, rule: Q) -> set[int]:
    """Those of these students of the tenant in scope that a rule allows. One query."""
    return rows.among(Student, student_ids, rule=rule)
