"""Settings: which a calculation type has, what they may be, and how they are stored."""

import json
from decimal import Decimal
from typing import Any

import pytest

from jumprope.mastery.policies.rules import Calculation, CalculationType, InputRefused

REQUIRED: dict[str, dict[str, Any]] = {"n_mastery": {"mastery": 3}, "mean_of_best": {"n": 3}}

GOOD: list[tuple[str, dict[str, Any]]] = [
    *((each.value, REQUIRED.get(each, {})) for each in CalculationType),
    ("decaying_average", {"percent": Decimal("66.5"), "decimals": 0}),
    ("latest_weighted", {"percent": 1, "minimum_scores": 3}),
    ("n_mastery", {"mastery": Decimal("2.50"), "n": 10, "clip": [0, 4]}),
    ("mode", {"n": 3, "fallback": None, "clip": None}),
    ("highest", {"clip": [3, 3]}),
    ("power_law", {"fallback": "decaying_average", "percent": 75, "clip": (Decimal("0.5"), 4)}),
    ("power_law", {"fallback": "n_mastery", "mastery": 3}),
    ("n_mastery", {"mastery": 3, "n": 2, "fallback": "mode"}),
]

BAD: list[tuple[object, dict[str, Any], str, str]] = [
    ("average", {}, "unknown_calculation_type", "calculation_type"),
    (None, {}, "unknown_calculation_type", "calculation_type"),
    (["mode"], {}, "unknown_calculation_type", "calculation_type"),
    ("highest", {"weight": 65}, "unknown_setting", "weight"),
    ("highest", {"percent": 65}, "setting_not_used", "percent"),
    ("latest", {"n": 3}, "setting_not_used", "n"),
    ("decaying_average", {"percent": 49}, "out_of_range", "percent"),
    ("decaying_average", {"percent": 100}, "out_of_range", "percent"),
    ("decaying_average", {"percent": "65"}, "not_a_number", "percent"),
    ("latest_weighted", {"percent": 0}, "out_of_range", "percent"),
    ("latest_weighted", {"percent": 100}, "out_of_range", "percent"),
    ("n_mastery", {}, "setting_required", "mastery"),
    ("n_mastery", {"mastery": None}, "setting_required", "mastery"),
    ("highest", {"weight": None}, "unknown_setting", "weight"),
    ("n_mastery", {"mastery": 3, "n": 0}, "out_of_range", "n"),
    ("n_mastery", {"mastery": 3, "n": 11}, "out_of_range", "n"),
    ("n_mastery", {"mastery": 3, "n": Decimal("2.5")}, "not_a_whole_number", "n"),
    ("mean_of_best", {}, "setting_required", "n"),
    ("mean_of_best", {"n": 0}, "out_of_range", "n"),
    ("mean_of_best", {"n": 101}, "out_of_range", "n"),
    ("mode", {"n": 101}, "out_of_range", "n"),
    ("highest", {"minimum_scores": 0}, "out_of_range", "minimum_scores"),
    ("highest", {"minimum_scores": 101}, "out_of_range", "minimum_scores"),
    ("highest", {"decimals": 11}, "out_of_range", "decimals"),
    ("highest", {"decimals": -1}, "out_of_range", "decimals"),
    ("highest", {"clip": 4}, "invalid_clip", "clip"),
    ("highest", {"clip": [0]}, "invalid_clip", "clip"),
    ("highest", {"clip": [4, 0]}, "invalid_clip", "clip"),
    ("highest", {"clip": [0, "4"]}, "not_a_number", "clip.1"),
    ("highest", {"clip": [None, 4]}, "not_a_number", "clip.0"),
    ("power_law", {"fallback": "nothing"}, "unknown_calculation_type", "fallback"),
    ("power_law", {"fallback": "power_law"}, "invalid_fallback", "fallback"),
    ("power_law", {"fallback": "mean_of_best"}, "setting_required", "n"),
    ("power_law", {"fallback": "latest", "percent": 65}, "setting_not_used", "percent"),
    ("n_mastery", {"mastery": 3, "n": 2, "fallback": "mean_of_best"}, "invalid_fallback", "fallback"),
]


def test_there_are_thirteen_types_and_each_says_what_it_does() -> None:
    assert len(CalculationType) == 13
    assert all(each.description.endswith(".") for each in CalculationType)


@pytest.mark.parametrize(("calculation_type", "settings"), GOOD)
def test_what_is_stored_is_plain_json_and_restores_the_same_calculation(
    calculation_type: str, settings: dict[str, Any]
) -> None:
    calculation = Calculation.parse(calculation_type, settings)
    stored = json.loads(json.dumps(calculation.dump()))
    assert Calculation.restore(calculation_type, stored) == calculation
    assert Calculation.restore(calculation_type, stored).dump() == stored


@pytest.mark.parametrize(("calculation_type", "settings", "code", "field"), BAD)
def test_bad_settings_are_refused_with_a_code_and_the_field(
    calculation_type: object, settings: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        Calculation.parse(calculation_type, settings)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert refused.value.message.endswith(".")


def test_a_refusal_says_what_there_is() -> None:
    with pytest.raises(InputRefused) as refused:
        Calculation.parse("decaying_average", {"percentage": 65})
    assert refused.value.message == (
        "decaying_average has no setting 'percentage'; "
        "it has clip, decimals, fallback, minimum_scores, percent."
    )


def test_defaults_are_written_out() -> None:
    assert Calculation.parse("decaying_average", {}).dump() == {
        "percent": "65",
        "minimum_scores": 1,
        "clip": None,
        "fallback": None,
        "decimals": 2,
    }
    assert Calculation.parse("latest_weighted", {}).own == {"percent": 65}
    assert Calculation.parse("n_mastery", {"mastery": 3}).own == {"mastery": 3, "n": 5}
    assert Calculation.parse("mode", {}).own == {}


def test_null_means_the_default() -> None:
    names = ("percent", "n", "mastery", "minimum_scores", "clip", "fallback", "decimals")
    nulls: dict[str, object] = dict.fromkeys(names)
    for chosen in ("decaying_average", "mode", "highest"):
        assert Calculation.parse(chosen, nulls) == Calculation.parse(chosen, {})
    given = {"fallback": "decaying_average"}
    assert Calculation.parse("power_law", {**nulls, **given}) == Calculation.parse("power_law", given)


def test_the_settings_that_are_scores_are_known_by_their_paths() -> None:
    clipped = Calculation.parse("n_mastery", {"mastery": 3, "clip": [1, 4]})
    assert dict(clipped.numbers_on_scale()) == {"clip.0": 1, "clip.1": 4, "mastery": 3}
    fallen_back = Calculation.parse("power_law", {"fallback": "n_mastery", "mastery": 2})
    assert dict(fallen_back.numbers_on_scale()) == {"mastery": 2}
    assert not dict(Calculation.parse("decaying_average", {"n": None}).numbers_on_scale())


def test_decimals_are_stored_as_strings_and_whole_numbers_as_numbers() -> None:
    settings = {"mastery": Decimal("2.50"), "n": 3, "clip": [0, Decimal("4.0")]}
    stored = Calculation.parse("n_mastery", settings).dump()
    assert (stored["mastery"], stored["n"], stored["clip"]) == ("2.5", 3, ["0", "4"])


def test_a_fallback_has_the_settings_that_only_it_uses() -> None:
    calculation = Calculation.parse("power_law", {"fallback": "decaying_average", "percent": 75})
    assert calculation.own == {}
    assert calculation.fallback == Calculation(CalculationType.DECAYING_AVERAGE, {"percent": Decimal(75)})


def test_a_setting_that_both_know_is_the_types_and_the_fallback_has_its_default() -> None:
    calculation = Calculation.parse("n_mastery", {"mastery": 3, "n": 2, "fallback": "mode"})
    assert calculation.own == {"mastery": 3, "n": 2}
    assert calculation.fallback == Calculation(CalculationType.MODE, {})
