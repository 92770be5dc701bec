"""What can be asked of the calendar."""

from graphplan import Find, ListOf
from jumprope.kit.graphql import Query


class CalendarQueries(Query):
    """School years and grading periods."""

    school_years = ListOf(
        "SchoolYear", "All school years, the newest first.", order_by="-starts_on", at_most=500
    )
    grading_period = Find("GradingPeriod", "One grading period.")
