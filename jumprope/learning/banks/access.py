"""Who may see and keep standards banks: what was published is everyone's, a draft its keepers'."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from graphplan import ALL, Rule, any_of, sees
from jumprope.kit.permissions import Reach, Role, permission
from jumprope.kit.viewer import Viewer
from jumprope.learning.banks.models import VersionState
from jumprope.platform.tenancy import access as tenancy

MANAGE_BANKS = permission(
    "banks.manage", _("Keep standards banks, their versions and the types of standards"), Role.SCHOOL_ADMIN
)


def visible(viewer: Viewer) -> Rule:  # noqa: ARG001
    """Which banks and types there are is known to everyone who signs in to the tenant."""
    return ALL


def visible_versions(viewer: Viewer) -> Rule:
    """Everyone sees what is or was published; a draft is seen by those who keep the bank."""
    return any_of(~Q(published_at=None), versions_to_keep(viewer))


def visible_nodes(viewer: Viewer) -> Rule:  # noqa: ARG001
    """Folders and standards are seen with their version, until they are taken out of it."""
    return sees("version") & Q(removed_at=None)


def visible_corrections(viewer: Viewer) -> Rule:
    """Who keeps a bank sees what was put right in it, and why."""
    return sees("bank_standard") & tenancy.administered(
        viewer, MANAGE_BANKS, school="bank_standard__version__bank__school"
    )


def to_choose_from(viewer: Viewer) -> Rule:
    """What stands in the published versions of the current school year."""
    return Q(
        version__state=VersionState.PUBLISHED,
        version__school_year__starts_on__lte=viewer.today,
        version__school_year__ends_on__gte=viewer.today,
    )


def schools_to_keep_a_bank_for(viewer: Viewer) -> Q:
    """The schools that the viewer may open a bank for."""
    return tenancy.administered(viewer, MANAGE_BANKS, school="pk")


def banks_to_keep(viewer: Viewer) -> Q:
    """The banks that the viewer may change; those of the whole tenant only with a reach as wide."""
    return tenancy.administered(viewer, MANAGE_BANKS, school="school")


def versions_to_keep(viewer: Viewer) -> Q:
    """The versions of the banks that the viewer may change."""
    return tenancy.administered(viewer, MANAGE_BANKS, school="bank__school")


def keeps_the_tenants(viewer: Viewer) -> bool:
    """Whether the viewer keeps what is the whole tenant's: its banks, and the types of standards."""
    return viewer.reaches_by(MANAGE_BANKS, Reach.TENANT)
