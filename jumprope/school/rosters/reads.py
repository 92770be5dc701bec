"""Questions about rosters."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import TypeVar

from django.db.models import Count, F, Q, QuerySet

from jumprope.kit.columns import Columns
from jumprope.kit.errors import NotFound
from jumprope.kit.viewer import Viewer
from jumprope.school.calendars.rules import Days
from jumprope.school.courses import reads as courses
from jumprope.school.people import access as people_access
from jumprope.school.people import reads as people
from jumprope.school.rosters import access
from jumprope.school.rosters.models import Enrolment, SectionTeacher

Row = TypeVar("Row", Enrolment, SectionTeacher)

ENROLMENTS = Columns(Enrolment, "section_id", "student_id", "is_primary", "starts_on", "ends_on")
SECTION_TEACHERS = Columns(
    SectionTeacher, "section_id", "staff_member_id", "role", "is_primary", "starts_on", "ends_on"
)


def ever_enrolled(*, section_id: int, student_ids: Iterable[int]) -> set[int]:
    """Those of these students who are, were or will be in a section, for a day at least. One query."""
    held = Enrolment.objects.filter(Q(ends_on=None) | Q(ends_on__gt=F("starts_on")))
    found = held.filter(section=section_id, student__in=set(student_ids))
    return set(found.values_list("student_id", flat=True))


def enrolments_in_force(
    enrolment_ids: Collection[int],
    *,
    section_ids: Collection[int] = (),
    student_ids: Collection[int] = (),
    today: date,
) -> set[int]:
    """Those of these enrolments, and of these sections' and students', that are not over. One query."""
    named = Q(pk__in=enrolment_ids) | Q(section__in=section_ids) | Q(student__in=student_ids)
    return set(_lasting(Enrolment.objects.filter(named), today).values_list("pk", flat=True))


def teachings_in_force(
    section_teacher_ids: Collection[int],
    *,
    section_ids: Collection[int] = (),
    staff_member_ids: Collection[int] = (),
    today: date,
) -> set[int]:
    """Those of these teachings, and of these sections' and people's, that are not over. One query."""
    named = Q(pk__in=section_teacher_ids) | Q(section__in=section_ids) | Q(staff_member__in=staff_member_ids)
    return set(_lasting(SectionTeacher.objects.filter(named), today).values_list("pk", flat=True))


def spans_of_teachers(section_ids: Collection[int]) -> dict[int, list[tuple[int, Days]]]:
    """Who teaches each of these sections, and on which days, as far as they hold any. One query."""
    held = SectionTeacher.objects.filter(Q(ends_on=None) | Q(ends_on__gt=F("starts_on")))
    found: dict[int, list[tuple[int, Days]]] = {}
    for teaching in held.filter(section__in=section_ids).order_by("pk"):
        last = teaching.ends_on - timedelta(days=1) if teaching.ends_on else date.max
        days = Days(teaching.starts_on, last)
        found.setdefault(teaching.section_id, []).append((teaching.staff_member_id, days))
    return found


def enrolments_in_force_by_school(*, today: date) -> dict[int, set[int]]:
    """The enrolments of each school that are not over: with its last term a section is, and whoever is in it.

    One query.
    """
    by_school: dict[int, set[int]] = defaultdict(set)
    lasting = _lasting(Enrolment.objects.filter(section__in=courses.sections_not_over(today)), today)
    for school, key in lasting.values_list("section__course__school_id", "pk").iterator():
        by_school[school].add(key)
    return dict(by_school)


def _lasting(rows: QuerySet[Row], today: date) -> QuerySet[Row]:
    return rows.filter(Q(ends_on=None) | Q(ends_on__gt=today))


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
