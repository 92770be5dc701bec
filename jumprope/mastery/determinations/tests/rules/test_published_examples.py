"""The examples that vendors and teachers published, read from their own file."""

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from jumprope.mastery.determinations.tests.rules.given import value_of

NAMES = {
    "weighted_average": "latest_weighted",
    "median_recent": "median",
    "average": "weighted_average",
    "average_of_n_highest": "mean_of_best",
    "power_law_or_average": "max_of_mean_and_power_law",
}
"""What the publishers call a type of ours, where it is not our own name."""

NO_TYPE_OF_OURS = "high_last_average"

SETTINGS = {"weight": "percent", "n": "n"}


def _ours(case: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    name = NAMES.get(case["method"], case["method"])
    settings = {SETTINGS[key]: value for key, value in case["settings"].items() if key in SETTINGS}
    if name == "median":
        settings.pop("n")  # the last nine of at most nine scores are all of them
        assert len(case["scores"]) <= 9
    return name, settings


def _exact(case: dict[str, Any]) -> bool:
    rounded_down = "rounds down" in case.get("notes", "")
    return case["method"] != NO_TYPE_OF_OURS and case["reference_matches"] and not rounded_down


def test_every_exact_example_comes_out_as_published() -> None:
    folder = os.environ.get("JUMPROPE_SHARED_DATA")
    if not folder:
        pytest.skip("JUMPROPE_SHARED_DATA is not set")
    text = (Path(folder) / "mastery" / "published_examples.json").read_text(encoding="utf-8")
    cases = [case for case in json.loads(text, parse_float=Decimal)["cases"] if _exact(case)]
    assert len(cases) == 16
    for case in cases:
        name, settings = _ours(case)
        assert value_of(name, case["scores"], **settings) == case["expected"], case["source"]
