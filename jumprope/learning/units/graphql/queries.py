"""What can be asked about units."""

from graphplan import Find
from jumprope.kit.graphql import Query


class UnitQueries(Query):
    """Units."""

    unit = Find("Unit", "One unit.")
