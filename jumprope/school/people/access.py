"""Who may see and change people, and whose guardian the viewer is."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from graphplan import any_of, sees
from jumprope.kit.grants import Grants
from jumprope.kit.permissions import Permission, Reach, Role, permission
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import access as tenancy
from jumprope.school.people.models import GuardianRelationship

READ_STUDENTS = permission(
    "students.read",
    _("See students"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
    Role.TEACHER,
    Role.CO_TEACHER,
    Role.STUDENT,
    Role.GUARDIAN,
    Role.SUPPORT,
    Role.INTEGRATION,
)
READ_STAFF = permission(
    "staff.read",
    _("See members of staff"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
    Role.TEACHER,
    Role.CO_TEACHER,
    Role.STUDENT,
    Role.GUARDIAN,
    Role.SUPPORT,
    Role.INTEGRATION,
)
READ_GUARDIANS = permission(
    "guardians.read",
    _("See guardians and how to reach them"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
    Role.GUARDIAN,
    Role.INTEGRATION,
)
MANAGE_PEOPLE = permission(
    "people.manage",
    _("Add students, staff and guardians, and say who is whose"),
    Role.SCHOOL_ADMIN,
    Role.INTEGRATION,
)

shows_students = Grants()
"""Decorates the rules of apps above by which further students are seen, as rosters do for teachers."""

shows_staff = Grants()
"""Decorates the rules of apps above by which further members of staff are seen, as rosters do for families.
"""


def visible_students(viewer: Viewer) -> Q:
    """A school's students to its staff, families to themselves, and what apps above have granted."""
    return any_of(
        tenancy.administered(viewer, READ_STUDENTS, school="school"),
        my_students(viewer),
        shows_students.to(viewer),
    )


def of_family(viewer: Viewer, permission: Permission, *, student: str, account: str = "") -> Q:
    """The rows of the viewer as a student, and of the viewer's wards; `student` is the path from row to
    student.
    """
    account = account or f"{student}__account_id"
    return any_of(
        viewer.reaches_by(permission, Reach.OWN) and Q(**{account: viewer.account_id}),
        viewer.reaches_by(permission, Reach.WARD) and Q(**{f"{student}__in": wards(viewer)}),
    )


def wards(viewer: Viewer) -> "QuerySet[GuardianRelationship, Any]":
    """The ids of the students whose records the viewer, as a guardian, may see today."""
    return (
        viewer.rows(GuardianRelationship)
        .filter(Q(ended_on=None) | Q(ended_on__gt=viewer.today))
        .filter(guardian__account_id=viewer.account_id, may_see_records=True)
        .values("student_id")
    )


def my_students(viewer: Viewer) -> Q:
    """The viewer as a student, and the viewer's wards: what a family's own page begins with."""
    return of_family(viewer, READ_STUDENTS, student="pk", account="account_id")


def at_school(viewer: Viewer) -> Q:
    """The students who have not left: what a school's own list holds."""
    return Q(left_on=None) | Q(left_on__gt=viewer.today)


def visible_staff(viewer: Viewer) -> Q:
    """A school's staff, and those who work for all schools, to those who run the school; and each to
    themselves.
    """
    return any_of(
        tenancy.administered(viewer, READ_STAFF, school="school"),
        viewer.reaches_by(READ_STAFF, Reach.SCHOOL) and Q(school=None),
        viewer.reaches_by(READ_STAFF, Reach.SECTION) and Q(account_id=viewer.account_id),
        shows_staff.to(viewer),
    )


def visible_guardians(viewer: Viewer) -> Q:
    """Guardians are seen by the tenant's and the students' schools' staff, and each by itself."""
    return any_of(
        viewer.reaches_by(READ_GUARDIANS, Reach.TENANT),
        viewer.reaches_by(READ_GUARDIANS, Reach.SCHOOL)
        and Q(
            pk__in=viewer.rows(GuardianRelationship)
            .filter(student__school__in=viewer.schools[READ_GUARDIANS.name])
            .values("guardian_id")
        ),
        viewer.reaches_by(READ_GUARDIANS, Reach.WARD) and Q(account_id=viewer.account_id),
    )


def visible_relationships(_viewer: Viewer) -> Q:
    """A relationship is seen by those who see both of its ends: never another household's."""
    return sees("student") & sees("guardian")


def schools_to_add_to(viewer: Viewer) -> Q:
    """The schools that the viewer may add people to."""
    return tenancy.administered(viewer, MANAGE_PEOPLE, school="pk")


def students_to_manage(viewer: Viewer) -> Q:
    """The students that the viewer may change, and say the guardians of."""
    return tenancy.administered(viewer, MANAGE_PEOPLE, school="school")


def staff_to_manage(viewer: Viewer) -> Q:
    """The staff that the viewer may change: those who work for all schools are the tenant's own."""
    return tenancy.administered(viewer, MANAGE_PEOPLE, school="school")


def relationships_to_manage(viewer: Viewer) -> Q:
    """The relationships that the viewer may change: those of students that the viewer manages."""
    return tenancy.administered(viewer, MANAGE_PEOPLE, school="student__school")
