"""Whether a guardian sees a student in the portal: said for each relationship, with who said it and when."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from jumprope.kit import rows
from jumprope.kit.command import Answer, command, step
from jumprope.kit.viewer import Viewer
from jumprope.school.people import access
from jumprope.school.people.models import GuardianRelationship

Portal = GuardianRelationship.PortalAccess


@dataclass(frozen=True, kw_only=True)
class PortalAccessChanged(Answer):
    """The relationship whose portal access is another one now."""

    relationship_id: int


@command(access.INVITE_GUARDIANS, event="portal.access_changed")
def change_portal_access(*, viewer: Viewer, relationship_id: int, enabled: bool) -> PortalAccessChanged:
    """Let a guardian see a student in the portal, or keep the guardian out from the next request on.

    It gives no right that the relationship does not give. Raises `NotFound`.
    """
    relationship = rows.locked_one(
        GuardianRelationship, access.relationships_to_open(viewer), relationship_id, field="relationship_id"
    )
    _change(viewer, [relationship.pk], Portal.ENABLED if enabled else Portal.DISABLED)
    return PortalAccessChanged(relationship_id=relationship_id)


@step
def open_portal(*, viewer: Viewer, guardian_id: int, where: str) -> None:
    """Enable those of a guardian's relationships whose portal access is `where`. Two statements."""
    _change(viewer, _locked(guardian_id, where), Portal.ENABLED)


@step
def keep_invited(*, viewer: Viewer, guardian_id: int) -> list[int]:
    """Note that a guardian is invited to see those students whom the viewer may let them see, and whose
    guardian they still are; the keys of these relationships. Three statements.
    """
    waiting = _locked(guardian_id, Portal.NOT_INVITED)
    in_force = Q(ended_on=None) | Q(ended_on__gt=viewer.today)
    own = rows.among(GuardianRelationship, waiting, rule=access.relationships_to_open(viewer) & in_force)
    _change(viewer, own, Portal.INVITED)
    return sorted(own)


@step
def uninvite(*, viewer: Viewer, guardian_id: int) -> None:
    """Note that a guardian is invited no longer. Two statements."""
    _change(viewer, _locked(guardian_id, Portal.INVITED), Portal.NOT_INVITED)


def _locked(guardian_id: int, portal_access: str) -> list[int]:
    found = GuardianRelationship.objects.select_for_update().filter(guardian=guardian_id).order_by("pk")
    return [one.pk for one in found if one.portal_access == portal_access]


def _change(viewer: Viewer, relationship_ids: Iterable[int], portal_access: str) -> None:
    GuardianRelationship.objects.filter(pk__in=list(relationship_ids)).update(
        portal_access=portal_access,
        portal_changed_at=viewer.now,
        portal_changed_by=viewer.account_id,
    )
