"""Evidence and its order."""

from datetime import date
from decimal import Decimal

import pytest

from jumprope.mastery.determinations.rules import Evidence, calculate, in_order
from jumprope.mastery.policies.rules import Calculation

SEPTEMBER, OCTOBER = date(2025, 9, 1), date(2025, 10, 1)


def test_evidence_is_looked_at_oldest_first() -> None:
    late, early = Evidence("late", Decimal(4), date=OCTOBER), Evidence("early", Decimal(2), date=SEPTEMBER)
    assert in_order([late, early]) == [early, late]


def test_evidence_without_a_date_is_the_oldest() -> None:
    dated, undated = Evidence("dated", Decimal(4), date=SEPTEMBER), Evidence("undated", Decimal(2))
    assert in_order([dated, undated]) == [undated, dated]


def test_evidence_of_the_same_date_keeps_the_order_in_which_it_was_given() -> None:
    same = [Evidence(key, Decimal(4), date=SEPTEMBER) for key in ("b", "a", "c")]
    assert in_order(same) == same


def test_the_result_follows_the_dates_and_not_the_order_given() -> None:
    late, early = Evidence("late", Decimal(4), date=OCTOBER), Evidence("early", Decimal(2), date=SEPTEMBER)
    result = calculate([late, early], Calculation.parse("latest", {}))
    assert result.value == 4
    assert [(part.key, part.position) for part in result.evidence] == [("early", 1), ("late", 2)]


@pytest.mark.parametrize(("value", "weight"), [("NaN", "1"), ("Infinity", "1"), ("3", "-1"), ("3", "NaN")])
def test_evidence_that_is_no_number_is_not_made(value: str, weight: str) -> None:
    with pytest.raises(ValueError, match=r"^evidence quiz: \S+ is no (score|weight)$"):
        Evidence("quiz", Decimal(value), Decimal(weight))
