"""What stands around the formulas: what counts at all, the fallback, the clipping, and the one rounding."""

from decimal import Decimal
from typing import Any

import pytest

from jumprope.mastery.determinations.rules import Evidence, Reason, Result, WhyNot, calculate
from jumprope.mastery.determinations.tests.rules.given import evidence_of, result_of, value_of
from jumprope.mastery.policies.rules import Calculation


def code_of(result: Result) -> WhyNot | None:
    return result.why.code if result.why else None


def weighted(*pairs: tuple[int | None, int | str]) -> list[Evidence]:
    return evidence_of(*(score for score, _ in pairs), weights=[weight for _, weight in pairs])


def test_weights_are_relative_and_parallel_to_all_scores_nulls_included() -> None:
    average = Calculation.parse("weighted_average", {})
    assert calculate(weighted((2, 1), (None, 9), (4, 3)), average).value == Decimal("3.5")
    assert calculate(weighted((2, "0.1"), (None, 9), (4, "0.3")), average).value == Decimal("3.5")


def test_elsewhere_only_a_weight_of_zero_matters() -> None:
    latest_weighted = Calculation.parse("latest_weighted", {})
    assert calculate(weighted((1, 5), (3, 1)), latest_weighted).value == Decimal("2.3")
    assert calculate(weighted((1, 5), (3, 1), (4, 0)), latest_weighted).value == Decimal("2.3")


def test_zero_is_evidence() -> None:
    assert value_of("weighted_average", [0, 4]) == 2
    assert value_of("lowest", [0, None]) == 0


@pytest.mark.parametrize(
    ("evidence", "code"),
    [
        ([], WhyNot.NO_SCORES),
        ([Evidence(1, None)], WhyNot.NO_SCORES),
        ([Evidence(1, None, Decimal(0))], WhyNot.NO_SCORES),
        ([Evidence(1, Decimal(4), excused=True)], WhyNot.NO_SCORES),
        ([Evidence(1, Decimal(4), Decimal(0))], WhyNot.ALL_WEIGHTS_ZERO),
        ([Evidence(1, Decimal(4), Decimal(0)), Evidence(2, None)], WhyNot.ALL_WEIGHTS_ZERO),
    ],
)
def test_when_nothing_counts_there_is_no_result_and_a_reason(evidence: list[Evidence], code: WhyNot) -> None:
    result = calculate(evidence, Calculation.parse("weighted_average", {"fallback": "latest"}))
    assert (result.value, result.lines, code_of(result)) == (None, (), code)


def test_with_fewer_scores_than_the_policy_asks_for_there_is_no_result_nor_fallback() -> None:
    asked: dict[str, Any] = {"minimum_scores": 3, "fallback": "latest"}
    result = result_of("highest", [4, None, 3], **asked)
    assert (result.value, code_of(result)) == (None, WhyNot.TOO_FEW_SCORES)
    assert result.why is not None
    assert result.why.sentence == "The policy asks for at least 3 scores, not 2."
    assert [part.reason for part in result.evidence] == [Reason.NO_RESULT, Reason.NO_NUMBER, Reason.NO_RESULT]
    assert value_of("highest", [4, None, 3, 2], **asked) == 4


def test_the_fallback_stands_in_where_the_formula_has_no_result_and_says_so() -> None:
    result = result_of("power_law", [1, 0, 3], fallback="decaying_average", percent=75)
    assert result.value == Decimal("2.31")
    assert [line.label for line in result.lines] == ["average_1", "average_2", "average_3", "result"]
    assert code_of(result) is WhyNot.NO_POWER_LAW_OF_ZERO
    assert result.why is not None
    assert result.why.sentence == (
        "The power law needs scores above 0, and there is a 0. The policy's fallback is decaying_average."
    )


def test_the_fallback_is_not_used_where_the_formula_has_a_result() -> None:
    result = result_of("power_law", [1, 2, 3], fallback="lowest")
    assert result.value == 3
    assert result.why is None


def test_the_fallbacks_own_left_out_scores_are_told() -> None:
    result = result_of("n_mastery", [2, 4], mastery=3, n=2, fallback="latest")
    assert [part.reason for part in result.evidence] == [Reason.NOT_LATEST, None]


def test_the_fallback_to_a_weighted_average_has_the_weights() -> None:
    calculation = Calculation.parse("power_law", {"fallback": "weighted_average"})
    assert calculate(weighted((2, 1), (4, 3)), calculation).value == Decimal("3.5")


def test_where_the_fallback_has_no_result_either_both_reasons_are_told() -> None:
    result = result_of("power_law", [2, 4], fallback="n_mastery", mastery=3)
    assert (result.value, code_of(result)) == (None, WhyNot.TOO_FEW_FOR_POWER_LAW)
    assert result.why is not None
    assert result.why.sentence == (
        "The power law needs at least 3 scores, not 2. "
        "At mastery (3 or more): 1 of the 5 scores that it takes."
    )


def test_where_there_is_no_power_law_the_mean_stands_and_says_why() -> None:
    result = result_of("max_of_mean_and_power_law", [0, 4, 4], fallback="latest")
    assert result.value == Decimal("2.67")
    assert code_of(result) is WhyNot.NO_POWER_LAW_OF_ZERO


def test_the_clip_holds_a_curve_to_the_scale() -> None:
    assert value_of("power_law", [1, 4, 4]) == Decimal("4.94")
    assert value_of("power_law", [1, 4, 4], clip=[0, 4]) == 4
    assert value_of("power_law", [4, 1, 1], clip=[1, 4]) == 1
    assert value_of("latest", [3], clip=[1, 4]) == 3


@pytest.mark.parametrize(
    ("scores", "decimals", "value"),
    [
        (["2.5"], 0, "3"),
        (["-2.5"], 0, "-3"),
        (["2.125"], 2, "2.13"),
        (["-2.125"], 2, "-2.13"),
        (["2.124999"], 2, "2.12"),
        (["2.4"], 0, "2"),
        (["0.123456789012"], 10, "0.123456789"),
    ],
)
def test_halves_are_rounded_away_from_zero(scores: list[str], decimals: int, value: str) -> None:
    assert value_of("latest", scores, decimals=decimals) == Decimal(value)


def test_there_is_no_negative_zero() -> None:
    assert str(value_of("latest", ["-0.004"])) == "0.00"
    assert str(value_of("latest", ["-0.00"])) == "0.00"


def test_a_half_that_comes_of_thirds_is_still_a_half() -> None:
    assert value_of("latest_weighted", [1, 1, "2.25", 3], percent=70) == Decimal("2.53")
    assert value_of("power_law", ["2.5", "2.5", "2.5"], decimals=0) == 3
    assert value_of("weighted_average", [1, 1, 1, "1.02"]) == Decimal("1.01")


def test_what_was_shown_is_what_is_stored() -> None:
    result = result_of("weighted_average", [89, 90, 90], decimals=0)
    assert result.value == 90
    assert result.as_json()["value"] == "90"
