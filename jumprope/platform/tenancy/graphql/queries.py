"""What can be asked about the tenant and its schools."""

from graphplan import ListOf, Mine
from jumprope.kit.graphql import Query


class TenancyQueries(Query):
    """The viewer's tenant."""

    tenant = Mine("Tenant", "The tenant that the viewer signed in to.", id=lambda viewer: viewer.tenant_id)
    schools = ListOf("School", "All schools of the tenant.", order_by="name", at_most=5_000)
