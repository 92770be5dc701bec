"""Calculation types that choose one of the scores, or two. Scores are exact, oldest first, at least one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction

from jumprope.mastery.determinations.rules.numbers import literal, mean
from jumprope.mastery.determinations.rules.steps import Step, chosen
from jumprope.mastery.determinations.rules.workings import Reason, Working


def highest(scores: Sequence[Fraction]) -> Working:
    """max(s1..sn).

    Source: https://uc.powerschool-docs.com/en/schoology/latest/district-mastery-settings-system-admins
    """
    step = chosen("highest", "max", scores, max(scores))
    return Working((step,), _others(scores, step.value, Reason.NOT_HIGHEST))


def lowest(scores: Sequence[Fraction]) -> Working:
    """min(s1..sn): what was shown every time."""
    step = chosen("lowest", "min", scores, min(scores))
    return Working((step,), _others(scores, step.value, Reason.NOT_LOWEST))


def latest(scores: Sequence[Fraction]) -> Working:
    """sn.

    Source: https://fzilmozil.medium.com/how-to-change-your-grades-on-infinite-campus-f6beeb075eb2
    """
    step = Step("latest", literal(scores[-1]), scores[-1])
    return Working((step,), _all_as(range(len(scores) - 1), Reason.NOT_LATEST))


def median(scores: Sequence[Fraction]) -> Working:
    """The middle of the scores by size; of an even number, the mean of the middle two.

    Source: https://commongoalsystems.zendesk.com/hc/en-us/articles/360002472192
    """
    by_size = sorted(range(len(scores)), key=lambda place: scores[place])
    middle = by_size[(len(scores) - 1) // 2 : len(scores) // 2 + 1]
    step = chosen("median", "median", scores, mean(scores[place] for place in middle))
    return Working((step,), _all_as(set(by_size).difference(middle), Reason.NOT_IN_THE_MIDDLE))


def mode(scores: Sequence[Fraction], *, n: int | None = None) -> Working:
    """The most frequent of the last n scores (without n, of all); of equally frequent ones the most recent.

    Source of the rule for ties: https://cbk12sis.groovehq.com/help/standards-based-grading-calculations
    Source of the last n: https://fzilmozil.medium.com/how-to-change-your-grades-on-infinite-campus-f6beeb075eb2
    """
    first = max(len(scores) - n, 0) if n else 0
    recent = scores[first:]
    times = Counter(recent)
    value = max(reversed(recent), key=lambda score: times[score])  # max keeps the first of equals
    left_out = _others(scores, value, Reason.NOT_MOST_FREQUENT) | _all_as(range(first), Reason.NOT_RECENT)
    return Working((chosen("mode", "mode", recent, value),), left_out)


def _others(scores: Sequence[Fraction], value: Fraction, reason: Reason) -> dict[int, Reason]:
    return _all_as((place for place, score in enumerate(scores) if score != value), reason)


def _all_as(places: Iterable[int], reason: Reason) -> dict[int, Reason]:
    return dict.fromkeys(places, reason)
