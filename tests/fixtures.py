"""What most tests of the product begin with: a tenant in scope, another one beside it, and an operator."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Protocol

import pytest
from graphql import DocumentNode, parse, validate

from jumprope.interfaces.graphql.schema import schema
from jumprope.kit.graphql import api
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy.factories import a_tenant
from jumprope.platform.tenancy.models import Tenant


@pytest.fixture
def tenant(db: None) -> Iterator[Tenant]:  # noqa: ARG001 - it is the database being there that is needed
    """The tenant that the test works in."""
    made = a_tenant(slug="maple-county", name="Maple County Schools")
    with tenant_scope(made.pk):
        yield made


@pytest.fixture
def other_tenant(db: None) -> Tenant:  # noqa: ARG001
    """A tenant whose rows must never be seen."""
    return a_tenant(slug="cedar-county", name="Cedar County Schools")


@pytest.fixture
def operator(tenant: Tenant) -> Viewer:
    """The operator at the command line, in the test's tenant."""
    return Viewer.operator(tenant.pk, tenant.time_zone)


class Ask(Protocol):
    """Ask the API something as a viewer: `ask(viewer, "{ me { id } }")`; answers the data, and fails on
    errors.
    """

    def __call__(self, viewer: Viewer, document: str, **variables: Any) -> dict[str, Any]: ...


@cache
def checked(document: str) -> DocumentNode:
    """The document, which may be asked. Many tests ask the same."""
    parsed = parse(document)
    assert (mistakes := validate(schema(), parsed)) == [], mistakes
    return parsed


@pytest.fixture
def ask() -> Ask:
    """The whole API without its door."""

    def asked(viewer: Viewer, document: str, **variables: Any) -> dict[str, Any]:
        result = api.execute(viewer, checked(document), variables)
        assert result.errors is None, result.errors
        assert result.data is not None
        return result.data

    return asked
