"""The one rounding there is: of an exact number, once."""

from decimal import Decimal
from fractions import Fraction


def rounded(number: Fraction, places: int) -> Decimal:
    """The number to so many decimal places, halves away from zero; never a negative zero."""
    numerator, denominator = number.numerator, number.denominator
    units = (2 * abs(numerator) * 10**places + denominator) // (2 * denominator)
    sign = "-" if numerator < 0 and units else ""
    return Decimal(f"{sign}{units}e-{places}")
