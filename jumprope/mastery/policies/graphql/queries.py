"""What can be asked about scales and policies."""

from graphplan import Connection, ListOf
from jumprope.kit.graphql import Query


class PolicyQueries(Query):
    """Scales and policies."""

    scales = ListOf("Scale", "All scales; the first one holds where no policy does.", at_most=200)
    policies = Connection("Policy", "The policies that the viewer sees.")
