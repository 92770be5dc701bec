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
    scores = defaultdict[int, Objects](list)
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
