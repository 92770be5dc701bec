"""What can be asked about courses and sections."""

from graphplan import Connection, Find, ListOf
from jumprope.kit.graphql import Query


class CourseQueries(Query):
    """Subjects, courses and sections."""

    subjects = ListOf("Subject", "All subjects.", order_by="code", at_most=1000)
    courses = Connection("Course", "All courses of all schools.", order_by="code")
    section = Find("Section", "One section.")
