"""The village's gradebooks, and far away others."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from jumprope.kit.tenancy import tenant_scope
from jumprope.mastery.determinations.tests.visibility.gradebooks import (
    Gradebooks,
    far_away_gradebooks,
    the_gradebooks,
)
from jumprope.platform.tenancy.factories import a_tenant
from jumprope.school.rosters.tests.visibility.village import a_village
from tests.once import made_once


def all_gradebooks() -> Gradebooks:
    """Those of the village, in a tenant of its own, and in another one what is far away."""
    far_away_gradebooks(a_tenant(slug="far-away"))
    tenant = a_tenant(slug="village")
    with tenant_scope(tenant.pk):
        return the_gradebooks(a_village(tenant))


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Gradebooks]:  # noqa: ARG001
    """All of them, as each test finds them."""
    with made_once(django_db_blocker, all_gradebooks) as books:
        yield books


@pytest.fixture
def books(made: Gradebooks, db: None) -> Iterator[Gradebooks]:  # noqa: ARG001 - the database being there
    """The gradebooks of the village, in the tenant in scope."""
    with tenant_scope(made.village.schools["Oak"].tenant_id):
        yield made
