"""Who may say how evidence becomes mastery; everyone who signs in sees the scales."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from graphplan import ALL, Rule, sees
from jumprope.kit.permissions import Reach, Role, permission
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy import access as tenancy

MANAGE_SCALES = permission("scales.manage", _("Make scales and levels"))
MANAGE_POLICIES = permission("policies.manage", _("Set policies"), Role.SCHOOL_ADMIN)


def governed(viewer: Viewer, *, school: str) -> Q:
    """The rows that the viewer may set policies for; `school` is the path from row to school."""
    return tenancy.administered(viewer, MANAGE_POLICIES, school=school)


def governs_tenant(viewer: Viewer) -> bool:
    """Whether the viewer may set policies for all of the tenant. No query."""
    return viewer.reaches_by(MANAGE_POLICIES, Reach.TENANT)


def visible_scales(viewer: Viewer) -> Rule:  # noqa: ARG001
    """Scales, and with them levels, are known to everyone who signs in to the tenant."""
    return ALL


def visible_policies(viewer: Viewer) -> Rule:  # noqa: ARG001
    """How evidence becomes mastery is no secret; a section's policy is seen with the section."""
    return Q(section=None) | sees("section")
