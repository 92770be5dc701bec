"""How far a permission reaches through rosters: teachers to their sections, families to their students.

Every rule about rows that belong to a section or a student is made of what stands here. Relations are said
with IN over an inner query that does not depend on the row, so that a database answers it once; where a pair
has to be known, such an IN goes before.
"""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from graphplan import any_of, per_viewer, sees
from jumprope.kit.permissions import Permission, Reach, Role, permission
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import access as tenancy
from jumprope.school.courses import access as courses
from jumprope.school.people import access as people
from jumprope.school.rosters.models import Enrolment, SectionTeacher

READ_ROSTERS = permission(
    "rosters.read",
    _("See sections, their teachers and who is enrolled"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
    Role.TEACHER,
    Role.CO_TEACHER,
    Role.STUDENT,
    Role.GUARDIAN,
    Role.SUPPORT,
    Role.INTEGRATION,
)
READ_ENROLMENT_HISTORY = permission(
    "enrolment_history.read",
    _("See who ended and reopened enrolments, and why"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
    Role.INTEGRATION,
)
MANAGE_ROSTERS = permission(
    "rosters.manage",
    _("Give sections their teachers, and enrol students"),
    Role.SCHOOL_ADMIN,
    Role.INTEGRATION,
)


LINEAGE = ("moved_from", "moved_from__moved_from")
"""How far back a student is followed who was moved from section to section: over two moves."""


def reached(viewer: Viewer, permission: Permission, *, section: str, student: str = "") -> Q:
    """The rows over which a viewer holds a permission, through their section or their student.

    The paths say how a row gets there. Without `student` a row is nobody's in particular, like an assessment:
    then families reach those of the sections that their students are or were in.
    """
    return any_of(
        reached_by_staff(viewer, permission, section=section),
        people.of_family(viewer, permission, student=student)
        if student
        else _attended(viewer, permission, section=section),
    )


def reached_by_staff(viewer: Viewer, permission: Permission, *, section: str) -> Q:
    """The rows of sections that the viewer runs or teaches, whoever's they are."""
    return any_of(
        tenancy.administered(viewer, permission, school="__".join(_steps(section, "course", "school"))),
        viewer.reaches_by(permission, Reach.SECTION)
        and Q(**{f"{section}__in": sections_taught(viewer, permission)}),
    )


def followed(viewer: Viewer, permission: Permission, *, section: str, student: str = "") -> Q:
    """What a student who was moved into a section taught has left in the section before: rows to be seen, and
    nothing that may be changed.

    It lasts as long as the student is in the section taught. The paths are as in `reached`; without `student`
    a row is nobody's in particular, and seen with its section. Of classmates left behind nothing is seen: a
    row's section and student have to be those of one enrolment. The database looks that up for none but the
    few students who were moved.
    """
    taught_by = permission.section_roles
    return any_of(
        *(
            viewer.reaches_by(permission, Reach.SECTION)
            and _left(viewer, taught_by, before, section, student)
            for before in LINEAGE
        )
    )


@per_viewer
def _left(viewer: Viewer, taught_by: frozenset[Role], before: str, section: str, student: str) -> Q:
    """The rows of the enrolments `before` those of students who were moved."""
    if not student:
        return Q(**{f"{section}__in": _sections_left(viewer, taught_by, before)})
    of_row = _moved_from(viewer, taught_by, before).filter(
        **{f"{before}__section": OuterRef(section), "student": OuterRef(student)}
    )
    return Q(**{f"{student}__in": _students_moved(viewer, taught_by)}) & Q(Exists(of_row))


@per_viewer
def _sections_left(viewer: Viewer, taught_by: frozenset[Role], before: str) -> "QuerySet[Enrolment, Any]":
    left: QuerySet[Enrolment, Any] = _moved_from(viewer, taught_by, before).values(f"{before}__section_id")
    return left


@per_viewer
def _students_moved(viewer: Viewer, taught_by: frozenset[Role]) -> "QuerySet[Enrolment, Any]":
    return _moved(viewer, taught_by).values("student_id")


@per_viewer
def _moved_from(viewer: Viewer, taught_by: frozenset[Role], before: str) -> "QuerySet[Enrolment]":
    """The enrolments of students who were moved, and were enrolled for a day at least `before`."""
    held = Q(**{f"{before}__ends_on": None}) | Q(**{f"{before}__ends_on__gt": F(f"{before}__starts_on")})
    return _moved(viewer, taught_by).filter(held)


@per_viewer
def _moved(viewer: Viewer, taught_by: frozenset[Role]) -> "QuerySet[Enrolment]":
    """The enrolments, in sections that the viewer teaches, of students who were moved there."""
    moved = viewer.rows(Enrolment).filter(_in_force(viewer), moved_from__isnull=False)
    return moved.filter(section__in=_sections_taught(viewer, taught_by))


def _steps(path: str, *more: str) -> list[str]:
    return [step for step in (path, *more) if step != "pk"]


def _attended(viewer: Viewer, permission: Permission, *, section: str) -> Q:
    return any_of(
        viewer.reaches_by(permission, Reach.OWN) and Q(**{f"{section}__in": _own_sections(viewer)}),
        viewer.reaches_by(permission, Reach.WARD) and Q(**{f"{section}__in": _sections_of_wards(viewer)}),
    )


@per_viewer
def _own_sections(viewer: Viewer) -> "QuerySet[Enrolment, Any]":
    return _held(viewer).values("section_id").filter(student__account_id=viewer.account_id)


@per_viewer
def _sections_of_wards(viewer: Viewer) -> "QuerySet[Enrolment, Any]":
    return _held(viewer).values("section_id").filter(student__in=people.wards(viewer))


def reached_student(viewer: Viewer, permission: Permission, *, student: str) -> Q:
    """The rows over which a viewer holds a permission through the student alone, whatever the section.

    A school reaches those who attend it now; teachers those who are in their sections today, and no longer
    who has left them, or was in them to the last day: what a student shows later, elsewhere, is not theirs to
    follow.
    """
    here = viewer.rows(Enrolment).filter(_in_force(viewer), section__in=courses.sections_not_over(viewer))
    return any_of(
        tenancy.administered(viewer, permission, school=f"{student}__school"),
        viewer.reaches_by(permission, Reach.SECTION)
        and Q(
            **{
                f"{student}__in": here.filter(section__in=sections_taught(viewer, permission)).values(
                    "student_id"
                )
            }
        ),
        people.of_family(viewer, permission, student=student),
    )


def sections_taught(viewer: Viewer, permission: Permission) -> "QuerySet[SectionTeacher, Any]":
    """The ids of the sections that the viewer teaches today, in a role that carries the permission."""
    return _sections_taught(viewer, permission.section_roles)


@per_viewer
def _sections_taught(viewer: Viewer, roles: frozenset[Role]) -> "QuerySet[SectionTeacher, Any]":
    return (
        viewer.rows(SectionTeacher)
        .filter(_in_force(viewer))
        .filter(staff_member__account_id=viewer.account_id, role__in=sorted(roles))
        .values("section_id")
    )


@per_viewer
def _held(viewer: Viewer) -> "QuerySet[Enrolment]":
    """The enrolments but those that were taken back and hold no day: a mistake shows nobody anything."""
    return viewer.rows(Enrolment).filter(Q(ends_on=None) | Q(ends_on__gt=F("starts_on")))


def _in_force(viewer: Viewer) -> Q:
    return Q(starts_on__lte=viewer.today) & (Q(ends_on=None) | Q(ends_on__gt=viewer.today))


@courses.shows_sections
def sections_on_rosters(viewer: Viewer) -> Q:
    """Sections are seen by those who teach them, by families of students who are or were in them, and by
    those who teach a student who was moved from them.
    """
    return any_of(reached(viewer, READ_ROSTERS, section="pk"), followed(viewer, READ_ROSTERS, section="pk"))


@people.shows_students
def students_on_rosters(viewer: Viewer) -> Q:
    """A teacher sees who is or was in the sections taught; a school, who was in its sections."""
    seen = people.READ_STUDENTS
    enrolments = _held(viewer).values("student_id")
    return any_of(
        viewer.reaches_by(seen, Reach.SECTION)
        and Q(pk__in=enrolments.filter(section__in=sections_taught(viewer, seen))),
        viewer.reaches_by(seen, Reach.SCHOOL)
        and Q(pk__in=enrolments.filter(section__course__school__in=viewer.schools[seen.name])),
    )


@people.shows_staff
def staff_on_rosters(viewer: Viewer) -> Q:
    """Where members of staff are seen at all, whoever sees a section sees who teaches it, or did."""
    teaching = viewer.rows(SectionTeacher).filter(reached(viewer, people.READ_STAFF, section="section"))
    return Q(pk__in=teaching.values("staff_member_id"))


def visible_section_teachers(viewer: Viewer) -> Q:
    """Who teaches a section is seen with it."""
    return sees("section") & sees("staff_member") & reached(viewer, READ_ROSTERS, section="section")


def visible_enrolments(viewer: Viewer) -> Q:
    """Enrolments are seen with their student and section: families see their own, not the class list; and
    teachers, from where a student was moved to them.
    """
    return (
        sees("section")
        & sees("student")
        & any_of(
            reached(viewer, READ_ROSTERS, section="section", student="student"),
            followed(viewer, READ_ROSTERS, section="section", student="student"),
        )
    )


def visible_enrolment_changes(viewer: Viewer) -> Q:
    """Why a student came and left is known to those who manage rosters, and to counsellors; not to classes
    and families, whom a reason may be about.
    """
    return sees("enrolment") & tenancy.administered(
        viewer, READ_ENROLMENT_HISTORY, school="enrolment__section__course__school"
    )


def my_sections(viewer: Viewer) -> Q:
    """Of school years not yet over: what the viewer teaches, and what the viewer or a ward attends."""
    attended = viewer.rows(Enrolment).filter(_in_force(viewer))
    mine = people.of_family(viewer, READ_ROSTERS, student="student")
    return Q(school_year__ends_on__gte=viewer.today) & any_of(
        viewer.reaches_by(READ_ROSTERS, Reach.SECTION) and Q(pk__in=sections_taught(viewer, READ_ROSTERS)),
        Q(pk__in=attended.filter(mine).values("section_id")),
    )


def sections_to_manage(viewer: Viewer) -> Q:
    """The sections whose teachers and students the viewer may say."""
    return tenancy.administered(viewer, MANAGE_ROSTERS, school="course__school")


def rosters_to_manage(viewer: Viewer) -> Q:
    """The enrolments, or the section teachers, that the viewer may change."""
    return tenancy.administered(viewer, MANAGE_ROSTERS, school="section__course__school")


def students_to_enrol(viewer: Viewer) -> Q:
    """The students that the viewer may enrol: those of the schools whose rosters the viewer manages."""
    return tenancy.administered(viewer, MANAGE_ROSTERS, school="school")
