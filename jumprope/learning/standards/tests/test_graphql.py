"""The standards tree, as everyone who signs in reads it."""

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.learning.standards.factories import a_framework, a_standard
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.models import Tenant
from tests.fixtures import Ask

pytestmark = pytest.mark.django_db

TREE = """{
  frameworks { title standards(first: 10) { edges { node { code parent { code } children { code } } } } }
}"""


def test_the_tree_is_read_in_order(tenant: Tenant, ask: Ask) -> None:  # noqa: ARG001
    sky = a_framework(title="Reading the sky")
    top = a_standard(framework=sky, code="S", position=0)
    a_standard(framework=sky, code="S.2", position=2, parent=top)
    a_standard(framework=sky, code="S.1", position=1, parent=top)
    assert ask(a_viewer(Role.STUDENT), TREE) == {
        "frameworks": [
            {
                "title": "Reading the sky",
                "standards": {
                    "edges": [
                        {
                            "node": {
                                "code": "S",
                                "parent": None,
                                "children": [{"code": "S.1"}, {"code": "S.2"}],
                            }
                        },
                        {"node": {"code": "S.1", "parent": {"code": "S"}, "children": []}},
                        {"node": {"code": "S.2", "parent": {"code": "S"}, "children": []}},
                    ]
                },
            }
        ]
    }


def test_another_tenants_frameworks_are_not_there(tenant: Tenant, other_tenant: Tenant, ask: Ask) -> None:  # noqa: ARG001
    with tenant_scope(other_tenant.pk):
        a_standard(code="X")
    assert ask(a_viewer(Role.TENANT_ADMIN), TREE) == {"frameworks": []}
