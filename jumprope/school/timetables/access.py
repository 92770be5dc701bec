"""Who may change timetables. Everyone who signs in knows the days and bells of the schools; when a section
meets is seen with the section.
"""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from graphplan import sees
from jumprope.kit.permissions import Role, permission
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import access as tenancy

MANAGE_TIMETABLES = permission(
    "timetables.manage",
    _("Say which days are school days, when the bells ring, and when sections meet"),
    Role.SCHOOL_ADMIN,
    Role.INTEGRATION,
)


def schools_to_time(viewer: Viewer) -> Q:
    """The schools whose days and bells the viewer may say."""
    return tenancy.administered(viewer, MANAGE_TIMETABLES, school="pk")


def timetables_to_manage(viewer: Viewer) -> Q:
    """The day types, class periods, bell schedules and days that the viewer may change."""
    return tenancy.administered(viewer, MANAGE_TIMETABLES, school="school")


def sections_to_time(viewer: Viewer) -> Q:
    """The sections whose meetings the viewer may say."""
    return tenancy.administered(viewer, MANAGE_TIMETABLES, school="course__school")


def visible_meetings(_: Viewer) -> Q:
    """When a section meets is seen with it."""
    return sees("section")
