"""Giving sections their teachers, enrolling students, and letting them go elsewhere.

Locks are taken in one order, so that no two commands wait for each other: sections, students, enrolments.
"""

from jumprope.school.rosters.writes.enrolments import (
    AlreadyEnrolled,
    Enrolled,
    Moved,
    NewEnrolment,
    OutsideTerm,
    StudentHasLeft,
    Withdrawn,
    enrol,
    move_between_sections,
    withdraw,
)
from jumprope.school.rosters.writes.refusals import EndsNotLater, NotInForce
from jumprope.school.rosters.writes.students import (
    Departed,
    Transferred,
    record_departure,
    transfer_student,
)
from jumprope.school.rosters.writes.teaching import (
    AlreadyTeaching,
    NewTeaching,
    TeachersAssigned,
    TeachingEnded,
    assign_teachers,
    end_teaching,
)

__all__ = [
    "AlreadyEnrolled",
    "AlreadyTeaching",
    "Departed",
    "EndsNotLater",
    "Enrolled",
    "Moved",
    "NewEnrolment",
    "NewTeaching",
    "NotInForce",
    "OutsideTerm",
    "StudentHasLeft",
    "TeachersAssigned",
    "TeachingEnded",
    "Transferred",
    "Withdrawn",
    "assign_teachers",
    "end_teaching",
    "enrol",
    "move_between_sections",
    "record_departure",
    "transfer_student",
    "withdraw",
]
