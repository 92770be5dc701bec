"""Giving sections their teachers, enrolling students, and letting them go elsewhere.

Locks are taken in one order, so that no two commands wait for each other: sections, students, and then
enrolments or section teachers.

- Who adds to a roster, or says in which terms a section is taught, holds the sections: `assign_teachers`,
  `enrol`, `move_between_sections`, `reopen_enrolment`, `change_section`.
- Who says where a student is, or relies on it, holds the student: `enrol`, `move_between_sections`,
  `transfer_student`, `record_departure`.
- Who ends something holds what is ended, and needs no section for it: a span of days that becomes shorter
  comes into no other's way. `withdraw` and `end_teaching` hold nothing else.
"""

from jumprope.school.rosters.writes.ending import end_enrolments, end_teachings
from jumprope.school.rosters.writes.enrolments import (
    AlreadyEnrolled,
    ChangedEnrolment,
    Enrolled,
    Moved,
    NewEnrolment,
    NotEnded,
    OutsideTerm,
    Reopened,
    StudentHasLeft,
    Withdrawn,
    enrol,
    move_between_sections,
    reopen_enrolment,
    take_in_enrolments,
    withdraw,
)
from jumprope.school.rosters.writes.sections import (
    EnrolmentsOutsideTerms,
    SectionChanged,
    change_section,
)
from jumprope.school.rosters.writes.students import (
    Departed,
    TransferAhead,
    Transferred,
    follow_departures,
    hold_all_students,
    record_departure,
    transfer_student,
)
from jumprope.school.rosters.writes.teaching import (
    AlreadyTeaching,
    ChangedTeaching,
    NewTeaching,
    TeachersAssigned,
    TeachingEnded,
    assign_teachers,
    end_teaching,
    take_in_teachings,
)

__all__ = [
    "AlreadyEnrolled",
    "AlreadyTeaching",
    "ChangedEnrolment",
    "ChangedTeaching",
    "Departed",
    "Enrolled",
    "EnrolmentsOutsideTerms",
    "Moved",
    "NewEnrolment",
    "NewTeaching",
    "NotEnded",
    "OutsideTerm",
    "Reopened",
    "SectionChanged",
    "StudentHasLeft",
    "TeachersAssigned",
    "TeachingEnded",
    "TransferAhead",
    "Transferred",
    "Withdrawn",
    "assign_teachers",
    "change_section",
    "end_enrolments",
    "end_teaching",
    "end_teachings",
    "enrol",
    "follow_departures",
    "hold_all_students",
    "move_between_sections",
    "record_departure",
    "reopen_enrolment",
    "take_in_enrolments",
    "take_in_teachings",
    "transfer_student",
    "withdraw",
]
