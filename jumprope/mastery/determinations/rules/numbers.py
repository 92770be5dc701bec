"""Exact arithmetic: fractions for all that is rational, fifty digits for logarithms, one rounding at the end.

A decimal quotient such as 4.25 / 3 is already rounded, and 0.3 times it is then 0.4249..., a hair below the
0.425 that it is: rounded to two places, 0.42 where 0.43 is right. Fractions keep every half a half.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from functools import lru_cache

from jumprope.mastery.policies.rules import plain

WORKING = Context(prec=50, rounding=ROUND_HALF_EVEN)
"""The digits that logarithms are worked with: never the calling thread's own context."""

SETTLED = Context(prec=40, rounding=ROUND_HALF_EVEN)
"""The digits of a power that are sure: the ten that are given up make exp(ln 2.5) the 2.5 that it is."""


def mean(numbers: Iterable[Fraction]) -> Fraction:
    """The arithmetic mean of at least one number."""
    listed = list(numbers)
    return sum(listed, Fraction(0)) / len(listed)


def literal(number: Fraction) -> str:
    """A number that was given as a decimal, as people write it; exact."""
    return plain(WORKING.divide(Decimal(number.numerator), Decimal(number.denominator)))


@lru_cache(maxsize=4096)  # scores come from a scale of a few numbers, and places from the first few integers
def ln(number: Fraction) -> Fraction:
    """The natural logarithm of a number above zero, to fifty digits."""
    return Fraction(WORKING.ln(WORKING.divide(Decimal(number.numerator), Decimal(number.denominator))))


def exp(number: Fraction) -> Fraction:
    """e to the power of the number, to forty digits."""
    power = WORKING.exp(WORKING.divide(Decimal(number.numerator), Decimal(number.denominator)))
    return Fraction(SETTLED.plus(power))
