"""A gradebook's rows straight to JSON text, what repeats written once: the best that we could think of."""

from collections import defaultdict
from collections.abc import Mapping
from json.encoder import encode_basestring as quote
from typing import Any

from bench.byhand.page.statements import Found
from bench.byhand.reading import Rows
from bench.byhand.spelling import number

Texts = Mapping[Any, str]


def answer(found: Found | None) -> str:
    """The whole answer."""
    if found is None:
        return '{"data":{"section":null}}'
    return (
        f'{{"data":{{"section":{{"name":{quote(found.section[0])},"enrolments":[{_enrolments(found.enrolments)}],'
        f'"assessments":[{_assessments(found)}],"determinations":[{_determinations(found)}]}}}}}}'
    )


def _quoted(value: Any) -> str:
    return "null" if value is None else quote(str(value))


def _numbers(values: set[Any]) -> Texts:
    return {value: _quoted(number(value)) for value in values}


def _together(texts: Mapping[int, list[str]]) -> Texts:
    return defaultdict(str, {key: ",".join(each) for key, each in texts.items()})


def _enrolments(rows: Rows) -> str:
    return ",".join(
        f'{{"startsOn":"{starts_on}","endsOn":{_quoted(ends_on)},"student":{{"id":"Student:{key}",'
        f'"givenName":{quote(given)},"familyName":{quote(family)}}}}}'
        for starts_on, ends_on, key, given, family in rows
    )


def _assessments(found: Found) -> str:
    aligned, scores = _aligned(found), _scores(found.scores)
    return ",".join(
        f'{{"id":"Assessment:{key}","title":{quote(title)},"dueOn":"{due_on}","weight":"{number(weight)}",'
        f'"alignedStandards":[{aligned[key]}],"scores":[{scores[key]}]}}'
        for key, title, due_on, weight in found.assessments
    )


def _aligned(found: Found) -> Texts:
    words = defaultdict[int, list[str]](list)
    for standard, audience, language, text in found.wordings:
        words[standard].append(
            f'{{"audience":"{audience.upper()}","language":{quote(language)},"text":{quote(text)}}}'
        )
    wordings = _together(words)
    standards = {
        standard: f'{{"standard":{{"id":"Standard:{standard}","code":{quote(code)},'
        f'"wordings":[{wordings[standard]}]}}}}'
        for standard, code in {row[1:] for row in found.aligned}
    }
    aligned = defaultdict[int, list[str]](list)
    for assessment, standard, _code in found.aligned:
        aligned[assessment].append(standards[standard])
    return _together(aligned)


def _scores(rows: Rows) -> Texts:
    numbers = _numbers({row[3] for row in rows})
    marks = {
        mark: "null" if mark is None else f'{{"code":{quote(code)},"name":{quote(name)}}}'
        for mark, code, name in {row[4:7] for row in rows}
    }
    scores = defaultdict[int, list[str]](list)
    for assessment, student, standard, value, mark, _code, _name, comment, revision in rows:
        scores[assessment].append(
            f'{{"studentId":"Student:{student}","standardId":"Standard:{standard}","value":{numbers[value]},'
            f'"mark":{marks[mark]},"comment":{quote(comment)},"revision":{revision}}}'
        )
    return _together(scores)


def _determinations(found: Found) -> str:
    numbers = _numbers({row[2] for row in found.determinations})
    levels = {key: f'{{"name":{quote(name)},"colour":{quote(colour)}}}' for key, name, colour in found.levels}
    return ",".join(
        f'{{"studentId":"Student:{student}","standardId":"Standard:{standard}","value":{numbers[value]},'
        f'"effectiveLevel":{levels.get(level, "null")},"overrideReason":{_quoted(reason)}}}'
        for student, standard, value, level, reason in found.determinations
    )
