"""What a calculation would say: one question as data, and a stream of questions as lines of JSON."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jumprope.mastery.determinations.rules.calculating import calculate
from jumprope.mastery.determinations.rules.evidence import Evidence
from jumprope.mastery.determinations.rules.results import Result
from jumprope.mastery.policies.rules import Calculation, InputRefused, number, plain

MOST_SCORES = 1_000
MOST_CHARACTERS = 100_000
GREATEST_WEIGHT = 1_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one line: a JSON object on one line, and whether the question was a bad one."""

    text: str
    bad: bool = False


def preview(lines: Iterable[str | bytes]) -> Iterator[Answer]:
    """One answer for each line that is not blank, as soon as the line is there.

    A question is `{"calculation_type": "decaying_average", "settings": {"percent": 65}, "scores": [2, 3]}`.
    Scores are oldest first, null for one without a number; weights, if any, are a setting here, one for each
    score, nulls included. The answer is `{"value": 2.65}`, or `{"value": null, "why": "..."}`, or for a bad
    line `{"error": "..."}`.
    """
    for place, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield Answer(_answer(result_of(_question(line))))
        except InputRefused as refused:
            yield Answer(json.dumps({"error": f"Line {place}: {refused.message}"}), bad=True)


def result_of(question: Mapping[str, object]) -> Result:
    """The result for a question: calculation_type, settings (none by default) and scores; their numbers are
    int or Decimal.

    Raises InputRefused with the path of what is wrong ("scores.2"): unknown_key, not_an_object, not_a_list,
    too_many_scores, weights_do_not_match, and those of `Calculation.parse` and `number`.
    """
    for key in question:
        if key not in ("calculation_type", "settings", "scores"):
            fault = f"There is no {key!r} in a question; it has calculation_type, settings and scores."
            raise InputRefused("unknown_key", key, fault)
    settings = question.get("settings", {})
    if not isinstance(settings, Mapping):
        raise InputRefused("not_an_object", "settings", "settings must be an object.")
    return calculate(
        _evidence(question.get("scores"), settings.get("weights")),
        Calculation.parse(
            question.get("calculation_type"),
            {name: value for name, value in settings.items() if name != "weights"},
        ),
    )


def _evidence(scores: object, weights: object) -> list[Evidence]:
    values = [
        None if score is None else number(f"scores.{place}", score)
        for place, score in enumerate(_list("scores", scores))
    ]
    if weights is None:
        return [Evidence(key=place, value=value) for place, value in enumerate(values)]
    relative = [
        number(f"weights.{place}", weight, within=(0, GREATEST_WEIGHT))
        for place, weight in enumerate(_list("weights", weights))
    ]
    if len(relative) != len(values):
        message = f"weights must be as many as scores, nulls included: {len(values)}, not {len(relative)}."
        raise InputRefused("weights_do_not_match", "weights", message)
    return [
        Evidence(key=place, value=value, weight=weight)
        for place, (value, weight) in enumerate(zip(values, relative, strict=True))
    ]


def _list(field: str, given: object) -> list[object]:
    if not isinstance(given, list):
        raise InputRefused("not_a_list", field, f"{field} must be a list of numbers, oldest first.")
    if len(given) > MOST_SCORES:
        fault = f"{field} must be at most {MOST_SCORES}, not {len(given)}."
        raise InputRefused("too_many_scores", field, fault)
    return given


def _question(line: str | bytes) -> dict[str, object]:
    if len(line) > MOST_CHARACTERS:
        raise InputRefused("too_long", "", f"The line must have at most {MOST_CHARACTERS} characters.")
    try:
        text = line.decode() if isinstance(line, bytes) else line
        question = json.loads(
            text,
            parse_int=Decimal,
            parse_float=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_without_duplicates,
        )
    except UnicodeDecodeError:
        raise InputRefused("not_utf8", "", "The line is not UTF-8.") from None
    except (json.JSONDecodeError, RecursionError) as error:
        what = error.msg if isinstance(error, json.JSONDecodeError) else "it is nested too deeply"
        raise InputRefused("not_json", "", f"The line is not JSON: {what}.") from None
    except ArithmeticError:
        raise InputRefused("too_many_digits", "", "A number has an exponent beyond all reason.") from None
    if not isinstance(question, dict):
        raise InputRefused(
            "not_an_object", "", "The line must be an object: calculation_type, settings and scores."
        )
    return question


def _refuse_constant(name: str) -> None:
    raise InputRefused("not_a_number", "", f"{name} is not a number.")


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) < len(pairs):
        twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise InputRefused("duplicate_key", twice, f"The key {twice!r} is there twice.")
    return made


def _answer(result: Result) -> str:
    if result.value is not None:
        return f'{{"value": {plain(result.value)}}}'  # json.dumps would go through a float
    return json.dumps({"value": None, "why": result.why and result.why.sentence})
