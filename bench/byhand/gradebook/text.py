"""A gradebook's rows straight to JSON text, what repeats written once: the best that we could think of."""

from collections import defaultdict
from collections.abc import Iterable
from json.encoder import encode_basestring as quote
from typing import Any

from bench.byhand.gradebook.statements import Found
from bench.byhand.spelling import number


def answer(found: Found | None) -> str:
    """The whole answer."""
    if found is None:
        return '{"data":{"section":null}}'
    enrolments = ",".join(
        f'{{"student":{{"id":"Student:{key}","givenName":{quote(given)},"familyName":{quote(family)}}}}}'
        for key, given, family in found.enrolments
    )
    return (
        f'{{"data":{{"section":{{"enrolments":[{enrolments}],"assessments":[{_assessments(found)}],'
        f'"determinations":[{_determinations(found)}]}}}}}}'
    )


def _objects(kind: str, name: str, rows: Iterable[tuple[int, str]]) -> dict[int, str]:
    """The text of each row by its key."""
    return {key: f'{{"id":"{kind}:{key}","{name}":{quote(value)}}}' for key, value in rows}


def _assessments(found: Found) -> str:
    assessments = _objects("Assessment", "title", {row[3:5] for row in found.scores})
    standards = _objects("Standard", "code", {row[5:7] for row in found.scores})
    numbers: dict[Any, str] = {
        value: "null" if value is None else f'"{number(value)}"' for value in {row[1] for row in found.scores}
    }
    scores = defaultdict[int, list[str]](list)
    for key, value, student, assessment, _title, standard, _code in found.scores:
        scores[assessment].append(
            f'{{"id":"Score:{key}","value":{numbers[value]},"studentId":"Student:{student}",'
            f'"assessment":{assessments[assessment]},"standard":{standards[standard]}}}'
        )
    return ",".join(f'{{"scores":[{",".join(scores[assessment])}]}}' for (assessment,) in found.assessments)


def _determinations(found: Found) -> str:
    standards = _objects("Standard", "code", {row[1:3] for row in found.determinations})
    levels = {
        level: "null" if level is None else f'{{"name":{quote(level)}}}'
        for level in {row[3] for row in found.determinations}
    }
    return ",".join(
        f'{{"studentId":"Student:{student}","standard":{standards[standard]},"level":{levels[level]}}}'
        for student, standard, _code, level in found.determinations
    )
