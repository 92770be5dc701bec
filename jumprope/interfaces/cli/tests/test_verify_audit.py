"""`jumprope verify-audit` says whether a tenant's chain is whole, and if not, where."""

import json

import pytest

from jumprope.interfaces.cli.statuses import REFUSED
from jumprope.interfaces.cli.tests.conftest import JumpRope
from jumprope.kit.tenancy import tenant_scope
from jumprope.platform.audit.models import AuditEvent
from jumprope.platform.tenancy.models import Tenant

VERIFY = ["verify-audit", "--tenant", "elm"]


@pytest.fixture
def tenant_id(db: None, jumprope: JumpRope) -> int:  # noqa: ARG001 - it is the database being there that is needed
    """A tenant with three events: its founding, its marks and its first account."""
    jumprope("create-tenant", "--slug", "elm", "--name", "Elm School")
    jumprope("create-account", "--tenant", "elm", "--email", "ada@elm.example", "--role", "tenant_admin")
    return Tenant.objects.get(slug="elm").pk


def test_a_whole_chain_is_told_with_its_end(jumprope: JumpRope, tenant_id: int) -> None:
    with tenant_scope(tenant_id):
        last = AuditEvent.objects.get(position=3)
    ended = jumprope(*VERIFY, "--json")
    assert json.loads(ended.output) == {"events": 3, "digest": last.digest, "problems": []}
    assert ended.status == 0
    assert f"The chain of 3 events is whole, and ends with {last.digest}." in jumprope(*VERIFY).output


def test_an_edited_event_is_told_by_its_position(jumprope: JumpRope, tenant_id: int) -> None:
    with tenant_scope(tenant_id):
        AuditEvent.objects.filter(position=3).update(event="account.forgotten")
    ended = jumprope(*VERIFY, "--json")
    (problem,) = json.loads(ended.output)["problems"]
    assert (ended.status, problem["code"], problem["position"]) == (REFUSED, "audit_chain_broken", 3)
    assert "The chain does not hold at event 3: " in jumprope(*VERIFY).complaint


@pytest.mark.django_db
def test_a_chain_that_never_began_is_told(jumprope: JumpRope) -> None:
    Tenant.objects.create(slug="elm", name="Elm School")
    ended = jumprope(*VERIFY)
    assert ended.status == REFUSED
    assert ended.complaint == (
        "The chain has no head: it was removed, or the tenant never began. (audit_chain_broken)\n"
    )


@pytest.mark.django_db
def test_an_unknown_tenant_is_refused(jumprope: JumpRope) -> None:
    ended = jumprope(*VERIFY)
    assert ended.status == REFUSED
    assert "(tenant_unknown)" in ended.complaint
