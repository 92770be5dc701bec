"""Who may see and change groups: the school's staff, their leaders, and families what is shared with them."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from graphplan import any_of, per_viewer, sees
from jumprope.kit.permissions import Permission, Reach, Role, permission
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import access as tenancy
from jumprope.school.groups.models import GroupLeader, GroupMembership, StudentGroup
from jumprope.school.people import access as people

READ_GROUPS = permission(
    "groups.read",
    _("See groups, who leads them and who is in them"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
    Role.TEACHER,
    Role.CO_TEACHER,
    Role.STUDENT,
    Role.GUARDIAN,
)
MANAGE_GROUPS = permission(
    "groups.manage",
    _("Make groups, and say who leads them and who is in them"),
    Role.SCHOOL_ADMIN,
    Role.COUNSELLOR,
)


def _reached(viewer: Viewer, permission: Permission) -> Q:
    """The groups over which a viewer holds a permission: of a school, led, or shared with the family."""
    attended = _held(viewer).values("group_id")
    own = Q(student__account_id=viewer.account_id)
    return any_of(
        tenancy.administered(viewer, permission, school="school"),
        viewer.reaches_by(permission, Reach.SECTION) and Q(pk__in=_led(viewer)),
        viewer.reaches_by(permission, Reach.OWN)
        and Q(shared_with_families=True, pk__in=attended.filter(own)),
        viewer.reaches_by(permission, Reach.WARD)
        and Q(shared_with_families=True, pk__in=attended.filter(student__in=people.wards(viewer))),
    )


@per_viewer
def _led(viewer: Viewer) -> "QuerySet[GroupLeader, Any]":
    """The ids of the groups that the viewer leads today."""
    return (
        viewer.rows(GroupLeader)
        .filter(Q(ends_on=None) | Q(ends_on__gt=viewer.today), starts_on__lte=viewer.today)
        .filter(staff_member__account_id=viewer.account_id)
        .values("group_id")
    )


def _held(viewer: Viewer) -> "QuerySet[GroupMembership]":
    """The memberships but those that were taken back and hold no day."""
    return viewer.rows(GroupMembership).filter(Q(ends_on=None) | Q(ends_on__gt=F("starts_on")))


@people.shows_students
def students_in_groups(viewer: Viewer) -> Q:
    """A leader sees who is or was in the groups led."""
    members = _held(viewer).filter(group__in=_led(viewer))
    return any_of(
        viewer.reaches_by(people.READ_STUDENTS, Reach.SECTION) and Q(pk__in=members.values("student_id"))
    )


@people.shows_staff
def staff_of_groups(viewer: Viewer) -> Q:
    """Where members of staff are seen at all, whoever sees a group sees who leads it, or did."""
    groups = viewer.rows(StudentGroup).filter(_reached(viewer, people.READ_STAFF))
    leading = viewer.rows(GroupLeader).filter(group__in=groups.values("pk"))
    return Q(pk__in=leading.values("staff_member_id"))


def visible_groups(viewer: Viewer) -> Q:
    """A group is seen by its school's staff, its leaders and, where it is shared, its students' families."""
    return _reached(viewer, READ_GROUPS)


def visible_leaders(_viewer: Viewer) -> Q:
    """Who leads a group is seen with it."""
    return sees("group") & sees("staff_member")


def visible_memberships(viewer: Viewer) -> Q:
    """Memberships are seen with their group and student: families see their own, not who else is in it."""
    return (
        sees("group")
        & sees("student")
        & any_of(
            tenancy.administered(viewer, READ_GROUPS, school="group__school"),
            viewer.reaches_by(READ_GROUPS, Reach.SECTION) and Q(group__in=_led(viewer)),
            people.of_family(viewer, READ_GROUPS, student="student"),
        )
    )


def schools_to_group_at(viewer: Viewer) -> Q:
    """The schools that the viewer may make groups at."""
    return tenancy.administered(viewer, MANAGE_GROUPS, school="pk")


def groups_to_manage(viewer: Viewer) -> Q:
    """The groups that the viewer may change."""
    return tenancy.administered(viewer, MANAGE_GROUPS, school="school")


def students_to_group(viewer: Viewer) -> Q:
    """The students whom the viewer may put into groups."""
    return tenancy.administered(viewer, MANAGE_GROUPS, school="school")


def memberships_to_manage(viewer: Viewer) -> Q:
    """The memberships that the viewer may end."""
    return tenancy.administered(viewer, MANAGE_GROUPS, school="group__school")
