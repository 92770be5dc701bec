"""What the tests of the rules start from: evidence from plain numbers, and strategies."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from jumprope.mastery.determinations.rules import Evidence, Result, calculate
from jumprope.mastery.policies.rules import Calculation, CalculationType

Number = int | str | Decimal | None

REQUIRED: Mapping[str, Mapping[str, Any]] = {
    "n_mastery": {"mastery": Decimal("2.5"), "n": 2},
    "mean_of_best": {"n": 3},
}
"""The settings without which a type cannot be; good ones."""


def evidence_of(*scores: Number, weights: Sequence[Number] | None = None) -> list[Evidence]:
    """Evidence with these scores, oldest first, keyed 1, 2, 3..."""
    relative = weights or [1] * len(scores)
    return [
        Evidence(key, None if score is None else Decimal(score), Decimal(weight or 0))
        for key, (score, weight) in enumerate(zip(scores, relative, strict=True), start=1)
    ]


def result_of(calculation_type: str, scores: Sequence[Number], **settings: Any) -> Result:
    """The result of these scores, oldest first."""
    return calculate(evidence_of(*scores), Calculation.parse(calculation_type, settings))


def value_of(calculation_type: str, scores: Sequence[Number], **settings: Any) -> Decimal | None:
    """The number alone."""
    return result_of(calculation_type, scores, **settings).value


FEW = settings(max_examples=25, deadline=None)
"""How properties are tried: quickly, for rules are tested all the time, and patient with a busy machine."""

SCORES = st.decimals(min_value=0, max_value=5, places=2)
"""Numbers on a scale, 0 among them."""

WEIGHTS = st.decimals(min_value=Decimal("0.01"), max_value=10, places=2)


@st.composite
def pieces_of_evidence(draw: st.DrawFn, *, least: int = 1) -> list[Evidence]:
    """Evidence that all counts, oldest first."""
    weighed = draw(st.lists(st.tuples(SCORES, WEIGHTS), min_size=least, max_size=9))
    return [Evidence(key, score, weight) for key, (score, weight) in enumerate(weighed)]


@st.composite
def calculations(draw: st.DrawFn, types: Sequence[CalculationType] = tuple(CalculationType)) -> Calculation:
    """A calculation of one of these types with good settings of its own; the shared ones are the default."""
    chosen = draw(st.sampled_from(types))
    percent = st.integers(50, 99).map(Decimal)
    own: dict[CalculationType, st.SearchStrategy[dict[str, Any]]] = {
        CalculationType.DECAYING_AVERAGE: st.fixed_dictionaries({"percent": percent}),
        CalculationType.LATEST_WEIGHTED: st.fixed_dictionaries({"percent": percent}),
        CalculationType.MODE: st.fixed_dictionaries({}, optional={"n": st.integers(1, 5)}),
        CalculationType.MEAN_OF_BEST: st.fixed_dictionaries({"n": st.integers(1, 5)}),
        CalculationType.N_MASTERY: st.fixed_dictionaries({"mastery": SCORES, "n": st.integers(1, 3)}),
    }
    return Calculation.parse(chosen, draw(own.get(chosen, st.just({}))))
