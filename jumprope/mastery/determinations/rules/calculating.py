"""From evidence to a result: what counts, the formula, its fallback, the clipping, and the one rounding."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from jumprope.mastery.determinations.rules import choices, means, trends
from jumprope.mastery.determinations.rules.evidence import Evidence, in_order
from jumprope.mastery.determinations.rules.results import Line, Part, Result, Why
from jumprope.mastery.determinations.rules.steps import kept_within
from jumprope.mastery.determinations.rules.workings import Reason, Undefined, WhyNot, Working
from jumprope.mastery.policies.rules import Calculation, CalculationType, rounded

SHOWN_PLACES = 6
"""The decimal places of a line of arithmetic, unless its result has more."""

FORMULAS: Mapping[CalculationType, Callable[..., Working]] = {
    CalculationType.WEIGHTED_AVERAGE: means.weighted_average,
    CalculationType.HIGHEST: choices.highest,
    CalculationType.LATEST: choices.latest,
    CalculationType.LOWEST: choices.lowest,
    CalculationType.MEDIAN: choices.median,
    CalculationType.MODE: choices.mode,
    CalculationType.DECAYING_AVERAGE: means.decaying_average,
    CalculationType.LATEST_WEIGHTED: means.latest_weighted,
    CalculationType.N_MASTERY: means.n_mastery,
    CalculationType.POWER_LAW: trends.power_law,
    CalculationType.LINEAR_TREND: trends.linear_trend,
    CalculationType.MEAN_OF_BEST: means.mean_of_best,
    CalculationType.MAX_OF_MEAN_AND_POWER_LAW: trends.max_of_mean_and_power_law,
}
"""Each takes the scores, and the settings of its own as keywords of the same names."""


def calculate(evidence: Iterable[Evidence], calculation: Calculation) -> Result:
    """What this evidence says by this calculation; evidence of the same date is in the order given.

    Evidence that is excused, has no number or has weight 0 is out before all else; a score of 0 is evidence.
    The number is clipped, then rounded, halves away from zero, once.
    """
    ordered = in_order(evidence)
    seen = [each for each in ordered if _why_unseen(each) is None]
    try:
        _demand_enough(ordered, seen, calculation.minimum_scores)
        working = _working(seen, calculation)
    except Undefined as undefined:
        nothing_counted = dict.fromkeys(range(len(seen)), Reason.NO_RESULT)
        return _result(calculation, _parts(ordered, nothing_counted), (), undefined)
    parts = _parts(ordered, working.left_out)
    return _result(calculation, parts, _lines(working, calculation), working.passed_over)


def _result(
    calculation: Calculation, parts: Iterable[Part], lines: tuple[Line, ...], why: Undefined | None
) -> Result:
    return Result(
        type=calculation.type,
        settings=calculation.dump(),
        evidence=tuple(parts),
        lines=lines,
        value=lines[-1].value if lines else None,
        why=Why(why.code, why.sentence) if why else None,
    )


def _why_unseen(evidence: Evidence) -> Reason | None:
    if evidence.excused:
        return Reason.EXCUSED
    if evidence.left_out:
        return evidence.left_out
    if evidence.value is None:
        return Reason.NO_NUMBER
    return Reason.WEIGHT_ZERO if evidence.weight == 0 else None


def _demand_enough(ordered: Sequence[Evidence], seen: Sequence[Evidence], minimum: int) -> None:
    """Raise Undefined when nothing counts, or less than the policy asks for: no fallback mends that."""
    if not seen:
        formative = any(_why_unseen(each) is Reason.WEIGHT_ZERO for each in ordered)
        code = WhyNot.ALL_WEIGHTS_ZERO if formative else WhyNot.NO_SCORES
        raise Undefined(code, code.description)
    if len(seen) < minimum:
        sentence = f"The policy asks for at least {minimum} scores, not {len(seen)}."
        raise Undefined(WhyNot.TOO_FEW_SCORES, sentence)


def _working(seen: Sequence[Evidence], calculation: Calculation) -> Working:
    try:
        return _formula_applied(seen, calculation)
    except Undefined as undefined:
        if calculation.fallback is None:
            raise
        return _fallen_back(seen, calculation.fallback, undefined)


def _fallen_back(seen: Sequence[Evidence], fallback: Calculation, undefined: Undefined) -> Working:
    try:
        working = _formula_applied(seen, fallback)
    except Undefined as again:
        raise Undefined(undefined.code, f"{undefined.sentence} {again.sentence}") from again
    sentence = f"{undefined.sentence} The policy's fallback is {fallback.type}."
    return replace(working, passed_over=Undefined(undefined.code, sentence))


def _formula_applied(seen: Sequence[Evidence], calculation: Calculation) -> Working:
    scores = [Fraction(each.value) for each in seen if each.value is not None]
    settings: dict[str, object] = dict(calculation.own)
    if calculation.type is CalculationType.WEIGHTED_AVERAGE:  # to all others only a weight of 0 matters
        settings["weights"] = [Fraction(each.weight) for each in seen]
    return FORMULAS[calculation.type](scores, **settings)


def _lines(working: Working, calculation: Calculation) -> tuple[Line, ...]:
    """The arithmetic of the formula, then the clipping where there is any, then the rounding."""
    steps = list(working.steps)
    if calculation.clip:
        steps.append(kept_within("clipped", steps[-1], *map(Fraction, calculation.clip)))
    places = max(SHOWN_PLACES, calculation.decimals)
    result = Line(
        label="result",
        expression=f"round({steps[-1].label}, {calculation.decimals})",
        value=rounded(steps[-1].value, calculation.decimals),
    )
    return (*(Line(step.label, step.expression, rounded(step.value, places)) for step in steps), result)


def _parts(ordered: Iterable[Evidence], left_out: Mapping[int, Reason]) -> Iterator[Part]:
    place = 0
    for each in ordered:
        unseen = _why_unseen(each)
        position, reason = (None, unseen) if unseen else (place + 1, left_out.get(place))
        yield Part(each.key, each.value, each.weight, position, reason, each.mark, each.remark)
        place += not unseen
