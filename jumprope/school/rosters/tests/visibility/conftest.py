"""The village, and far away another one."""

import pytest

from jumprope.platform.tenancy.models import Tenant
from jumprope.school.rosters.tests.visibility.village import Village, a_far_away_village, a_village


@pytest.fixture
def village(tenant: Tenant, other_tenant: Tenant) -> Village:
    """The village, in the tenant in scope."""
    a_far_away_village(other_tenant)
    return a_village(tenant)
