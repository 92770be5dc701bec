"""The seven statements of a gradebook in which what many rows share is not joined to each of them."""

from typing import NamedTuple

from bench.byhand.reading import Rows, keys, reading
from bench.byhand.rules import RULES, Rules, parameters
from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer

STANDARDS = (
    "SELECT t.id, t.code FROM standards_standard t WHERE t.tenant_id = %(tenant)s AND t.id IN ({keys})"
)
LEVELS = "SELECT v.id, v.name FROM policies_level v WHERE v.tenant_id = %(tenant)s AND v.id IN ({keys})"


def the_section(rules: Rules) -> str:
    """Whether the section is there."""
    return (
        "SELECT s.id FROM courses_section s WHERE s.tenant_id = %(tenant)s AND s.id = %(section)s "
        f"AND {rules.section('s.id')}"
    )


def its_enrolments(rules: Rules) -> str:
    """Who is, or was, in it."""
    return (
        "SELECT p.id, p.given_name, p.family_name FROM rosters_enrolment e "
        "JOIN people_student p ON p.tenant_id = e.tenant_id AND p.id = e.student_id "
        "WHERE e.tenant_id = %(tenant)s AND e.section_id = %(section)s "
        f"AND {rules.student('e.student_id')} AND {rules.both('e.section_id', 'e.student_id')} "
        "ORDER BY e.starts_on, e.id"
    )


class Found(NamedTuple):
    """The rows of each statement but the first, which only asks whether the section is there."""

    enrolments: Rows
    assessments: Rows
    scores: Rows
    determinations: Rows
    standards: Rows
    levels: Rows


class Gradebook:
    """The statements for viewers with one role."""

    def __init__(self, role: Role) -> None:
        rules = RULES[role]
        self.section, self.enrolments = the_section(rules), its_enrolments(rules)
        self.assessments = (
            "SELECT a.id, a.title FROM assessments_assessment a "
            "WHERE a.tenant_id = %(tenant)s AND a.section_id = %(section)s "
            f"AND {rules.section('a.section_id')} ORDER BY a.due_on, a.id"
        )
        self.scores = (
            "SELECT x.id, x.value, x.student_id, x.assessment_id, x.standard_id FROM assessments_score x "
            "WHERE x.tenant_id = %(tenant)s AND x.assessment_id IN ({keys}) "
            f"AND {rules.student('x.student_id')} AND {rules.both('%(section)s', 'x.student_id')} "
            "ORDER BY x.id"
        )
        self.determinations = (
            "SELECT d.student_id, d.standard_id, d.level_id FROM determinations_determination d "
            "WHERE d.tenant_id = %(tenant)s AND d.section_id = %(section)s "
            f"AND {rules.student('d.student_id')} AND {rules.both('d.section_id', 'd.student_id')} "
            "ORDER BY d.id"
        )

    def found(self, viewer: Viewer, section: int) -> Found | None:
        """All rows; None where there is no such section for this viewer. Seven statements."""
        with reading(parameters(viewer, section=section)) as rows:
            if not rows(self.section):
                return None
            enrolments, assessments = rows(self.enrolments), rows(self.assessments)
            scores = rows(self.scores.format(keys=keys({row[0] for row in assessments})))
            determinations = rows(self.determinations)
            standards = {row[4] for row in scores} | {row[1] for row in determinations}
            levels = {row[2] for row in determinations}
            return Found(
                enrolments,
                assessments,
                scores,
                determinations,
                standards=rows(STANDARDS.format(keys=keys(standards))),
                levels=rows(LEVELS.format(keys=keys(levels))),
            )
