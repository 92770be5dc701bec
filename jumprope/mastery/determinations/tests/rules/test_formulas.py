"""The thirteen formulas, on examples that vendors and teachers have published and on some worked by hand."""

import inspect
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from jumprope.mastery.determinations.rules import WhyNot
from jumprope.mastery.determinations.rules.calculating import FORMULAS
from jumprope.mastery.determinations.tests.rules.given import REQUIRED, result_of, value_of
from jumprope.mastery.policies.rules import Calculation, CalculationType

JUMPROPE = "https://support.jumpro.pe/hc/en-us/articles/203185740-The-power-of-the-Power-Law"
MR_MATH_MAN = "http://mrmathman.com/blog/2014/5/15/power-failure"
RSU_12 = "http://www.svrsu.org/o/whes/page/proficiency-based-grading-information"
OTUS = "http://help.otus.com/gradebook/definitions-of-mastery-settings"
MASTERY_HELPER = "https://github.com/bennettscience/canvas-lms-mastery-helper, app/models.py"
TEACHER_EASE = "https://commongoalsystems.zendesk.com/hc/en-us/articles/360002472192"
EDUCATE = "https://cbk12sis.groovehq.com/help/standards-based-grading-calculations"
NATIONAL_HERITAGE = "https://experts123.com/q/what-is-the-power-law-does-nha-use-averages-when-calculating-student-scores.html"

PUBLISHED: list[tuple[str, str, dict[str, Any], list[int], str]] = [
    (JUMPROPE, "power_law", {}, [1, 2, 3, 4], "4"),
    (JUMPROPE, "power_law", {}, [1, 3, 2, 4], "3.66"),
    (JUMPROPE, "power_law", {}, [2, 4, 1, 3], "2.16"),
    (JUMPROPE, "power_law", {}, [4, 3, 2, 1], "1.28"),
    (MR_MATH_MAN, "power_law", {}, [3, 3, 1, 3], "1.9"),
    (MR_MATH_MAN, "power_law", {}, [3, 3, 1, 3, 4, 4], "3.07"),
    (RSU_12, "decaying_average", {"percent": 65}, [2, 3], "2.65"),
    (RSU_12, "decaying_average", {"percent": 65}, [2, 3, 4], "3.53"),
    (OTUS, "decaying_average", {"percent": 65}, [1, 2, 3, 4], "3.48"),
    (MASTERY_HELPER, "latest_weighted", {"percent": 65}, [1, 4, 2, 3, 5, 3, 6], "4.95"),
    (TEACHER_EASE, "median", {}, [4, 4, 3, 3, 3, 2, 2, 2, 1], "3"),
    (TEACHER_EASE, "median", {}, [4, 3, 3, 2, 2, 2, 1], "2"),
    (EDUCATE, "mode", {}, [1, 2, 3, 3, 4], "3"),
    (EDUCATE, "weighted_average", {}, [4, 3, 3, 4], "3.5"),
    (EDUCATE, "mean_of_best", {"n": 3}, [4, 3, 3, 4], "3.67"),
    (NATIONAL_HERITAGE, "max_of_mean_and_power_law", {}, [3, 2, 3, 2], "2.5"),
]

WORKED_BY_HAND: list[tuple[str, dict[str, Any], Sequence[int | str | None], str]] = [
    ("latest_weighted", {"percent": 65}, [1, 2, 3, 4, 5], "4.13"),
    ("latest_weighted", {}, [3], "3"),
    ("n_mastery", {"n": 3, "mastery": 3}, [4, 5, 1, 3, 2, 3], "3.75"),
    ("n_mastery", {"n": 4, "mastery": 3}, [4, 5, 1, 3, 2, 3], "3.75"),
    ("highest", {}, [2, 4, 0, 3], "4"),
    ("lowest", {}, [2, 4, 0, 3], "0"),
    ("latest", {}, [2, 4, None], "4"),
    ("median", {}, [4, 1, 3, 2], "2.5"),
    ("mode", {}, [4, 3, 3, 4, 1], "4"),
    ("mode", {}, [3, 4, 4, 3, 1], "3"),
    ("mode", {"n": 3}, [1, 1, 1, 2, 3, 2], "2"),
    ("mode", {"n": 9}, [1, 1, 2], "1"),
    ("mean_of_best", {"n": 2}, [4, 1, 3], "3.5"),
    ("mean_of_best", {"n": 5}, [4, 1], "2.5"),
    ("linear_trend", {}, [3], "3"),
    ("linear_trend", {}, [3, 1], "1"),
    ("linear_trend", {}, [1, 2, 2], "2"),
    ("linear_trend", {}, [2, 1, 3, 3], "3"),
    ("linear_trend", {}, [1, 3, 2], "2.5"),
    ("linear_trend", {}, [4, 1, 2], "1.33"),
    ("max_of_mean_and_power_law", {}, [1, 3, 2, 4], "3.66"),
    ("max_of_mean_and_power_law", {}, [1, 3], "2"),
    ("max_of_mean_and_power_law", {}, [0, 4, 4, 4], "3"),
    ("weighted_average", {}, [0, 4], "2"),
]


@pytest.mark.parametrize(("source", "calculation_type", "settings", "scores", "value"), PUBLISHED)
def test_a_published_example_comes_out_as_published(
    source: str, calculation_type: str, settings: dict[str, Any], scores: list[int], value: str
) -> None:
    assert value_of(calculation_type, scores, **settings) == Decimal(value), source


@pytest.mark.parametrize(("calculation_type", "settings", "scores", "value"), WORKED_BY_HAND)
def test_an_example_worked_by_hand_comes_out_the_same(
    calculation_type: str, settings: dict[str, Any], scores: list[int], value: str
) -> None:
    assert value_of(calculation_type, scores, **settings) == Decimal(value)


@pytest.mark.parametrize(
    ("scores", "value"),
    [
        ([1, 3, 2, 4], "3.656698"),
        ([2, 4, 1, 3], "2.164263"),
        ([4, 3, 2, 1], "1.280947"),
        ([3, 3, 1, 3], "1.899534"),
    ],
)
def test_the_power_law_is_right_to_six_places(scores: list[int], value: str) -> None:
    assert value_of("power_law", scores, decimals=6) == Decimal(value)


def test_the_power_law_is_the_curve_at_the_last_score_and_not_at_the_next() -> None:
    assert value_of("power_law", [1, 2, 3, 4]) == 4


@pytest.mark.parametrize(
    ("calculation_type", "settings", "scores", "code", "sentence"),
    [
        (
            "power_law",
            {},
            [2, 3],
            WhyNot.TOO_FEW_FOR_POWER_LAW,
            "The power law needs at least 3 scores, not 2.",
        ),
        ("power_law", {}, [2, 0, 3], WhyNot.NO_POWER_LAW_OF_ZERO, "needs scores above 0, and there is a 0."),
        (
            "power_law",
            {},
            [2, -1, 3],
            WhyNot.NO_POWER_LAW_OF_ZERO,
            "needs scores above 0, and there is a -1.",
        ),
        (
            "n_mastery",
            {"mastery": 3, "n": 3},
            [4, 2, 3],
            WhyNot.TOO_FEW_AT_MASTERY,
            "At mastery (3 or more): 2 of the 3 scores",
        ),
        (
            "n_mastery",
            {"mastery": 3},
            [4, 4, 4, 4],
            WhyNot.TOO_FEW_AT_MASTERY,
            "At mastery (3 or more): 4 of the 5",
        ),
    ],
)
def test_a_formula_without_a_result_says_why(
    calculation_type: str, settings: dict[str, Any], scores: list[int], code: WhyNot, sentence: str
) -> None:
    result = result_of(calculation_type, scores, **settings)
    assert result.value is None
    assert result.why is not None
    assert result.why.code is code
    assert sentence in result.why.sentence


@pytest.mark.parametrize("calculation_type", CalculationType)
def test_each_type_has_a_formula_that_takes_just_its_own_settings(calculation_type: CalculationType) -> None:
    parameters = inspect.signature(FORMULAS[calculation_type]).parameters.values()
    keywords = {each.name for each in parameters if each.kind is inspect.Parameter.KEYWORD_ONLY}
    needed = {each.name for each in parameters if each.name in keywords and each.default is each.empty}
    own = set(Calculation.parse(calculation_type, REQUIRED.get(calculation_type, {})).own)
    assert needed - {"weights"} == own
    assert keywords - own <= {"weights", "n"}
