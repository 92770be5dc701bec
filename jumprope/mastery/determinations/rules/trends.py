"""Calculation types that follow the trend of the scores. Scores are exact, oldest first, at least one."""

from collections.abc import Sequence
from fractions import Fraction

from jumprope.mastery.determinations.rules.choices import latest
from jumprope.mastery.determinations.rules.numbers import exp, literal, ln
from jumprope.mastery.determinations.rules.steps import Step, given, kept_within, log, mean_of, product, total
from jumprope.mastery.determinations.rules.workings import Undefined, WhyNot, Working


def power_law(scores: Sequence[Fraction]) -> Working:
    """exp(a + b·ln n), where a + b·x is the least-squares line through the points (ln k, ln sk).

    It is the curve at the last score, not at the next one. Logarithms have 50 digits, the power 40.
    Raises Undefined below 3 scores, and for a score of 0 or less, which has no logarithm.
    Source: https://support.jumpro.pe/hc/en-us/articles/203185740-The-power-of-the-Power-Law
    """
    if len(scores) < 3:
        sentence = f"The power law needs at least 3 scores, not {len(scores)}."
        raise Undefined(WhyNot.TOO_FEW_FOR_POWER_LAW, sentence)
    if min(scores) <= 0:
        sentence = f"The power law needs scores above 0, and there is a {literal(min(scores))}."
        raise Undefined(WhyNot.NO_POWER_LAW_OF_ZERO, sentence)
    n = len(scores)
    xs, ys = [log(Fraction(k)) for k in range(1, n + 1)], [log(score) for score in scores]
    sums = x, y, xx, xy = (
        total("sum_x", xs),
        total("sum_y", ys),
        total("sum_xx", map(product, xs, xs)),
        total("sum_xy", map(product, xs, ys)),
    )
    b = (n * xy.value - x.value * y.value) / (n * xx.value - x.value * x.value)
    slope = Step("slope", f"({n} * sum_xy - sum_x * sum_y) / ({n} * sum_xx - sum_x * sum_x)", b)
    a = Step("intercept", f"(sum_y - slope * sum_x) / {n}", (y.value - b * x.value) / n)
    curve = Step("power_law", f"exp(intercept + slope * ln({n}))", exp(a.value + b * ln(Fraction(n))))
    return Working((*sums, slope, a, curve))


def linear_trend(scores: Sequence[Fraction]) -> Working:
    """The least-squares line through the points (k, sk) at k = n, kept within the least and greatest score.

    Of one score it is that score, of two the last one.
    Source: https://support.aeries.com/support/solutions/articles/14000135557-rubric-standards-based-gradebook-calculation-explanation
    """
    n = len(scores)
    if n < 3:
        return latest(scores)
    distances = [given(k - Fraction(n + 1, 2)) for k in range(1, n + 1)]
    level = mean_of("mean", scores)
    rise = total("rise", map(product, distances, map(given, scores)))
    run = total("run", map(product, distances, distances))
    slope = Step("slope", "rise / run", rise.value / run.value)
    last = distances[-1]
    trend = Step("trend", f"mean + slope * {last.text}", level.value + slope.value * last.value)
    within = kept_within("trend_within_scores", trend, min(scores), max(scores))
    return Working((level, rise, run, slope, trend, within))


def max_of_mean_and_power_law(scores: Sequence[Fraction]) -> Working:
    """The greater of the mean and the power law; the mean, where there is no power law.

    Source: https://help.ascendertx.com/student/doku.php/academy/power_law_computation
    """
    average = mean_of("mean", scores)
    try:
        curve = power_law(scores)
    except Undefined as undefined:
        return Working((average,), passed_over=undefined)
    greater = Step("greater", "max(mean, power_law)", max(average.value, curve.steps[-1].value))
    return Working((average, *curve.steps, greater))
