"""A school with a timetable to make."""

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant


@pytest.fixture
def oak(tenant: Tenant) -> School:  # noqa: ARG001 - it has to be in scope
    """A school."""
    return a_school()


@pytest.fixture
def principal(oak: School) -> Viewer:
    """Who runs it."""
    return a_viewer(Role.SCHOOL_ADMIN, school=oak)
