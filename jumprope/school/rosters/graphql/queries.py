"""What can be asked about rosters."""

from graphplan import Find, ListOf
from jumprope.kit.graphql import Query
from jumprope.school.rosters import access


class RosterQueries(Query):
    """The viewer's own sections, and single enrolments."""

    enrolment = Find("Enrolment", "One enrolment.")
    my_sections = ListOf(
        "Section",
        "Of school years not yet over: what the viewer teaches, and what the viewer or a ward attends.",
        order_by="name",
        at_most=500,
        where=access.my_sections,
    )
