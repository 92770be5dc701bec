"""What can be asked about courses and sections."""

from graphplan import Connection, Find
from jumprope.kit.graphql import Query


class CourseQueries(Query):
    """Courses and sections."""

    courses = Connection("Course", "All courses of all schools.", order_by="code")
    section = Find("Section", "One section.")
