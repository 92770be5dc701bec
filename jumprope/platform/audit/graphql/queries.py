"""What can be asked about what was done."""

from graphplan import Connection
from jumprope.kit.graphql import Query


class AuditQueries(Query):
    """What was done."""

    audit_trail = Connection(
        "AuditEvent", "What was done in the tenant, the latest first.", order_by="-position"
    )
