"""The village, and far away another one."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from jumprope.kit.tenancy import tenant_scope
from jumprope.platform.tenancy.factories import a_tenant
from jumprope.school.rosters.tests.visibility.village import Village, a_far_away_village, a_village
from tests.once import made_once


def the_village() -> Village:
    """The village, in a tenant of its own, and in another one what is far away."""
    a_far_away_village(a_tenant(slug="far-away"))
    tenant = a_tenant(slug="village")
    with tenant_scope(tenant.pk):
        return a_village(tenant)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Village]:  # noqa: ARG001
    """Both, as each test finds them."""
    with made_once(django_db_blocker, the_village) as village:
        yield village


@pytest.fixture
def village(made: Village, db: None) -> Iterator[Village]:  # noqa: ARG001 - the database being there
    """The village, in the tenant in scope."""
    with tenant_scope(made.schools["Oak"].tenant_id):
        yield made
