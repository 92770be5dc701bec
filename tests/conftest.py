"""The fixtures that tests of the whole house share with those inside apps."""

from tests.fixtures import ask, operator, other_tenant, tenant
from tests.threads import together

__all__ = ["ask", "operator", "other_tenant", "tenant", "together"]
