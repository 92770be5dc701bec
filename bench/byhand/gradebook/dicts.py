"""A gradebook's rows as dicts and lists, for orjson."""

from collections import defaultdict
from typing import Any

from bench.byhand.gradebook.statements import Found
from bench.byhand.spelling import number

Objects = list[dict[str, Any]]


def answer(found: Found | None) -> dict[str, Any]:
    """The whole answer."""
    if found is None:
        return {"data": {"section": None}}
    assessments = {key: {"id": f"Assessment:{key}", "title": title} for key, title in found.assessments}
    standards = {key: {"id": f"Standard:{key}", "code": code} for key, code in found.standards}
    levels = {key: {"name": name} for key, name in found.levels}
    scores = defaultdict[int, Objects](list)
    for key, value, student, assessment, standard in found.scores:
        scores[assessment].append(
            {
                "id": f"Score:{key}",
                "value": number(value),
                "studentId": f"Student:{student}",
                "assessment": assessments[assessment],
                "standard": standards[standard],
            }
        )
    section = {
        "enrolments": [
            {"student": {"id": f"Student:{key}", "givenName": given, "familyName": family}}
            for key, given, family in found.enrolments
        ],
        "assessments": [{"scores": scores[assessment]} for assessment in assessments],
        "determinations": [
            {
                "studentId": f"Student:{student}",
                "standard": standards[standard],
                "level": levels.get(level),
            }
            for student, standard, level in found.determinations
        ],
    }
    return {"data": {"section": section}}
