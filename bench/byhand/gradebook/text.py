"""A gradebook's rows straight to JSON text, what repeats written once: the best that we could think of."""

from collections import defaultdict
from collections.abc import Mapping
from json.encoder import encode_basestring as quote
from typing import Any

from bench.byhand.gradebook.statements import Found
from bench.byhand.reading import Rows
from bench.byhand.spelling import number


def answer(found: Found | None) -> str:
    """The whole answer."""
    if found is None:
        return '{"data":{"section":null}}'
    standards = _objects("Standard", "code", found.standards)
    enrolments = ",".join(
        f'{{"student":{{"id":"Student:{key}","givenName":{quote(given)},"familyName":{quote(family)}}}}}'
        for key, given, family in found.enrolments
    )
    return (
        f'{{"data":{{"section":{{"enrolments":[{enrolments}],'
        f'"assessments":[{_assessments(found, standards)}],'
        f'"determinations":[{_determinations(found, standards)}]}}}}}}'
    )


def _objects(kind: str, name: str, rows: Rows) -> dict[int, str]:
    """The text of each row by its key."""
    return {key: f'{{"id":"{kind}:{key}","{name}":{quote(value)}}}' for key, value in rows}


def _assessments(found: Found, standards: Mapping[int, str]) -> str:
    assessments = _objects("Assessment", "title", found.assessments)
    numbers: dict[Any, str] = {
        value: "null" if value is None else f'"{number(value)}"' for value in {row[1] for row in found.scores}
    }
    scores = defaultdict[int, list[str]](list)
    for key, value, student, assessment, standard in found.scores:
        scores[assessment].append(
            f'{{"id":"Score:{key}","value":{numbers[value]},"studentId":"Student:{student}",'
            f'"assessment":{assessments[assessment]},"standard":{standards[standard]}}}'
        )
    return ",".join(f'{{"scores":[{",".join(scores[assessment])}]}}' for assessment in assessments)


def _determinations(found: Found, standards: Mapping[int, str]) -> str:
    levels = {key: f'{{"name":{quote(name)}}}' for key, name in found.levels}
    return ",".join(
        f'{{"studentId":"Student:{student}","standard":{standards[standard]},'
        f'"level":{levels.get(level, "null")}}}'
        for student, standard, level in found.determinations
    )
