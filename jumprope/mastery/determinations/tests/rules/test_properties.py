"""What holds of any evidence, not only of the examples."""

from decimal import Decimal, localcontext
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from jumprope.mastery.determinations.rules import Evidence, calculate
from jumprope.mastery.determinations.tests.rules.given import (
    FEW,
    SCORES,
    calculations,
    pieces_of_evidence,
)
from jumprope.mastery.determinations.tests.rules.reckoning import to_places
from jumprope.mastery.policies.rules import Calculation, CalculationType

EXTRAPOLATING = (CalculationType.POWER_LAW, CalculationType.MAX_OF_MEAN_AND_POWER_LAW)
WITHIN_THE_SCORES = tuple(each for each in CalculationType if each not in EXTRAPOLATING)
NEVER_FALLING = (
    CalculationType.WEIGHTED_AVERAGE,
    CalculationType.HIGHEST,
    CalculationType.LATEST,
    CalculationType.LOWEST,
    CalculationType.MEDIAN,
    CalculationType.DECAYING_AVERAGE,
    CalculationType.LATEST_WEIGHTED,
    CalculationType.MEAN_OF_BEST,
)
FREE_OF_ORDER = (
    CalculationType.WEIGHTED_AVERAGE,
    CalculationType.HIGHEST,
    CalculationType.LOWEST,
    CalculationType.MEDIAN,
    CalculationType.N_MASTERY,
    CalculationType.MEAN_OF_BEST,
)
ALWAYS_DEFINED = tuple(
    each for each in CalculationType if each not in (CalculationType.POWER_LAW, CalculationType.N_MASTERY)
)
UNCOUNTED = st.sampled_from(
    [
        Evidence("no number", None),
        Evidence("formative", Decimal(4), weight=Decimal(0)),
        Evidence("excused", Decimal(4), excused=True),
    ]
)


def rescored(evidence: list[Evidence], place: int, value: Decimal) -> list[Evidence]:
    changed = Evidence(evidence[place].key, value, evidence[place].weight)
    return [*evidence[:place], changed, *evidence[place + 1 :]]


def values_of(evidence: list[Evidence]) -> list[Decimal]:
    return [each.value for each in evidence if each.value is not None]


@FEW
@given(pieces_of_evidence(), calculations(WITHIN_THE_SCORES))
def test_a_result_lies_within_the_scores(evidence: list[Evidence], calculation: Calculation) -> None:
    value = calculate(evidence, calculation).value
    assume(value is not None)
    assert value is not None
    assert min(values_of(evidence)) <= value <= max(values_of(evidence))


@FEW
@given(pieces_of_evidence(), calculations(), SCORES, SCORES, st.integers(0, 4))
def test_a_clipped_result_lies_within_the_clip(
    evidence: list[Evidence], calculation: Calculation, one: Decimal, other: Decimal, decimals: int
) -> None:
    low, high = sorted((one, other))
    clipped = Calculation(calculation.type, calculation.own, clip=(low, high), decimals=decimals)
    value = calculate(evidence, clipped).value
    assume(value is not None)
    assert value is not None
    assert to_places(Fraction(low), decimals) <= value <= to_places(Fraction(high), decimals)


@FEW
@given(pieces_of_evidence(), calculations(NEVER_FALLING), st.data())
def test_a_higher_score_never_gives_a_lower_result(
    evidence: list[Evidence], calculation: Calculation, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(evidence) - 1))
    rise = data.draw(SCORES)
    before, after = (
        calculate(each, calculation).value
        for each in (evidence, rescored(evidence, place, values_of(evidence)[place] + rise))
    )
    assert before is not None
    assert after is not None
    assert before <= after


@FEW
@given(pieces_of_evidence(), calculations(FREE_OF_ORDER), st.data())
def test_the_order_does_not_matter_where_it_should_not(
    evidence: list[Evidence], calculation: Calculation, data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(evidence))
    assert calculate(shuffled, calculation).value == calculate(evidence, calculation).value


@FEW
@given(pieces_of_evidence(), calculations(), st.lists(st.tuples(st.integers(0, 9), UNCOUNTED), max_size=4))
def test_what_does_not_count_changes_nothing(
    evidence: list[Evidence], calculation: Calculation, additions: list[tuple[int, Evidence]]
) -> None:
    alone = calculate(evidence, calculation)
    among = list(evidence)
    for place, addition in additions:
        among.insert(place, addition)
    beside = calculate(among, calculation)
    assert (beside.value, beside.lines, beside.why) == (alone.value, alone.lines, alone.why)
    seen = tuple(part for part in beside.evidence if part.position is not None)
    assert seen == alone.evidence


@FEW
@given(SCORES, calculations(ALWAYS_DEFINED))
def test_a_single_score_is_its_own_result(score: Decimal, calculation: Calculation) -> None:
    assert calculate([Evidence(1, score)], calculation).value == score


@FEW
@given(SCORES.filter(bool), calculations(), st.integers(3, 9))
def test_the_same_score_every_time_is_the_result(
    score: Decimal, calculation: Calculation, times: int
) -> None:
    evidence = [Evidence(key, score) for key in range(times)]
    value = calculate(evidence, calculation).value
    assert value in (score, None)
    assert value == score or calculation.type is CalculationType.N_MASTERY


@FEW
@given(pieces_of_evidence(), calculations())
def test_the_result_does_not_depend_on_the_context_of_the_thread(
    evidence: list[Evidence], calculation: Calculation
) -> None:
    expected = calculate(evidence, calculation)
    with localcontext(prec=2, rounding="ROUND_DOWN"):
        assert calculate(evidence, calculation) == expected
