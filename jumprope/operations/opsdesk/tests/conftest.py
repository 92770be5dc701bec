"""A desk at a Jira of its own, with Inspector and OpsCenter; run by operators."""

from collections.abc import Callable

import pytest

from jumprope.kit.viewer import Viewer
from jumprope.operations.opsdesk.jobs.desk import Desk
from jumprope.operations.opsdesk.jobs.stand_in.aws import InspectorStandIn, OpsCenterStandIn
from jumprope.operations.opsdesk.jobs.stand_in.invented import a_desk
from jumprope.operations.opsdesk.jobs.stand_in.jira import JiraStandIn
from jumprope.operations.opsdesk.tests.documents import Validated
from jumprope.platform.tenancy.models import Tenant


@pytest.fixture
def viewer_now(tenant: Tenant) -> Callable[[], Viewer]:
    """An operator at this moment."""
    return lambda: Viewer.operator(tenant.pk, tenant.time_zone)


@pytest.fixture
def jira() -> JiraStandIn:
    """A Jira with one project."""
    return JiraStandIn()


@pytest.fixture
def inspector() -> InspectorStandIn:
    """Inspector, without findings."""
    return InspectorStandIn()


@pytest.fixture
def opscenter() -> OpsCenterStandIn:
    """OpsCenter, without OpsItems."""
    return OpsCenterStandIn()


@pytest.fixture
def desk(
    jira: JiraStandIn,
    viewer_now: Callable[[], Viewer],
    inspector: InspectorStandIn,
    opscenter: OpsCenterStandIn,
) -> Desk:
    """A desk with lines to all three."""
    return a_desk(Validated(jira), viewer_now, inspector=inspector, opscenter=opscenter)
