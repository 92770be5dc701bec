"""Arithmetic that is written down as it is done: what is shown and what is worked out have the same terms.

An expression is written in numbers, the labels of earlier steps, + - * / and parentheses, and the functions
ln, exp, min, max, median, mode (the most frequent; of equals, the last) and round (to so many places, halves
away from zero). A reader, or a program, can work it out again and arrives at the same number.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from jumprope.mastery.determinations.rules.numbers import literal, ln, mean


class Step(NamedTuple):
    """One step of arithmetic: its label, what was worked out, and the number that it gave, exact."""

    label: str
    expression: str
    value: Fraction


class Term(NamedTuple):
    """A part of an expression, and the number that it stands for."""

    text: str
    value: Fraction


def given(number: Fraction) -> Term:
    """A number that was given: a score, a weight, a place."""
    return Term(literal(number), number)


def log(number: Fraction) -> Term:
    """The natural logarithm of a number above 0."""
    return Term(f"ln({literal(number)})", ln(number))


def product(one: Term, other: Term) -> Term:
    """One term times another."""
    return Term(f"{one.text} * {other.text}", one.value * other.value)


def total(label: str, terms: Iterable[Term]) -> Step:
    """The sum of at least one term."""
    listed = list(terms)
    return Step(
        label, " + ".join(term.text for term in listed), sum((term.value for term in listed), Fraction(0))
    )


def mean_of(label: str, scores: Sequence[Fraction]) -> Step:
    """The mean of at least one score."""
    return Step(label, f"({' + '.join(map(literal, scores))}) / {len(scores)}", mean(scores))


def chosen(label: str, function: str, scores: Sequence[Fraction], value: Fraction) -> Step:
    """The value that a function of that name chooses among the scores."""
    return Step(label, f"{function}({', '.join(map(literal, scores))})", value)


def kept_within(label: str, step: Step, low: Fraction, high: Fraction) -> Step:
    """The number of a step, or the nearer end where it lies beyond one."""
    expression = f"min(max({step.label}, {literal(low)}), {literal(high)})"
    return Step(label, expression, min(max(step.value, low), high))
