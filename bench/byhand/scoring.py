"""A class's scores by hand: may I, write them all, read them back."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from bench.byhand.reading import Rows
from bench.byhand.rules import RULES, TAUGHT, parameters
from bench.byhand.spelling import number
from jumprope.kit import clock
from jumprope.kit.errors import NotFound
from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer

MAY_SCORE = (
    "SELECT 1 FROM assessments_assessment a WHERE a.tenant_id = %(tenant)s AND a.id = %(assessment)s "
    f"AND a.section_id IN ({TAUGHT})"
)
INSERT = (
    "INSERT INTO assessments_score (tenant_id, assessment_id, student_id, standard_id, value, mark_id, "
    "comment, revision, recorded_at) VALUES "
)
ROW = "(%s, %s, %s, %s, %s, NULL, '', 1, %s)"
ON_CONFLICT = {
    "sqlite": " ON CONFLICT (tenant_id, assessment_id, student_id, standard_id) DO UPDATE "
    "SET value = excluded.value, mark_id = NULL, revision = revision + 1",
    "mysql": " ON DUPLICATE KEY UPDATE value = VALUES(value), mark_id = NULL, revision = revision + 1",
}
OF_ASSESSMENT = (
    "FROM assessments_score x "
    "JOIN assessments_assessment a ON a.tenant_id = x.tenant_id AND a.id = x.assessment_id "
    "WHERE x.tenant_id = %(tenant)s AND x.assessment_id = %(assessment)s AND x.standard_id = %(standard)s"
)
_RULES = RULES[Role.TEACHER]
READ_BACK = (
    f"SELECT x.id, x.student_id, x.value {OF_ASSESSMENT} "
    f"AND {_RULES.student('x.student_id')} AND {_RULES.both('a.section_id', 'x.student_id')} ORDER BY x.id"
)
KEYS = f"SELECT x.id {OF_ASSESSMENT} ORDER BY x.id"

Cells = Sequence[tuple[int, str]]
"""Students, and the number for each."""


def write(viewer: Viewer, assessment: int, standard: int, cells: Cells) -> list[int]:
    """Write the scores of a class, and return their keys: the command that every GraphQL library runs.

    Raises `NotFound` for an assessment that the viewer may not score. Three statements.
    """
    with transaction.atomic():
        _write(viewer, assessment, standard, cells)
        return [key for (key,) in _read(KEYS, viewer, assessment, standard)]


def write_and_answer(viewer: Viewer, assessment: int, standard: int, cells: Cells) -> dict[str, Any]:
    """The same, with the answer read at once. Three statements."""
    with transaction.atomic():
        _write(viewer, assessment, standard, cells)
        rows = _read(READ_BACK, viewer, assessment, standard)
    scores = [
        {"id": f"Score:{key}", "studentId": f"Student:{student}", "value": number(value)}
        for key, student, value in rows
    ]
    return {"data": {"scoreClass": {"errors": [], "scores": scores}}}


def _write(viewer: Viewer, assessment: int, standard: int, cells: Cells) -> None:
    if not _read(MAY_SCORE, viewer, assessment, standard):
        raise NotFound(field="assessment_id")
    now = connection.ops.adapt_datetimefield_value(clock.now())
    values = [
        value
        for student, number in cells
        for value in (viewer.tenant_id, assessment, student, standard, number, now)
    ]
    with connection.cursor() as cursor:
        cursor.execute(INSERT + ", ".join([ROW] * len(cells)) + ON_CONFLICT[connection.vendor], values)


def _read(statement: str, viewer: Viewer, assessment: int, standard: int) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters(viewer, assessment=assessment, standard=standard))
        rows: Rows = cursor.fetchall()
        return rows
