"""Who may change the calendar; everyone who signs in sees it."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from graphplan import any_of
from jumprope.kit.permissions import Reach, Role, permission
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import access as tenancy

MANAGE_CALENDARS = permission(
    "calendars.manage",
    _("Make school years, terms and grading periods, and lock these"),
    Role.SCHOOL_ADMIN,
    Role.INTEGRATION,
)
OVERRIDE_LOCKS = permission(
    "grading_periods.override_lock",
    _("Change what is due in a grading period that is locked"),
    Role.SCHOOL_ADMIN,
)


def may_keep_calendar_of_all(viewer: Viewer) -> bool:
    """Whether the viewer looks after the whole tenant: a school year is for all of its schools."""
    return viewer.reaches_by(MANAGE_CALENDARS, Reach.TENANT)


def may_override_locks(viewer: Viewer, school_id: int) -> bool:
    """Whether locked grading periods are open to the viewer at this school. No query."""
    return viewer.reaches_by(OVERRIDE_LOCKS, Reach.TENANT) or (
        viewer.reaches_by(OVERRIDE_LOCKS, Reach.SCHOOL) and school_id in viewer.schools[OVERRIDE_LOCKS.name]
    )


def schools_to_keep_calendars_of(viewer: Viewer) -> Q:
    """The schools whose calendars the viewer may change."""
    return tenancy.administered(viewer, MANAGE_CALENDARS, school="pk")


def periods_to_manage(viewer: Viewer) -> Q:
    """The grading periods that the viewer may change and lock: those of all schools are the tenant's own."""
    return tenancy.administered(viewer, MANAGE_CALENDARS, school="school")


def visible_lock_changes(viewer: Viewer) -> Q:
    """Why a period was locked is seen by those who keep the calendar of its school, or of any for all."""
    return any_of(
        tenancy.administered(viewer, MANAGE_CALENDARS, school="grading_period__school"),
        viewer.reaches_by(MANAGE_CALENDARS, Reach.SCHOOL) and Q(grading_period__school=None),
    )
