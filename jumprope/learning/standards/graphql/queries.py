"""What can be asked of frameworks and their standards."""

from graphplan import Find, ListOf
from jumprope.kit.graphql import Query


class StandardQueries(Query):
    """Frameworks and their standards are known to everyone who signs in to the tenant."""

    frameworks = ListOf("Framework", "The frameworks, by title.", order_by="title", at_most=1_000)
    framework = Find("Framework", "One framework.")
    standard = Find("Standard", "One standard.")
