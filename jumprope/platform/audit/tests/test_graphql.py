"""What was done, through the API: for those who may look, and nobody else."""

import json

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.audit.tests import planted
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.models import Tenant
from tests.fixtures import Ask

TRAIL = """
{
  auditTrail(first: 100) {
    edges { node { position at event details digest previousDigest account { email } } }
  }
}
"""


@pytest.fixture
def done(operator: Viewer, other_tenant: Tenant) -> None:
    """Two things in the tenant, one by an account, and one in the other tenant."""
    planted.plant(viewer=operator, name="Elm")
    planted.plant(viewer=a_viewer(Role.TENANT_ADMIN), name="Oak")
    with tenant_scope(other_tenant.pk):
        planted.plant(viewer=Viewer.operator(other_tenant.pk, other_tenant.time_zone), name="Strange")


@pytest.mark.usefixtures("done")
def test_the_latest_comes_first_and_leads_back_to_the_first(ask: Ask) -> None:
    edges = ask(a_viewer(Role.TENANT_ADMIN), TRAIL)["auditTrail"]["edges"]
    latest, first = (edge["node"] for edge in edges)
    assert (latest["position"], first["position"]) == ("2", "1")
    assert (latest["previousDigest"], first["previousDigest"]) == (first["digest"], "")
    assert latest["account"]["email"].endswith("@school.example")
    assert first["account"] is None
    assert latest["event"] == "tests.planted"
    assert len(json.loads(latest["details"])["school_ids"]) == 1


@pytest.mark.usefixtures("done")
@pytest.mark.parametrize("role", [role for role in Role if role is not Role.TENANT_ADMIN])
def test_nobody_else_sees_any_of_it(role: Role, ask: Ask) -> None:
    assert ask(a_viewer(role), TRAIL)["auditTrail"]["edges"] == []


@pytest.mark.usefixtures("done")
def test_who_may_look_in_one_school_sees_nothing_of_the_tenant(tenant: Tenant, ask: Ask) -> None:
    of_a_school = Viewer(
        tenant_id=tenant.pk, account_id=0, now=None, today=None, reaches={("audit.read", "school")}
    )
    assert ask(of_a_school, TRAIL)["auditTrail"]["edges"] == []
