"""Input that people give: the numbers that are taken as they are, and the refusal that all else meets."""

from decimal import Decimal

MOST_WHOLE_DIGITS = 15
MOST_DECIMAL_PLACES = 20


class InputRefused(ValueError):
    """Input that cannot be used: a code for machines, its dotted path, and a sentence for people."""

    def __init__(self, code: str, field: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.field = field
        self.message = message


def number(field: str, value: object, within: tuple[int, int] | None = None) -> Decimal:
    """The exact decimal that `value` is; `within` is the least and the greatest that it may be.

    Only int and Decimal are numbers here: a float has already lost what was written. The digits are bounded,
    because a number such as 1e999999 is short to write and has a million digits to calculate with.

    Raises InputRefused: not_a_number, too_many_digits, out_of_range.
    """
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise InputRefused("not_a_number", field, f"{field} must be a number.")
    exact = Decimal(value)
    exponent = exact.as_tuple().exponent
    if not isinstance(exponent, int):  # NaN and the infinities have a letter here
        raise InputRefused("not_a_number", field, f"{field} must be a number.")
    if exact.adjusted() >= MOST_WHOLE_DIGITS or exponent < -MOST_DECIMAL_PLACES:
        most = (
            f"at most {MOST_WHOLE_DIGITS} digits before the decimal point and {MOST_DECIMAL_PLACES} after it"
        )
        raise InputRefused("too_many_digits", field, f"{field} must have {most}.")
    if within and not within[0] <= exact <= within[1]:
        fault = f"{field} must be from {within[0]} to {within[1]}, not {plain(exact)}."
        raise InputRefused("out_of_range", field, fault)
    return exact


def whole_number(field: str, value: object, within: tuple[int, int]) -> int:
    """The whole number that `value` is, `within` a least and a greatest; 3.0 is one.

    Raises InputRefused: those of `number`, and not_a_whole_number.
    """
    exact = number(field, value, within)
    if exact != int(exact):
        raise InputRefused(
            "not_a_whole_number", field, f"{field} must be a whole number, not {plain(exact)}."
        )
    return int(exact)


def plain(exact: Decimal) -> str:
    """A decimal as people write it: 3.5 for 3.50, 100 for 1E+2, 0 for -0.00."""
    written = format(exact, "f")
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written == "-0" else written
