"""Who keeps banks in the tests."""

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant


@pytest.fixture
def admin(tenant: Tenant) -> Viewer:  # noqa: ARG001
    """Who keeps the tenant's banks."""
    return a_viewer(Role.TENANT_ADMIN)


@pytest.fixture
def school(tenant: Tenant) -> School:  # noqa: ARG001
    """A school."""
    return a_school()


@pytest.fixture
def principal(school: School) -> Viewer:
    """Who keeps the banks of the school."""
    return a_viewer(Role.SCHOOL_ADMIN, school=school)
