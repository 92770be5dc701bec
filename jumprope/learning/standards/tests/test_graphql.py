"""The standards tree, as everyone who signs in reads it."""

import pytest

from jumprope.kit import clock
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


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ('code: "s.1"', ["S.1", "S.1.a"]),
        ('text: "PLANETS"', ["S.1", "S.2"]),
        ('text: "planets", inUse: true', ["S.1"]),
        ("inUse: false", ["S.2"]),
        ('parent: "Standard:%d"', ["S.1", "S.2"]),
        ('parent: "Standard:0"', []),
    ],
)
def test_standards_are_found(tenant: Tenant, ask: Ask, said: str, expected: list[str]) -> None:  # noqa: ARG001
    sky = a_framework()
    top = a_standard(framework=sky, code="S", position=0, statement="The sky.")
    one = a_standard(framework=sky, code="S.1", position=1, parent=top)
    a_standard(framework=sky, code="S.1.a", position=2, parent=one, statement="Finds Mars.")
    a_standard(framework=sky, code="S.2", position=3, parent=top, retired_at=clock.now())
    said = said.replace("%d", str(top.pk))
    found = ask(a_viewer(Role.TEACHER), "{ frameworks { standards(%s) { edges { node { code } } } } }" % said)
    assert [edge["node"]["code"] for edge in found["frameworks"][0]["standards"]["edges"]] == expected
