"""What can be asked about Grade Alerts."""

from graphplan import Find
from jumprope.kit.graphql import Query


class AlertQueries(Query):
    """Grade Alerts."""

    grade_alert = Find("GradeAlert", "One Grade Alert.")
