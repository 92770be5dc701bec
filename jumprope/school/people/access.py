"""Who may see and change people, and whose guardian the viewer is."""

from collections.abc import Callable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from graphplan import any_of, sees
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

Grant = Callable[[Viewer], Q]

_grants: list[Grant] = []


def shows_students(grant: Grant) -> Grant:
    """Let an app above say which further students a viewer may see, as rosters do for teachers.

    So this app need not know what stands above it; and if such an app is missing, fewer students are seen, not more.
    """
    _grants.append(grant)
    return grant


def visible_students(viewer: Viewer) -> Q:
    """A school's students to its administrators, families to themselves, and what apps above have granted."""
    return any_of(
        tenancy.administered(viewer, READ_STUDENTS, school="school"),
        of_family(viewer, READ_STUDENTS, student="pk", account="account_id"),
        *(grant(viewer) for grant in _grants),
    )


def of_family(viewer: Viewer, permission: Permission, *, student: str, account: str = "") -> Q:
    """The rows of the viewer as a student, and of the viewer's wards; `student` is the path from row to student."""
    account = account or f"{student}__account_id"
    return any_of(
        viewer.reaches_by(permission, Reach.OWN) and Q(**{account: viewer.account_id}),
        viewer.reaches_by(permission, Reach.WARD) and Q(**{f"{student}__in": wards(viewer)}),
    )


def wards(viewer: Viewer) -> QuerySet[GuardianRelationship]:
    """The ids of the students whose records the viewer, as a guardian, may see today."""
    return (
        viewer.rows(GuardianRelationship)
        .filter(Q(ended_on=None) | Q(ended_on__gt=viewer.today))
        .filter(guardian__account_id=viewer.account_id, may_see_records=True)
        .values("student_id")
    )


def visible_guardians(viewer: Viewer) -> Q:
    """Guardians are seen by the tenant's and the students' schools' staff, and each by itself."""
    of_school = viewer.rows(GuardianRelationship).values("guardian_id")
    return any_of(
        viewer.reaches_by(READ_GUARDIANS, Reach.TENANT),
        viewer.reaches_by(READ_GUARDIANS, Reach.SCHOOL)
        and Q(pk__in=of_school.filter(student__school__in=viewer.schools[READ_GUARDIANS.name])),
        viewer.reaches_by(READ_GUARDIANS, Reach.WARD) and Q(account_id=viewer.account_id),
    )


def visible_relationships(viewer: Viewer) -> Q:
    """A relationship is seen by those who see both of its ends: never another household's."""
    return sees("student") & sees("guardian")
