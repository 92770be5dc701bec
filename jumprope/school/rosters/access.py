"""How far a permission reaches through rosters: teachers to their sections, families to their students.

Every rule about rows that belong to a section or a student is made of what stands here. Relations are said with IN
over an inner query that does not depend on the row, so that a database answers it once.
"""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from graphplan import any_of
from jumprope.kit.permissions import Permission, Reach, Role, permission
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import access as tenancy
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
MANAGE_ROSTERS = permission(
    "rosters.manage", _("Give sections their teachers, and enrol students"), Role.SCHOOL_ADMIN, Role.INTEGRATION
)


def reached(viewer: Viewer, permission: Permission, *, section: str, student: str = "") -> Q:
    """The rows over which a viewer holds a permission, through their section or their student.

    The paths say how a row gets there. Without `student` a row is nobody's in particular, like an assessment: then
    families reach those of the sections that their students are or were in.
    """
    return any_of(
        tenancy.administered(viewer, permission, school="__".join(_steps(section, "course", "school"))),
        viewer.reaches_by(permission, Reach.SECTION)
        and Q(**{f"{section}__in": sections_taught(viewer, permission)}),
        people.of_family(viewer, permission, student=student)
        if student
        else _attended(viewer, permission, section=section),
    )


def _steps(path: str, *more: str) -> list[str]:
    return [step for step in (path, *more) if step != "pk"]


def _attended(viewer: Viewer, permission: Permission, *, section: str) -> Q:
    enrolments = viewer.rows(Enrolment)
    return any_of(
        viewer.reaches_by(permission, Reach.OWN)
        and Q(**{f"{section}__in": enrolments.filter(student__account_id=viewer.account_id).values("section_id")}),
        viewer.reaches_by(permission, Reach.WARD)
        and Q(**{f"{section}__in": enrolments.filter(student__in=people.wards(viewer)).values("section_id")}),
    )


def sections_taught(viewer: Viewer, permission: Permission) -> QuerySet[SectionTeacher]:
    """The ids of the sections that the viewer teaches today, in a role that carries the permission."""
    return (
        viewer.rows(SectionTeacher)
        .filter(Q(ends_on=None) | Q(ends_on__gt=viewer.today))
        .filter(
            staff_member__account_id=viewer.account_id,
            role__in=sorted(permission.section_roles),
            starts_on__lte=viewer.today,
        )
        .values("section_id")
    )


@people.shows_students
def visible_on_rosters(viewer: Viewer) -> Q:
    """A teacher sees the students who are or were in the sections taught; a school, those who were in its sections."""
    seen = people.READ_STUDENTS
    enrolments = viewer.rows(Enrolment).values("student_id")
    return any_of(
        viewer.reaches_by(seen, Reach.SECTION)
        and Q(pk__in=enrolments.filter(section__in=sections_taught(viewer, seen))),
        viewer.reaches_by(seen, Reach.SCHOOL)
        and Q(pk__in=enrolments.filter(section__course__school__in=viewer.schools[seen.name])),
    )


def visible_enrolments(viewer: Viewer) -> Q:
    """Enrolments are seen with their student and section: families see their own, not the class list."""
    return reached(viewer, READ_ROSTERS, section="section", student="student")
