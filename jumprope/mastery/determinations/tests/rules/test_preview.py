"""Previews: one question as data, and lines of JSON in, lines of JSON out."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jumprope.mastery.determinations.rules.preview import (
    MOST_CHARACTERS,
    MOST_SCORES,
    Answer,
    preview,
    result_of,
)
from jumprope.mastery.determinations.tests.rules.given import FEW
from jumprope.mastery.policies.rules import InputRefused


def answer_to(line: str | bytes) -> Answer:
    (answer,) = preview([line])
    return answer


def question(**parts: Any) -> str:
    return json.dumps({"calculation_type": "latest", "scores": [3], **parts})


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (
            '{"calculation_type": "decaying_average", "settings": {"percent": 65}, "scores": [2, 3, 4]}',
            '{"value": 3.53}',
        ),
        ('{"calculation_type": "decaying_average", "scores": [1, 2, 3, 4]}', '{"value": 3.48}'),
        (
            '{"calculation_type": "latest_weighted", "settings": {"percent": 65}, "scores": [1, 2, 3, 4, 5]}',
            '{"value": 4.13}',
        ),
        (
            '{"calculation_type": "n_mastery", "settings": {"n": 3, "mastery": 3}, "scores": [4,5,1,3,2,3]}',
            '{"value": 3.75}',
        ),
        (
            '{"calculation_type": "power_law", "settings": {}, "scores": [null, 1, 3, null, 2, 4]}',
            '{"value": 3.66}',
        ),
        ('{"calculation_type": "latest", "scores": [3.50]}', '{"value": 3.5}'),
        ('{"calculation_type": "latest", "scores": [4.0]}', '{"value": 4}'),
        ('{"calculation_type": "latest", "scores": [1e2]}', '{"value": 100}'),
        ('{"calculation_type": "latest", "scores": [-0.0]}', '{"value": 0}'),
        (
            '{"calculation_type": "latest", "scores": [0.1234567], "settings": {"decimals": 6}}',
            '{"value": 0.123457}',
        ),
        (
            '{"calculation_type": "weighted_average", "scores": [2, null, 4], '
            '"settings": {"weights": [1, 9, 3]}}',
            '{"value": 3.5}',
        ),
        ('{"calculation_type": "latest", "scores": [2, 4], "settings": {"weights": [1, 0]}}', '{"value": 2}'),
        ('{"calculation_type": "latest", "scores": [2, 4], "settings": {"weights": null}}', '{"value": 4}'),
        (
            '{"calculation_type": "latest", "scores": []}',
            '{"value": null, "why": "No score with a number counts yet."}',
        ),
        (
            '{"calculation_type": "power_law", "scores": [1, 2]}',
            '{"value": null, "why": "The power law needs at least 3 scores, not 2."}',
        ),
        (
            '{"calculation_type": "latest", "scores": [2], "settings": {"weights": [0]}}',
            '{"value": null, "why": "Every score with a number has weight 0."}',
        ),
    ],
)
def test_a_good_line_is_answered_with_an_exact_number_or_the_reason_for_none(line: str, text: str) -> None:
    assert answer_to(line) == Answer(text)
    assert answer_to(line.encode()) == Answer(text)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("hello", "not JSON"),
        ('{"calculation_type": "latest", "scores": [3]', "not JSON"),
        ("{} {}", "not JSON"),
        ("[" * 50_000, "nested too deeply"),
        (b'{"calculation_type": "latest\xff"}', "not UTF-8"),
        ("[1, 2]", "must be an object"),
        ("null", "must be an object"),
        ("3", "must be an object"),
        ("{}", "scores must be a list"),
        ('{"scores": [3]}', "The calculation type must be one of weighted_average, highest"),
        (
            question(calculation_type="average"),
            "The calculation type must be one of weighted_average, highest",
        ),
        (question(calculation_type=3), "The calculation type must be one of weighted_average, highest"),
        (question(score=[3]), "There is no 'score' in a question"),
        (question(scores=None), "scores must be a list"),
        (question(scores={"1": 2}), "scores must be a list"),
        (question(scores=[3, "M"]), "scores.1 must be a number"),
        (question(scores=[3, True]), "scores.1 must be a number"),
        (question(scores=[3, [3]]), "scores.1 must be a number"),
        (question(scores=[3] * 1001), "scores must be at most 1000, not 1001"),
        (question(scores=[10**15]), "scores.0 must have at most 15 digits before"),
        (
            '{"calculation_type": "latest", "scores": [1e999999]}',
            "scores.0 must have at most 15 digits before",
        ),
        (
            '{"calculation_type": "latest", "scores": [1e-999999]}',
            "scores.0 must have at most 15 digits before",
        ),
        ('{"calculation_type": "latest", "scores": [1e99999999999999999999]}', "exponent beyond all reason"),
        (
            '{"calculation_type": "latest", "scores": [' + "9" * 5000 + "]}",
            "scores.0 must have at most 15 digits before",
        ),
        ('{"calculation_type": "latest", "scores": [NaN]}', "NaN is not a number"),
        ('{"calculation_type": "latest", "scores": [-Infinity]}', "-Infinity is not a number"),
        ('{"calculation_type": "latest", "scores": [3], "scores": [4]}', "The key 'scores' is there twice"),
        (question(settings=None), "settings must be an object"),
        (question(settings=[65]), "settings must be an object"),
        (question(settings={"percent": 65}), "latest has no setting 'percent'"),
        (question(settings={"weights": 1}), "weights must be a list"),
        (
            question(settings={"weights": [1, 2]}),
            "weights must be as many as scores, nulls included: 1, not 2",
        ),
        (question(settings={"weights": [-1]}), "weights.0 must be from 0 to 1000000, not -1"),
        (question(settings={"weights": [None]}), "weights.0 must be a number"),
        (question(calculation_type="n_mastery"), "n_mastery needs the setting mastery"),
        (
            question(calculation_type="decaying_average", settings={"percent": 120}),
            "percent must be from 50 to 99, not 120",
        ),
        (question(padding=" " * MOST_CHARACTERS), "at most 100000 characters"),
    ],
)
def test_a_bad_line_is_answered_with_its_place_and_what_is_wrong(line: str | bytes, fault: str) -> None:
    answer = answer_to(line)
    assert answer.bad
    told = json.loads(answer.text)
    assert list(told) == ["error"]
    assert told["error"].startswith("Line 1: ")
    assert fault in told["error"]
    assert told["error"].endswith(".")


def test_a_line_may_be_just_as_long_as_it_may_be() -> None:
    assert answer_to(question(scores=[3] * MOST_SCORES)) == Answer('{"value": 3}')
    assert answer_to(question().ljust(MOST_CHARACTERS)) == Answer('{"value": 3}')
    assert answer_to(question().ljust(MOST_CHARACTERS + 1)).bad


def test_each_line_that_is_not_blank_has_one_answer_in_its_place() -> None:
    lines: list[str | bytes] = [question(), "", "  \n", b"\t\r\n", "nonsense", question(scores=[4]).encode()]
    assert [(json.loads(each.text).get("value"), each.bad) for each in preview(lines)] == [
        (3, False),
        (None, True),
        (4, False),
    ]
    assert '"Line 5: ' in list(preview(lines))[1].text


def test_an_answer_is_there_before_the_next_line_is_asked_for() -> None:
    asked: list[int] = []

    def lines() -> Iterator[str]:
        for score in range(3):
            asked.append(score)
            yield question(scores=[score])

    answers = preview(lines())
    assert next(answers) == Answer('{"value": 0}')
    assert asked == [0]


@FEW
@given(st.one_of(st.text(), st.binary()))
def test_whatever_the_line_the_answer_is_one_object_on_one_line(line: str | bytes) -> None:
    for answer in preview([line]):
        assert "\n" not in answer.text
        assert set(json.loads(answer.text)) in ({"value"}, {"value", "why"}, {"error"})


JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=3),
        st.sampled_from(["mode", "n"]),
    ),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(["calculation_type", "settings", "scores", "n", "clip", "fallback"]),
            inside,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@FEW
@given(
    st.fixed_dictionaries(
        {"calculation_type": st.sampled_from(["mode", "power_law"]) | JSON, "scores": JSON, "settings": JSON}
    )
)
def test_whatever_the_question_it_is_answered_or_refused(asked: dict[str, Any]) -> None:
    answer = answer_to(json.dumps(asked))
    assert answer.bad == ("error" in json.loads(answer.text))


def test_one_question_as_data_has_a_whole_result() -> None:
    result = result_of(
        {
            "calculation_type": "decaying_average",
            "settings": {"percent": 65},
            "scores": [2, None, 3, Decimal(4)],
        }
    )
    assert result.value == Decimal("3.53")
    assert [part.key for part in result.evidence] == [0, 1, 2, 3]
    assert [part.position for part in result.evidence] == [1, None, 2, 3]


@pytest.mark.parametrize(
    ("asked", "code", "field"),
    [
        ({"calculation_type": "latest"}, "not_a_list", "scores"),
        ({"calculation_type": "latest", "scores": [3, 3.5]}, "not_a_number", "scores.1"),
        ({"calculation_type": "latest", "scores": [3], "settings": 1}, "not_an_object", "settings"),
        ({"calculation_type": "latest", "scores": [3], "weights": [1]}, "unknown_key", "weights"),
        ({"calculation_type": "latest", "scores": [3] * 1001}, "too_many_scores", "scores"),
        (
            {"calculation_type": "latest", "scores": [3], "settings": {"weights": []}},
            "weights_do_not_match",
            "weights",
        ),
        ({"calculation_type": "mean", "scores": [3]}, "unknown_calculation_type", "calculation_type"),
    ],
)
def test_a_bad_question_is_refused_with_a_code_and_the_field(
    asked: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        result_of(asked)
    assert (refused.value.code, refused.value.field) == (code, field)
