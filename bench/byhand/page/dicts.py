"""A gradebook's rows as dicts and lists, for orjson."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from bench.byhand.page.statements import Found
from bench.byhand.reading import Rows
from bench.byhand.spelling import number

Objects = list[dict[str, Any]]


def answer(found: Found | None) -> dict[str, Any]:
    """The whole answer."""
    if found is None:
        return {"data": {"section": None}}
    section = {
        "name": found.section[0],
        "enrolments": _enrolments(found.enrolments),
        "assessments": _assessments(found),
        "determinations": _determinations(found),
    }
    return {"data": {"section": section}}


def _enrolments(rows: Rows) -> Objects:
    return [
        {
            "startsOn": starts_on,
            "endsOn": ends_on,
            "student": {"id": f"Student:{key}", "givenName": given, "familyName": family},
        }
        for starts_on, ends_on, key, given, family in rows
    ]


def _assessments(found: Found) -> Objects:
    aligned, scores = _aligned(found), _scores(found.scores)
    return [
        {
            "id": f"Assessment:{key}",
            "title": title,
            "dueOn": due_on,
            "weight": number(weight),
            "alignedStandards": aligned[key],
            "scores": scores[key],
        }
        for key, title, due_on, weight in found.assessments
    ]


def _aligned(found: Found) -> Mapping[int, Objects]:
    wordings = defaultdict[int, Objects](list)
    for standard, audience, language, text in found.wordings:
        wordings[standard].append({"audience": audience.upper(), "language": language, "text": text})
    aligned = defaultdict[int, Objects](list)
    for assessment, standard, code in found.aligned:
        told = {"id": f"Standard:{standard}", "code": code, "wordings": wordings[standard]}
        aligned[assessment].append({"standard": told})
    return aligned


def _scores(rows: Rows) -> Mapping[int, Objects]:
    scores = defaultdict[int, Objects](list)
    for assessment, student, standard, value, mark, code, name, comment, revision in rows:
        scores[assessment].append(
            {
                "studentId": f"Student:{student}",
                "standardId": f"Standard:{standard}",
                "value": number(value),
                "mark": None if mark is None else {"code": code, "name": name},
                "comment": comment,
                "revision": revision,
            }
        )
    return scores


def _determinations(found: Found) -> Objects:
    levels = {key: {"name": name, "colour": colour} for key, name, colour in found.levels}
    return [
        {
            "studentId": f"Student:{student}",
            "standardId": f"Standard:{standard}",
            "value": number(value),
            "effectiveLevel": levels.get(level),
            "overrideReason": reason,
        }
        for student, standard, value, level, reason in found.determinations
    ]
