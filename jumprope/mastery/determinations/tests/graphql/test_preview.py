"""Calculations tried out through the API."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from graphql import parse

from jumprope.kit.graphql import api
from jumprope.kit.permissions import Role
from jumprope.learning.assessments.factories import Class
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from tests.fixtures import Ask

PREVIEW = """
query (
  $type: CalculationType!, $scores: [Decimal]!, $weights: [Decimal!], $settings: CalculationSettingsInput
) {
  masteryPreview(calculationType: $type, scores: $scores, weights: $weights, settings: $settings) {
    value why { code } evidence { key value counted reason } lines { expression value }
  }
}
"""


def test_staff_try_out_calculations(ask: Ask, room: Class) -> None:
    tried = ask(
        room.teacher,
        PREVIEW,
        type="WEIGHTED_AVERAGE",
        scores=["1", None, "4"],
        weights=["1", "1", "2"],
        settings={"decimals": 1},
    )["masteryPreview"]
    assert tried["value"] == "3"
    assert [(part["key"], part["value"], part["reason"]) for part in tried["evidence"]] == [
        ("0", "1", None),
        ("1", None, "NO_NUMBER"),
        ("2", "4", None),
    ]
    assert tried["lines"][0] == {"expression": "1 * 1 + 2 * 4", "value": "9"}


def test_a_calculation_without_a_result_says_why(ask: Ask, room: Class) -> None:
    tried = ask(room.teacher, PREVIEW, type="POWER_LAW", scores=["1", "2"])["masteryPreview"]
    assert (tried["value"], tried["why"]) == (None, {"code": "TOO_FEW_FOR_POWER_LAW"})


def test_a_calculation_that_cannot_be_is_refused_with_its_field(room: Class) -> None:
    variables = {"type": "LATEST", "scores": ["1"], "settings": {"percent": "65"}}
    answer = api.execute(room.teacher, parse(PREVIEW), variables)
    assert answer.errors is not None
    assert answer.errors[0].extensions is not None
    assert answer.errors[0].extensions["code"] == "setting_not_used"
    [problem] = answer.errors[0].extensions["problems"]
    assert (problem["code"], problem["field"]) == ("setting_not_used", "settings.percent")


@pytest.mark.parametrize("role", [Role.STUDENT, Role.GUARDIAN, Role.INTEGRATION])
@pytest.mark.usefixtures("tenant")
def test_others_try_nothing_out(ask: Ask, role: Role) -> None:
    viewer = a_viewer(role, school=a_school())
    with CaptureQueriesContext(connection) as captured:
        assert ask(viewer, PREVIEW, type="LATEST", scores=["1"]) == {"masteryPreview": None}
    assert not [query for query in captured if "SELECT" in query["sql"]]
