"""What can be asked about people."""

from graphplan import Connection, Find, LeadsTo, ListOf
from jumprope.kit.graphql import Query
from jumprope.school.people import access
from jumprope.school.people.graphql.types.people import CALLED, STUDENT_FILTERS, STUDENT_ORDERS
from jumprope.school.people.models import BY_NAME


class PeopleQueries(Query):
    """Students, staff and guardians."""

    student = Find("Student", "One student.")
    guardian = Find("Guardian", "One guardian.")
    students = Connection(
        "Student",
        "All students that the viewer sees.",
        order_by=STUDENT_ORDERS,
        filters={**STUDENT_FILTERS, "school": LeadsTo("school")},
    )
    my_students = ListOf(
        "Student",
        "The viewer as a student, and the students whose guardian the viewer is.",
        order_by=BY_NAME,
        at_most=100,
        where=access.my_students,
    )
    staff_members = Connection(
        "StaffMember",
        "All members of staff that the viewer sees.",
        order_by=BY_NAME,
        filters={"name": CALLED},
    )
