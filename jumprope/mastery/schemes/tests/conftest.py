"""What tests of schemes begin with: a class whose students have shown something, and a scheme."""

import pytest

from jumprope.learning.assessments.factories import Class, a_class
from jumprope.mastery.policies.factories import a_scale
from jumprope.mastery.policies.models import Scale
from jumprope.mastery.schemes.factories import a_scheme
from jumprope.mastery.schemes.models import MasteryScheme
from jumprope.platform.tenancy.models import Tenant


@pytest.fixture
def scale(tenant: Tenant) -> Scale:  # noqa: ARG001 - it is in the tenant in scope
    """The tenant's first: Beginning from 0, Developing from 2, Proficient from 3, Extending from 3.5."""
    return a_scale()


@pytest.fixture
def room(scale: Scale) -> Class:  # noqa: ARG001 - it is the scale of the tenant
    """A class of two students on three standards, under the built-in decaying average of 65 %."""
    return a_class(standards=3)


@pytest.fixture
def scheme(scale: Scale) -> MasteryScheme:
    """The average of all standards, for the tenant."""
    return a_scheme(scale=scale)
