"""Who may look at the desk, and who may decide there: operators, whose role no customer can give."""

from django.utils.translation import gettext_lazy as _

from jumprope.kit.permissions import Permission, Role
from jumprope.kit.viewer import Viewer

# Not with `permission`, which would let the administrators of every customer in.
READ_OPSDESK = Permission(
    "opsdesk.read", _("See vulnerabilities and their tickets; for operators"), frozenset({Role.OPERATOR})
)
RUN_OPSDESK = Permission(
    "opsdesk.run", _("Take in findings, and decide about tickets; for operators"), frozenset({Role.OPERATOR})
)


def may_read(viewer: Viewer) -> bool:
    """Whether the viewer may look at the desk."""
    return viewer.may(READ_OPSDESK)
