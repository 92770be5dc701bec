"""What can be asked of the calendar."""

from graphplan import ListOf
from jumprope.kit.graphql import Query


class CalendarQueries(Query):
    """School years."""

    school_years = ListOf(
        "SchoolYear", "All school years, the newest first.", order_by="-starts_on", at_most=500
    )
