"""Calculation types that average the scores. Scores are exact, oldest first, at least one."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from jumprope.mastery.determinations.rules.numbers import literal
from jumprope.mastery.determinations.rules.steps import Step, given, mean_of, product, total
from jumprope.mastery.determinations.rules.workings import Reason, Undefined, WhyNot, Working


def weighted_average(scores: Sequence[Fraction], *, weights: Sequence[Fraction]) -> Working:
    """Σ w·s / Σ w; the weights are relative and above 0, one for each score.

    Source: https://cbk12sis.groovehq.com/help/standards-based-grading-calculations ("average").
    """
    points = total("points", map(product, map(given, weights), map(given, scores)))
    total_weight = total("total_weight", map(given, weights))
    average = Step("average", "points / total_weight", points.value / total_weight.value)
    return Working((points, total_weight, average))


def decaying_average(scores: Sequence[Fraction], *, percent: Decimal) -> Working:
    """a1 = s1; ak = (1 - p)·a(k-1) + p·sk, with p the percentage as a share; the result is an.

    Source: https://help.otus.com/en/articles/9174437-decaying-average-mastery-setting-calculation
    """
    share = Fraction(percent) / 100
    rest = 1 - share
    kept, new = literal(rest), literal(share)
    steps = [Step("average_1", literal(scores[0]), scores[0])]
    for place, score in enumerate(scores[1:], start=2):
        before = steps[-1]
        expression = f"{kept} * {before.label} + {new} * {literal(score)}"
        steps.append(Step(f"average_{place}", expression, rest * before.value + share * score))
    return Working(tuple(steps))


def latest_weighted(scores: Sequence[Fraction], *, percent: Decimal) -> Working:
    """p·sn + (1 - p)·mean(s1..s(n-1)), with p the percentage as a share; one score stands as it is.

    Source: Canvas, which calls it "weighted average" (and earlier "decaying average"):
    https://community.canvaslms.com/t5/The-Product-Blog/Canvas-Outcomes-New-and-Updated-Proficiency-Calculations-Coming/ba-p/579866
    """
    *older, latest = scores
    if not older:
        return Working((Step("only_score", literal(latest), latest),))
    share = Fraction(percent) / 100
    rest = mean_of("mean_of_older", older)
    expression = f"{literal(share)} * {literal(latest)} + {literal(1 - share)} * {rest.label}"
    return Working((rest, Step("weighted", expression, share * latest + (1 - share) * rest.value)))


def n_mastery(scores: Sequence[Fraction], *, n: int, mastery: Decimal) -> Working:
    """The mean of the scores that are at least `mastery`, when there are at least n of them.

    By its nature it can fall when a score rises to mastery, and that is not this function's to mend.
    Raises Undefined where there are fewer. Source: Canvas, "n Number of Times".
    """
    cut = Fraction(mastery)
    reached = [score for score in scores if score >= cut]
    if len(reached) < n:
        sentence = f"At mastery ({literal(cut)} or more): {len(reached)} of the {n} scores that it takes."
        raise Undefined(WhyNot.TOO_FEW_AT_MASTERY, sentence)
    below = {place: Reason.BELOW_MASTERY for place, score in enumerate(scores) if score < cut}
    return Working((mean_of("mean_at_mastery", reached),), below)


def mean_of_best(scores: Sequence[Fraction], *, n: int) -> Working:
    """The mean of the n greatest scores, or of all when there are fewer; of equals the more recent.

    It never falls when a score rises.
    Source: https://cbk12sis.groovehq.com/help/standards-based-grading-calculations
    """
    best_first = sorted(range(len(scores)), key=lambda place: (scores[place], place), reverse=True)
    best = [scores[place] for place in best_first[:n]]
    return Working((mean_of("mean_of_best", best),), dict.fromkeys(best_first[n:], Reason.NOT_AMONG_BEST))
