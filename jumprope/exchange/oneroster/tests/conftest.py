"""A day in September, on which all of this happens, and the operator who does it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from jumprope.kit import clock
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy.models import Tenant


@pytest.fixture(autouse=True)
def _in_september() -> Iterator[None]:
    with clock.stopped_at(datetime(2026, 9, 14, 15, tzinfo=UTC)):
        yield


@pytest.fixture
def viewer(tenant: Tenant) -> Viewer:
    """The operator on that day."""
    return Viewer.operator(tenant.pk, tenant.time_zone)
