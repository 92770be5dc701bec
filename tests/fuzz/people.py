"""Who asks: everyone of two districts of the same shape, so that each set of roles is held twice."""

from collections.abc import Mapping
from dataclasses import dataclass

from jumprope.interfaces.graphql.schema import schema
from jumprope.kit.graphql import api
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions.factories import the_viewer_of
from jumprope.platform.tenancy.factories import a_tenant
from tests.isolation.world import SEES, Neighbourhood
from tests.visibility import seen_by


@dataclass(frozen=True)
class Person:
    """Someone with a role, and what they see: primary keys by type."""

    role: str
    viewer: Viewer
    sees: Mapping[str, list[int]]


def everyone() -> list[Person]:
    """The people of both districts."""
    schema()
    people: list[Person] = []
    for slug in ("here", "there"):
        tenant = a_tenant(slug=slug)
        with tenant_scope(tenant.pk):
            here = Neighbourhood()
            viewers = {role: the_viewer_of(here.accounts[role]) for role in SEES}
        viewers["operator"] = Viewer.operator(tenant.pk, tenant.time_zone)
        people += [Person(role, viewer, _sees(viewer)) for role, viewer in viewers.items()]
    return people


def _sees(viewer: Viewer) -> Mapping[str, list[int]]:
    seen = seen_by(viewer, *api.declarations.types)
    return {name: sorted(keys) for name, keys in seen.items() if keys}
