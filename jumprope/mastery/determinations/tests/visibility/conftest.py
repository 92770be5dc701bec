"""The village's gradebooks, and far away others."""

import pytest

from jumprope.mastery.determinations.tests.visibility.gradebooks import (
    Gradebooks,
    far_away_gradebooks,
    the_gradebooks,
)
from jumprope.platform.tenancy.models import Tenant
from jumprope.school.rosters.tests.visibility.village import a_village


@pytest.fixture
def books(tenant: Tenant, other_tenant: Tenant) -> Gradebooks:
    """The gradebooks of the village, in the tenant in scope."""
    far_away_gradebooks(other_tenant)
    return the_gradebooks(a_village(tenant))
