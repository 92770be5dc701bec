"""Who may see and end the roles that accounts hold. The permissions themselves stand with the accounts."""

from django.db.models import Q

from graphplan import any_of, sees
from jumprope.kit.permissions import Reach
from jumprope.kit.viewer import Viewer
from jumprope.platform.accounts.access import MANAGE_ACCOUNTS


def visible(viewer: Viewer) -> Q:  # noqa: ARG001 - the account's rule asks the viewer
    """Roles are seen with the account that holds them."""
    return sees("account")


def endable(viewer: Viewer) -> Q:
    """The roles that the viewer may end: any that is still held, or none."""
    held = Q(ends_at=None) | Q(ends_at__gt=viewer.now)
    return any_of(viewer.reaches_by(MANAGE_ACCOUNTS, Reach.TENANT)) & held
