"""Who may see and change frameworks and their standards."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from graphplan import ALL, Rule
from jumprope.kit.permissions import Role, permission
from jumprope.kit.viewer import Viewer

MANAGE_STANDARDS = permission(
    "standards.manage", _("Import standards, and say them in other words"), Role.INTEGRATION
)


def visible(viewer: Viewer) -> Rule:  # noqa: ARG001
    """Frameworks and their standards are known to everyone who signs in to the tenant."""
    return ALL


def visible_wordings(viewer: Viewer) -> Rule:  # noqa: ARG001
    """Everyone reads what the tenant says in its own words; nobody what it took back."""
    return ~Q(text="")
