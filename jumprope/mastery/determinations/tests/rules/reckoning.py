"""A second pair of hands: works out the lines of an explanation from their text, and shares no code."""

import ast
import statistics
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from jumprope.mastery.determinations.rules import Line

MANY_DIGITS = Context(prec=90, rounding=ROUND_HALF_UP)
ENOUGH_DIGITS = Context(prec=35, rounding=ROUND_HALF_UP)


def reckoned(lines: tuple[Line, ...]) -> dict[str, Fraction]:
    """The number of each line by its label, worked out from the expressions in order."""
    numbers: dict[str, Fraction] = {}
    for line in lines:
        assert line.label not in numbers, f"{line.label} is there twice"
        numbers[line.label] = _value(ast.parse(line.expression, mode="eval").body, line.expression, numbers)
    return numbers


def to_places(number: Fraction, places: int) -> Decimal:
    """The number rounded to so many places, halves away from zero."""
    return _decimal(number).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=MANY_DIGITS)


def _value(node: ast.expr, source: str, numbers: Mapping[str, Fraction]) -> Fraction:
    match node:
        case ast.Constant():
            return Fraction(ast.get_source_segment(source, node) or "")
        case ast.Name(id=label):
            return numbers[label]
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, source, numbers)
        case ast.BinOp(left=left, op=operator, right=right):
            return OPERATORS[type(operator)](_value(left, source, numbers), _value(right, source, numbers))
        case ast.Call(func=ast.Name(id=name), args=arguments):
            return FUNCTIONS[name](*(_value(argument, source, numbers) for argument in arguments))
        case _:
            raise AssertionError(f"{ast.dump(node)} is no arithmetic")


def _decimal(number: Fraction) -> Decimal:
    return MANY_DIGITS.divide(Decimal(number.numerator), Decimal(number.denominator))


def _mode(*numbers: Fraction) -> Fraction:
    times = {number: numbers.count(number) for number in numbers}
    return next(number for number in numbers[::-1] if times[number] == max(times.values()))


OPERATORS: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: lambda left, right: left + right,
    ast.Sub: lambda left, right: left - right,
    ast.Mult: lambda left, right: left * right,
    ast.Div: lambda left, right: left / right,
}

FUNCTIONS: Mapping[str, Callable[..., Fraction]] = {
    "ln": lambda number: Fraction(MANY_DIGITS.ln(_decimal(number))),
    "exp": lambda number: Fraction(ENOUGH_DIGITS.plus(MANY_DIGITS.exp(_decimal(number)))),
    "min": lambda *numbers: min(numbers),
    "max": lambda *numbers: max(numbers),
    "median": lambda *numbers: statistics.median(numbers),
    "mode": _mode,
    "round": lambda number, places: Fraction(to_places(number, int(places))),
}
