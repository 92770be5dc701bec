"""What can be asked about groups."""

from graphplan import Connection, Find
from jumprope.kit.graphql import Query


class GroupQueries(Query):
    """Groups of students."""

    group = Find("StudentGroup", "One group.")
    groups = Connection("StudentGroup", "All groups that the viewer sees.", order_by="name")
