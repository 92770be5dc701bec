"""A result explains itself: the lines add up to it, and the scores that counted are those that made it."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumprope.mastery.determinations.rules import Evidence, Reason, Result, calculate
from jumprope.mastery.determinations.tests.rules.given import FEW, calculations, pieces_of_evidence, result_of
from jumprope.mastery.determinations.tests.rules.reckoning import reckoned, to_places
from jumprope.mastery.policies.rules import Calculation, CalculationType

MADE_OF_FEW = (
    CalculationType.HIGHEST,
    CalculationType.LATEST,
    CalculationType.LOWEST,
    CalculationType.MEDIAN,
    CalculationType.MODE,
    CalculationType.N_MASTERY,
    CalculationType.MEAN_OF_BEST,
)
"""The types whose result is the mean of the scores that count, or each of them."""


def lines_of(result: Result) -> list[str]:
    return [f"{line.label} = {line.expression} = {line.value:f}" for line in result.lines]


def reasons_of(result: Result) -> list[Reason | None]:
    return [part.reason for part in result.evidence]


@pytest.mark.parametrize("calculation_type", CalculationType)
@settings(FEW, max_examples=12)
@given(
    evidence=pieces_of_evidence(),
    decimals=st.integers(0, 10),
    clip=st.sampled_from([None, (Decimal("1.5"), Decimal("3.25"))]),
    data=st.data(),
)
def test_the_lines_add_up_to_the_result(
    calculation_type: CalculationType,
    evidence: list[Evidence],
    decimals: int,
    clip: tuple[Decimal, Decimal] | None,
    data: st.DataObject,
) -> None:
    calculation = data.draw(calculations([calculation_type]))
    result = calculate(evidence, Calculation(calculation.type, calculation.own, clip=clip, decimals=decimals))
    numbers = reckoned(result.lines)
    if result.value is None:
        assert not numbers
        return
    assert numbers["result"] == Fraction(result.value)
    places = max(6, decimals)
    assert [to_places(numbers[line.label], places) for line in result.lines] == [
        line.value for line in result.lines
    ]


@FEW
@given(pieces_of_evidence(least=3), calculations(MADE_OF_FEW))
def test_the_scores_that_counted_make_the_result(evidence: list[Evidence], calculation: Calculation) -> None:
    result = calculate(evidence, calculation)
    counted = [Fraction(part.value) for part in result.evidence if part.counted and part.value is not None]
    if result.value is None:
        assert not counted
    else:
        assert to_places(sum(counted, Fraction(0)) / len(counted), 2) == result.value


@FEW
@given(pieces_of_evidence(), calculations())
def test_a_result_is_stored_as_plain_json_and_comes_back_whole(
    evidence: list[Evidence], calculation: Calculation
) -> None:
    told = calculate(evidence, calculation).as_json()
    stored = json.dumps(told)
    assert json.dumps(calculate(evidence, calculation).as_json()) == stored
    assert json.loads(stored) == told


def test_a_decaying_average_is_shown_score_by_score() -> None:
    assert lines_of(result_of("decaying_average", [2, 3, 4])) == [
        "average_1 = 2 = 2.000000",
        "average_2 = 0.35 * average_1 + 0.65 * 3 = 2.650000",
        "average_3 = 0.35 * average_2 + 0.65 * 4 = 3.527500",
        "result = round(average_3, 2) = 3.53",
    ]


def test_a_weighted_average_is_shown_with_its_weights() -> None:
    evidence = [Evidence(1, Decimal(2), Decimal(1)), Evidence(2, Decimal("3.5"), Decimal("2.5"))]
    assert lines_of(calculate(evidence, Calculation.parse("weighted_average", {}))) == [
        "points = 1 * 2 + 2.5 * 3.5 = 10.750000",
        "total_weight = 1 + 2.5 = 3.500000",
        "average = points / total_weight = 3.071429",
        "result = round(average, 2) = 3.07",
    ]


def test_a_power_law_is_shown_as_a_line_through_logarithms() -> None:
    assert lines_of(result_of("power_law", [1, 3, 2], clip=[0, 2])) == [
        "sum_x = ln(1) + ln(2) + ln(3) = 1.791759",
        "sum_y = ln(1) + ln(3) + ln(2) = 1.791759",
        "sum_xx = ln(1) * ln(1) + ln(2) * ln(2) + ln(3) * ln(3) = 1.687402",
        "sum_xy = ln(1) * ln(1) + ln(2) * ln(3) + ln(3) * ln(2) = 1.523000",
        "slope = (3 * sum_xy - sum_x * sum_y) / (3 * sum_xx - sum_x * sum_x) = 0.733662",
        "intercept = (sum_y - slope * sum_x) / 3 = 0.159071",
        "power_law = exp(intercept + slope * ln(3)) = 2.625001",
        "clipped = min(max(power_law, 0), 2) = 2.000000",
        "result = round(clipped, 2) = 2.00",
    ]


def test_a_linear_trend_is_shown_as_a_line_through_the_scores() -> None:
    assert lines_of(result_of("linear_trend", [1, 2, 4, 3])) == [
        "mean = (1 + 2 + 4 + 3) / 4 = 2.500000",
        "rise = -1.5 * 1 + -0.5 * 2 + 0.5 * 4 + 1.5 * 3 = 4.000000",
        "run = -1.5 * -1.5 + -0.5 * -0.5 + 0.5 * 0.5 + 1.5 * 1.5 = 5.000000",
        "slope = rise / run = 0.800000",
        "trend = mean + slope * 1.5 = 3.700000",
        "trend_within_scores = min(max(trend, 1), 4) = 3.700000",
        "result = round(trend_within_scores, 2) = 3.70",
    ]


def test_every_choice_says_which_scores_it_left_out_and_why() -> None:
    scores = [3, 1, 4, 4, 2]
    assert reasons_of(result_of("highest", scores)) == [
        *[Reason.NOT_HIGHEST] * 2,
        None,
        None,
        Reason.NOT_HIGHEST,
    ]
    assert reasons_of(result_of("latest", scores)) == [*[Reason.NOT_LATEST] * 4, None]
    assert reasons_of(result_of("lowest", scores)) == [Reason.NOT_LOWEST, None, *[Reason.NOT_LOWEST] * 3]
    assert reasons_of(result_of("median", scores)) == [None, *[Reason.NOT_IN_THE_MIDDLE] * 4]
    assert reasons_of(result_of("mode", scores, n=3)) == [
        *[Reason.NOT_RECENT] * 2,
        None,
        None,
        Reason.NOT_MOST_FREQUENT,
    ]
    assert reasons_of(result_of("n_mastery", scores, n=2, mastery=3)) == [
        None,
        Reason.BELOW_MASTERY,
        None,
        None,
        Reason.BELOW_MASTERY,
    ]
    assert reasons_of(result_of("mean_of_best", scores, n=1)) == [
        *[Reason.NOT_AMONG_BEST] * 3,
        None,
        Reason.NOT_AMONG_BEST,
    ]
    assert reasons_of(result_of("linear_trend", scores[:2])) == [Reason.NOT_LATEST, None]


def test_where_all_scores_count_none_is_left_out() -> None:
    for calculation_type in (
        "weighted_average",
        "decaying_average",
        "latest_weighted",
        "power_law",
        "linear_trend",
    ):
        assert reasons_of(result_of(calculation_type, [3, 1, 4])) == [None, None, None]


def part(key: int | str, value: str | None, **changes: object) -> dict[str, object]:
    """What is stored of a piece of evidence."""
    unsaid = dict.fromkeys(("position", "reason", "mark", "remark"))
    stored: dict[str, object] = {"key": key, "value": value, "weight": "1", **unsaid, **changes}
    return stored | {"counted": stored["reason"] is None}


def test_the_stored_shape_is_flat_and_its_decimals_are_strings() -> None:
    evidence = [
        Evidence("quiz", Decimal("2.50")),
        Evidence(7, None),
        Evidence("draft", Decimal(1), Decimal("0.0")),
        Evidence("ill", None, excused=True, mark="EX"),
        Evidence("test", Decimal("4.0"), Decimal("2.0"), mark="M"),
    ]
    assert calculate(evidence, Calculation.parse("latest", {"decimals": 1})).as_json() == {
        "type": "latest",
        "settings": {"minimum_scores": 1, "clip": None, "fallback": None, "decimals": 1},
        "evidence": [
            part("quiz", "2.5", position=1, reason="not_latest"),
            part(7, None, reason="no_number"),
            part("draft", "1", weight="0", reason="weight_zero"),
            part("ill", None, reason="excused", mark="EX"),
            part(
                "test",
                "4",
                weight="2",
                position=2,
                mark="M",
                remark="The mark M counts as 4, the lowest score of the scale.",
            ),
        ],
        "lines": [
            {"label": "latest", "expression": "4", "value": "4"},
            {"label": "result", "expression": "round(latest, 1)", "value": "4"},
        ],
        "value": "4",
        "why": None,
    }


def test_a_result_without_a_value_is_stored_with_its_why() -> None:
    result = result_of("power_law", [2, 3])
    stored = result.as_json()
    assert stored["value"] is None
    assert stored["lines"] == []
    assert stored["why"] == {
        "code": "too_few_for_power_law",
        "sentence": "The power law needs at least 3 scores, not 2.",
    }
