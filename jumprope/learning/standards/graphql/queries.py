"""What can be asked of the standards bank."""

from graphplan import Find, ListOf
from jumprope.kit.graphql import Query


class StandardQueries(Query):
    """The standards bank is known to everyone who signs in to the tenant."""

    frameworks = ListOf(
        "Framework", "The frameworks of the standards bank, by title.", order_by="title", at_most=1_000
    )
    framework = Find("Framework", "One framework.")
    standard = Find("Standard", "One standard.")
