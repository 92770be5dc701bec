"""Who may see and change schools, and how far a permission reaches over the rows of a school."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from graphplan import any_of
from jumprope.kit.permissions import Permission, Reach, Role, permission
from jumprope.kit.viewer import Viewer

FOUND_TENANTS = Permission("tenants.found", _("Take in a new customer; for operators only"), frozenset())
MANAGE_SCHOOLS = permission("schools.manage", _("Open schools"), Role.INTEGRATION)


def administered(viewer: Viewer, permission: Permission, *, school: str) -> Q:
    """The rows that are reached through the tenant or a school; `school` is the path from row to school."""
    return any_of(
        viewer.reaches_by(permission, Reach.TENANT),
        viewer.reaches_by(permission, Reach.SCHOOL)
        and Q(**{f"{school}__in": viewer.schools[permission.name]}),
    )
