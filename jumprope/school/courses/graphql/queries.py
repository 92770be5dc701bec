"""What can be asked about courses and sections."""

from graphplan import Connection, Find, LeadsTo, ListOf
from jumprope.kit.graphql import Query
from jumprope.school.courses.graphql.types import COURSE_FILTERS, COURSE_ORDERS


class CourseQueries(Query):
    """Subjects, grade levels, the catalogue, courses and sections."""

    subjects = ListOf("Subject", "All subjects.", order_by="code", at_most=1000)
    grade_levels = ListOf(
        "GradeLevel",
        "All grade levels, the youngest students first.",
        order_by=("position", "code"),
        at_most=1000,
    )
    catalogue_courses = Connection("CatalogueCourse", "The catalogue of all schools.", order_by="code")
    courses = Connection(
        "Course",
        "All courses of all schools.",
        order_by=COURSE_ORDERS,
        filters={**COURSE_FILTERS, "school": LeadsTo("school")},
    )
    section = Find("Section", "One section.")
