"""Who may look at what was done."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from graphplan import any_of
from jumprope.kit.permissions import Reach, permission
from jumprope.kit.viewer import Viewer

READ_AUDIT = permission("audit.read", _("See what was done, by whom and when"))


def visible(viewer: Viewer) -> Q:
    """All of the tenant's events, or none: what was done in one school can show what was done in another."""
    return any_of(viewer.reaches_by(READ_AUDIT, Reach.TENANT))
