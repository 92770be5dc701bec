"""The one rounding there is: of an exact number, once."""

from decimal import Decimal
from fractions import Fraction


def rounded(number: Fraction, places: int) -> Decimal:
    """The number to so many decimal places, halves away from zero; never a negative zero."""
    scaled = abs(number) * 10**places
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    sign = "-" if number < 0 and units else ""
    return Decimal(f"{sign}{units}e-{places}")
