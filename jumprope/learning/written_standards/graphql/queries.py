"""What can be asked about the standards that teachers write."""

from graphplan import Find
from jumprope.kit.graphql import Query


class WrittenStandardQueries(Query):
    """Who wrote what is for those who teach the course, and those who look after its school."""

    written_standard = Find("WrittenStandard", "What a teacher wrote.")
