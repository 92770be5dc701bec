"""Which level a number reaches."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from jumprope.mastery.determinations.rules import level_for
from jumprope.mastery.determinations.tests.rules.given import value_of


@dataclass(frozen=True)
class Level:
    """A level of an invented scale."""

    name: str
    threshold: Decimal | None


EXCEEDS, MEETS, APPROACHES = (
    Level("exceeds", Decimal("3.5")),
    Level("meets", Decimal("2.50")),
    Level("approaches", Decimal(1)),
)
NOT_YET = Level("not yet", None)


@pytest.mark.parametrize(
    ("value", "level"),
    [("4", EXCEEDS), ("3.5", EXCEEDS), ("3.49", MEETS), ("2.5", MEETS), ("1", APPROACHES), ("0.99", None)],
)
def test_a_level_is_reached_at_its_threshold(value: str, level: Level | None) -> None:
    assert level_for(Decimal(value), [MEETS, EXCEEDS, APPROACHES]) is level


def test_below_every_threshold_is_the_floor_where_the_scale_has_one() -> None:
    assert level_for(Decimal("0.99"), [NOT_YET, APPROACHES]) is NOT_YET
    assert level_for(Decimal("-3"), [APPROACHES, NOT_YET]) is NOT_YET
    assert level_for(Decimal(1), [NOT_YET, APPROACHES]) is APPROACHES


def test_without_a_value_there_is_no_level_not_even_the_floor() -> None:
    assert level_for(None, [EXCEEDS, NOT_YET]) is None


def test_of_equal_thresholds_the_first_is_reached() -> None:
    twin = Level("twin", Decimal("3.5"))
    assert level_for(Decimal(4), [twin, EXCEEDS]) is twin
    assert level_for(Decimal(4), [EXCEEDS, twin]) is EXCEEDS


def test_who_is_shown_90_is_judged_by_90() -> None:
    honours = Level("honours", Decimal(90))
    shown = value_of("weighted_average", [89, 90, 90], decimals=0)
    assert shown == 90
    assert level_for(shown, [honours, NOT_YET]) is honours
