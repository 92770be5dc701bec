"""Questions about rosters."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Count, F, Q

from jumprope.kit.errors import NotFound
from jumprope.kit.viewer import Viewer
from jumprope.school.people import access as people_access
from jumprope.school.people import reads as people
from jumprope.school.rosters import access
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


def sections_attended(viewer: Viewer, *, student_id: int, on: date) -> set[int]:
    """The sections that a student is in on a day of one of their terms, so far as the viewer may know.

    None of a student whom the viewer does not see. At most two queries.
    """
    if not people.students_among([student_id], rule=people_access.visible_students(viewer)):
        return set()
    known = access.reached(viewer, access.READ_ROSTERS, section="section", student="student")
    held = viewer.rows(Enrolment).filter(known, student=student_id, starts_on__lte=on)
    in_force = held.filter(Q(ends_on=None) | Q(ends_on__gt=on))
    taught = in_force.filter(section__terms__starts_on__lte=on, section__terms__ends_on__gte=on)
    return set(taught.values_list("section_id", flat=True))


def transfer_preview(*, viewer: Viewer, student_id: int, on: date) -> Mapping[str, int]:
    """What a transfer of a student from a day on would do to the student's enrolments, counted: `ended`,
    `taken_back` for those that have not begun by then, and `kept` at schools other than the student's own.

    Raises `NotFound` for a student whom the viewer may not transfer. Two queries.
    """
    if not people.students_among([student_id], rule=people_access.students_to_manage(viewer)):
        raise NotFound(field="student_id")
    lasting = Enrolment.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on), student=student_id)
    of_own_school = Q(section__course__school=F("student__school"))
    return lasting.aggregate(
        ended=Count("pk", filter=of_own_school & Q(starts_on__lt=on)),
        taken_back=Count("pk", filter=of_own_school & Q(starts_on__gte=on)),
        kept=Count("pk", filter=~of_own_school),
    )
