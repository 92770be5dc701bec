"""Evidence and its order."""

from datetime import date
from decimal import Decimal

import pytest

from jumprope.mastery.determinations.rules import DateBasis, Evidence, calculate, date_of, in_order
from jumprope.mastery.policies.rules import Calculation

SEPTEMBER, OCTOBER, NOVEMBER = date(2025, 9, 1), date(2025, 10, 1), date(2025, 11, 1)


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


def test_work_made_up_late_is_not_the_newest() -> None:
    on_time = date_of(due=OCTOBER, submitted=OCTOBER, graded=OCTOBER)
    made_up = date_of(due=SEPTEMBER, submitted=NOVEMBER, graded=NOVEMBER)
    evidence = [Evidence("on time", Decimal(3), date=on_time), Evidence("made up", Decimal(1), date=made_up)]
    assert calculate(evidence, Calculation.parse("latest", {})).value == 3


@pytest.mark.parametrize(
    ("due", "submitted", "graded", "basis", "expected"),
    [
        (SEPTEMBER, OCTOBER, NOVEMBER, DateBasis.DUE, SEPTEMBER),
        (None, OCTOBER, NOVEMBER, DateBasis.DUE, OCTOBER),
        (None, None, NOVEMBER, DateBasis.DUE, NOVEMBER),
        (None, None, None, DateBasis.DUE, None),
        (SEPTEMBER, OCTOBER, NOVEMBER, DateBasis.SUBMITTED, OCTOBER),
        (SEPTEMBER, None, NOVEMBER, DateBasis.SUBMITTED, SEPTEMBER),
        (SEPTEMBER, OCTOBER, NOVEMBER, DateBasis.GRADED, NOVEMBER),
        (None, OCTOBER, None, DateBasis.GRADED, OCTOBER),
    ],
)
def test_the_date_is_the_policys_else_due_else_submitted_else_graded(
    due: date | None, submitted: date | None, graded: date | None, basis: DateBasis, expected: date | None
) -> None:
    assert date_of(due=due, submitted=submitted, graded=graded, basis=basis) == expected


@pytest.mark.parametrize(("value", "weight"), [("NaN", "1"), ("Infinity", "1"), ("3", "-1"), ("3", "NaN")])
def test_evidence_that_is_no_number_is_not_made(value: str, weight: str) -> None:
    with pytest.raises(ValueError, match=r"^evidence quiz: \S+ is no (score|weight)$"):
        Evidence("quiz", Decimal(value), Decimal(weight))
