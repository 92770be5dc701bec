"""Who may align standards; everyone who signs in sees what is aligned."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from graphplan import ALL, NOBODY, Rule
from jumprope.kit.permissions import Reach, Role, permission
from jumprope.kit.viewer import Viewer

ALIGN_STANDARDS = permission(
    "alignments.manage", _("Align standards to state and national ones"), Role.INTEGRATION
)


def visible(viewer: Viewer) -> Rule:  # noqa: ARG001
    """Alignments are seen by everyone as long as they hold."""
    return Q(withdrawn_at=None)


def to_align(viewer: Viewer) -> Rule:
    """The standards and alignments that the viewer may work on: all, for those who look after the tenant."""
    return ALL if viewer.reaches_by(ALIGN_STANDARDS, Reach.TENANT) else NOBODY
