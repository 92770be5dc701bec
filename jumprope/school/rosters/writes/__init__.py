"""Giving sections their teachers, enrolling students, and letting them go elsewhere.

Locks are taken in one order, so that no two commands wait for each other: sections, students, enrolments or
section teachers. Who adds to a roster (`assign_teachers`, `enrol`, `move_between_sections`) holds its sections;
who decides where a student is, or needs to know it (`enrol`, `move_between_sections`, `transfer_student`,
`record_departure`), holds the student; and whoever ends something (all of these but the first two, `withdraw`,
`end_teaching`) holds what is ended. To end something makes its span of days shorter, which no other span
minds: so `withdraw`, `end_teaching`, `transfer_student` and `record_departure` need no lock on sections.
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
    TransferAhead,
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
    "TransferAhead",
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
