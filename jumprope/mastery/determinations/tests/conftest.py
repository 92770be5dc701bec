"""What most tests of mastery begin with: a class on a scale from 0 to 4."""

import pytest

from jumprope.learning.assessments.factories import Class, a_class
from jumprope.mastery.policies.factories import a_scale
from jumprope.mastery.policies.models import Scale
from jumprope.platform.tenancy.models import Tenant


@pytest.fixture
def scale(tenant: Tenant) -> Scale:  # noqa: ARG001 - it is in the tenant in scope
    """The tenant's first: Beginning from 0, Developing from 2, Proficient from 3, Extending from 3.5."""
    return a_scale()


@pytest.fixture
def room(scale: Scale) -> Class:  # noqa: ARG001 - it is the scale of the tenant
    """A class of two students on two standards, under the built-in decaying average of 65 %."""
    return a_class()
