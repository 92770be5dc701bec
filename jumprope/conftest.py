"""The fixtures that tests inside apps share with those of the whole house."""

from tests.fixtures import ask, operator, other_tenant, tenant
from tests.threads import together

__all__ = ["ask", "operator", "other_tenant", "tenant", "together"]
