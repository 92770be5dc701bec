"""Who sees what, as WHERE clauses by hand: the rules of the product for a teacher, a guardian and a student.

Each takes the columns that say how a row gets to its section and its student, as the product's `access`
modules do. `%(tenant)s`, `%(account)s` and `%(today)s` are the viewer's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer

IN_FORCE = "{0}.starts_on <= %(today)s AND ({0}.ends_on IS NULL OR {0}.ends_on > %(today)s)"
HELD = "({0}.ends_on IS NULL OR {0}.ends_on > {0}.starts_on)"

TAUGHT = f"""SELECT t.section_id FROM rosters_sectionteacher t
    JOIN people_staffmember m ON m.tenant_id = t.tenant_id AND m.id = t.staff_member_id
    WHERE t.tenant_id = %(tenant)s AND {IN_FORCE.format("t")}
    AND t.role IN ('teacher', 'co_teacher') AND m.account_id = %(account)s"""

LED = f"""SELECT g.group_id FROM groups_groupleader g
    JOIN people_staffmember m ON m.tenant_id = g.tenant_id AND m.id = g.staff_member_id
    WHERE g.tenant_id = %(tenant)s AND {IN_FORCE.format("g")} AND m.account_id = %(account)s"""

MOVED = f"""FROM rosters_enrolment n
    JOIN rosters_enrolment o ON o.tenant_id = n.tenant_id AND o.id = n.moved_from_id
    WHERE n.tenant_id = %(tenant)s AND {IN_FORCE.format("n")} AND {HELD.format("o")}
    AND n.section_id IN ({TAUGHT})"""

MOVED_TWICE = f"""FROM rosters_enrolment n
    JOIN rosters_enrolment p ON p.tenant_id = n.tenant_id AND p.id = n.moved_from_id
    JOIN rosters_enrolment o ON o.tenant_id = p.tenant_id AND o.id = p.moved_from_id
    WHERE n.tenant_id = %(tenant)s AND {IN_FORCE.format("n")} AND {HELD.format("o")}
    AND n.section_id IN ({TAUGHT})"""

MOVED_HERE = f"""SELECT n.student_id FROM rosters_enrolment n
    WHERE n.tenant_id = %(tenant)s AND {IN_FORCE.format("n")} AND n.moved_from_id IS NOT NULL
    AND n.section_id IN ({TAUGHT})"""

WARDS = """SELECT r.student_id FROM people_guardianrelationship r
    JOIN people_guardian g ON g.tenant_id = r.tenant_id AND g.id = r.guardian_id
    WHERE r.tenant_id = %(tenant)s AND (r.ended_on IS NULL OR r.ended_on > %(today)s)
    AND g.account_id = %(account)s AND r.may_see_records AND r.portal_access = 'enabled'"""

ONESELF = "SELECT i.id FROM people_student i WHERE i.tenant_id = %(tenant)s AND i.account_id = %(account)s"

Parameters = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rules:
    """Conditions for rows: by section alone, by student alone, and by both."""

    section: Callable[[str], str]
    student: Callable[[str], str]
    both: Callable[[str, str], str]


def _taught(section: str) -> str:
    earlier = " OR ".join(f"{section} IN (SELECT o.section_id {moved})" for moved in (MOVED, MOVED_TWICE))
    return f"({section} IN ({TAUGHT}) OR {earlier})"


def _known(student: str) -> str:
    attended = (
        f"SELECT e.student_id FROM rosters_enrolment e WHERE e.tenant_id = %(tenant)s AND {HELD.format('e')} "
        f"AND e.section_id IN ({TAUGHT})"
    )
    led = (
        "SELECT e.student_id FROM groups_groupmembership e WHERE e.tenant_id = %(tenant)s "
        f"AND {HELD.format('e')} AND e.group_id IN ({LED})"
    )
    return f"({student} IN ({attended}) OR {student} IN ({led}))"


def _taught_or_followed(section: str, student: str) -> str:
    earlier = " OR ".join(
        f"({student} IN ({MOVED_HERE}) AND EXISTS (SELECT 1 {moved} "
        f"AND o.section_id = {section} AND n.student_id = {student}))"
        for moved in (MOVED, MOVED_TWICE)
    )
    return f"({section} IN ({TAUGHT}) OR {earlier})"


def _family(students: str) -> Rules:
    attended = (
        f"SELECT e.section_id FROM rosters_enrolment e WHERE e.tenant_id = %(tenant)s AND {HELD.format('e')} "
        f"AND e.student_id IN ({students})"
    )
    return Rules(
        section=lambda section: f"{section} IN ({attended})",
        student=lambda student: f"{student} IN ({students})",
        both=lambda _section, student: f"{student} IN ({students})",
    )


RULES = {
    Role.TEACHER: Rules(_taught, _known, _taught_or_followed),
    Role.GUARDIAN: _family(WARDS),
    Role.STUDENT: _family(ONESELF),
}


def parameters(viewer: Viewer, **more: Any) -> Parameters:
    """What the rules' `%(…)s` stand for."""
    return {
        "tenant": viewer.tenant_id,
        "account": viewer.account_id,
        "today": viewer.today.isoformat(),
        **more,
    }
