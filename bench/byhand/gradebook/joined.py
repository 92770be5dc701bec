"""A gradebook as one usually writes it: five statements that join what they show, and dicts of their rows."""

from collections import defaultdict
from typing import Any, NamedTuple

from bench.byhand.gradebook.statements import its_enrolments, the_section
from bench.byhand.reading import Rows, keys, reading
from bench.byhand.rules import RULES, parameters
from bench.byhand.spelling import number
from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer


class FoundJoined(NamedTuple):
    """The rows of each statement but the first, which only asks whether the section is there."""

    enrolments: Rows
    assessments: Rows
    scores: Rows
    determinations: Rows


class GradebookJoined:
    """The statements for viewers with one role."""

    def __init__(self, role: Role) -> None:
        rules = RULES[role]
        self.section, self.enrolments = the_section(rules), its_enrolments(rules)
        self.assessments = (
            "SELECT a.id FROM assessments_assessment a "
            "WHERE a.tenant_id = %(tenant)s AND a.section_id = %(section)s "
            f"AND {rules.section('a.section_id')} ORDER BY a.due_on, a.id"
        )
        self.scores = (
            "SELECT x.id, x.value, x.student_id, a.id, a.title, t.id, t.code FROM assessments_score x "
            "JOIN assessments_assessment a ON a.tenant_id = x.tenant_id AND a.id = x.assessment_id "
            "JOIN standards_standard t ON t.tenant_id = x.tenant_id AND t.id = x.standard_id "
            "WHERE x.tenant_id = %(tenant)s AND x.assessment_id IN ({keys}) "
            f"AND {rules.student('x.student_id')} AND {rules.both('%(section)s', 'x.student_id')} "
            "ORDER BY x.id"
        )
        self.determinations = (
            "SELECT d.student_id, t.id, t.code, v.name FROM determinations_determination d "
            "JOIN standards_standard t ON t.tenant_id = d.tenant_id AND t.id = d.standard_id "
            "LEFT JOIN policies_level v ON v.tenant_id = d.tenant_id AND v.id = d.level_id "
            "WHERE d.tenant_id = %(tenant)s AND d.section_id = %(section)s "
            f"AND {rules.student('d.student_id')} AND {rules.both('d.section_id', 'd.student_id')} "
            "ORDER BY d.id"
        )

    def found(self, viewer: Viewer, section: int) -> FoundJoined | None:
        """All rows; None where there is no such section for this viewer. Five statements."""
        with reading(parameters(viewer, section=section)) as rows:
            if not rows(self.section):
                return None
            assessments = rows(self.assessments)
            scores = rows(self.scores.format(keys=keys({row[0] for row in assessments})))
            return FoundJoined(rows(self.enrolments), assessments, scores, rows(self.determinations))


def answer(found: FoundJoined | None) -> dict[str, Any]:
    """The whole answer."""
    if found is None:
        return {"data": {"section": None}}
    scores = defaultdict[int, list[dict[str, Any]]](list)
    for key, value, student, assessment, title, standard, code in found.scores:
        scores[assessment].append(
            {
                "id": f"Score:{key}",
                "value": number(value),
                "studentId": f"Student:{student}",
                "assessment": {"id": f"Assessment:{assessment}", "title": title},
                "standard": {"id": f"Standard:{standard}", "code": code},
            }
        )
    section = {
        "enrolments": [
            {"student": {"id": f"Student:{key}", "givenName": given, "familyName": family}}
            for key, given, family in found.enrolments
        ],
        "assessments": [{"scores": scores[assessment]} for (assessment,) in found.assessments],
        "determinations": [
            {
                "studentId": f"Student:{student}",
                "standard": {"id": f"Standard:{standard}", "code": code},
                "level": level and {"name": level},
            }
            for student, standard, code, level in found.determinations
        ],
    }
    return {"data": {"section": section}}
