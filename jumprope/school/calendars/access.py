"""Who may change the calendar; everyone who signs in sees it."""

from django.utils.translation import gettext_lazy as _

from jumprope.kit.permissions import Reach, Role, permission
from jumprope.kit.viewer import Viewer

MANAGE_CALENDARS = permission("calendars.manage", _("Make school years and terms"), Role.INTEGRATION)


def may_make_school_years(viewer: Viewer) -> bool:
    """Whether the viewer looks after the whole tenant: a school year is for all of its schools."""
    return viewer.reaches_by(MANAGE_CALENDARS, Reach.TENANT)
