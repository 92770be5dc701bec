"""The eight statements of the page."""

from typing import NamedTuple

from bench.byhand.reading import Rows, keys, reading
from bench.byhand.rules import RULES, parameters
from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer

WORDINGS = (
    "SELECT w.standard_id, w.audience, w.language, w.text FROM standards_standardwording w "
    "WHERE w.tenant_id = %(tenant)s AND w.text <> '' AND w.standard_id IN ({keys}) "
    "ORDER BY w.audience, w.language, w.id"
)
LEVELS = (
    "SELECT v.id, v.name, v.colour FROM policies_level v WHERE v.tenant_id = %(tenant)s AND v.id IN ({keys})"
)


class Found(NamedTuple):
    """The rows of each statement."""

    section: tuple[str, ...]
    enrolments: Rows
    assessments: Rows
    aligned: Rows
    wordings: Rows
    scores: Rows
    determinations: Rows
    levels: Rows


class Page:
    """The statements for viewers with one role."""

    def __init__(self, role: Role) -> None:
        rules = RULES[role]
        self.section = (
            "SELECT s.name FROM courses_section s WHERE s.tenant_id = %(tenant)s AND s.id = %(section)s "
            f"AND {rules.section('s.id')}"
        )
        self.enrolments = (
            "SELECT e.starts_on, e.ends_on, p.id, p.given_name, p.family_name FROM rosters_enrolment e "
            "JOIN people_student p ON p.tenant_id = e.tenant_id AND p.id = e.student_id "
            "WHERE e.tenant_id = %(tenant)s AND e.section_id = %(section)s "
            f"AND {rules.student('e.student_id')} AND {rules.both('e.section_id', 'e.student_id')} "
            "ORDER BY e.starts_on, e.id"
        )
        self.assessments = (
            "SELECT a.id, a.title, a.due_on, a.weight FROM assessments_assessment a "
            "WHERE a.tenant_id = %(tenant)s AND a.section_id = %(section)s "
            f"AND {rules.section('a.section_id')} ORDER BY a.due_on, a.id"
        )
        self.aligned = (
            "SELECT l.assessment_id, t.id, t.code FROM assessments_alignedstandard l "
            "JOIN assessments_assessment a ON a.tenant_id = l.tenant_id AND a.id = l.assessment_id "
            "JOIN standards_standard t ON t.tenant_id = l.tenant_id AND t.id = l.standard_id "
            "WHERE l.tenant_id = %(tenant)s AND a.section_id = %(section)s ORDER BY l.id"
        )
        self.scores = (
            "SELECT x.assessment_id, x.student_id, x.standard_id, x.value, x.mark_id, m.code, m.name, "
            "x.comment, x.revision FROM assessments_score x "
            "JOIN assessments_assessment a ON a.tenant_id = x.tenant_id AND a.id = x.assessment_id "
            "LEFT JOIN assessments_mark m ON m.tenant_id = x.tenant_id AND m.id = x.mark_id "
            "WHERE x.tenant_id = %(tenant)s AND a.section_id = %(section)s "
            f"AND {rules.student('x.student_id')} AND {rules.both('a.section_id', 'x.student_id')} "
            "ORDER BY x.id"
        )
        holds = "(d.override_expires_on IS NULL OR d.override_expires_on > %(today)s)"
        self.determinations = (
            "SELECT d.student_id, d.standard_id, d.value, "
            f"CASE WHEN d.override_level_id IS NOT NULL AND {holds} THEN d.override_level_id "
            f"ELSE d.level_id END, CASE WHEN {holds} THEN d.override_reason END "
            "FROM determinations_determination d "
            "WHERE d.tenant_id = %(tenant)s AND d.section_id = %(section)s "
            f"AND {rules.student('d.student_id')} AND {rules.both('d.section_id', 'd.student_id')} "
            "ORDER BY d.id"
        )

    def found(self, viewer: Viewer, section: int) -> Found | None:
        """All rows; None where there is no such section for this viewer. Eight statements."""
        with reading(parameters(viewer, section=section)) as rows:
            sections = rows(self.section)
            if not sections:
                return None
            aligned, determinations = rows(self.aligned), rows(self.determinations)
            return Found(
                section=sections[0],
                enrolments=rows(self.enrolments),
                assessments=rows(self.assessments),
                aligned=aligned,
                wordings=rows(WORDINGS.format(keys=keys({row[1] for row in aligned}))),
                scores=rows(self.scores),
                determinations=determinations,
                levels=rows(LEVELS.format(keys=keys({row[3] for row in determinations}))),
            )
