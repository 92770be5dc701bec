"""From one scale to another: which number on the one a number on the other stands for.

A conversion is a list of points, each a number given and the number it is shown as. It covers the whole of
the scale that it leads from, and never turns the better of two numbers into the worse.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, Self

from jumprope.mastery.policies.rules.described import Described
from jumprope.mastery.policies.rules.inputs import InputRefused, plain
from jumprope.mastery.policies.rules.rounding import rounded

MOST_POINTS = 50
"""How many points one conversion has."""

CONVERTED_PLACES = 4
"""The decimal places of a number that was converted."""


class ConversionKind(Described):
    """What holds between two points of a conversion."""

    LINEAR = "linear", "The straight line between them: every number counts for what it is."
    STEPS = "steps", "The lower point's number: all of a level counts for the same."


class Ends(NamedTuple):
    """The least and the greatest number of a scale."""

    lowest: Decimal
    highest: Decimal


class Point(NamedTuple):
    """A number on the scale that is converted, and what it is on the other."""

    given: Decimal
    shown: Decimal


@dataclass(frozen=True, slots=True)
class Conversion:
    """A conversion known to be good: total on its scale, and never turning better into worse."""

    kind: ConversionKind
    points: tuple[Point, ...]

    @classmethod
    def parse(cls, kind: object, points: Iterable[Point], *, origin: Ends, destination: Ends) -> Self:
        """The conversion that these points make between scales with these ends.

        Raises InputRefused, with "kind" or the path of a point for its field: unknown_conversion_kind,
        conversion_not_total, conversion_falls, conversion_point_off_scale.
        """
        made = cls(_kind(kind), tuple(points))
        made._check_total(origin)
        for place, point in enumerate(made.points):
            if not destination.lowest <= point.shown <= destination.highest:
                fault = (
                    f"The other scale goes from {plain(destination.lowest)} to {plain(destination.highest)}."
                )
                raise InputRefused("conversion_point_off_scale", f"points.{place}.shown", fault)
        made._check_rising()
        return made

    def _check_total(self, origin: Ends) -> None:
        """Every number of the scale is met: it begins at the least, and a line ends at the greatest."""
        if not self.points or self.points[0].given != origin.lowest:
            fault = f"The first point is for {plain(origin.lowest)}, the least number of the scale."
            raise InputRefused("conversion_not_total", "points.0.given", fault)
        last = len(self.points) - 1
        if self.kind is ConversionKind.LINEAR and self.points[last].given != origin.highest:
            fault = f"The last point is for {plain(origin.highest)}, the greatest number of the scale."
            raise InputRefused("conversion_not_total", f"points.{last}.given", fault)
        if self.points[last].given > origin.highest:
            fault = f"The scale ends at {plain(origin.highest)}."
            raise InputRefused("conversion_point_off_scale", f"points.{last}.given", fault)

    def _check_rising(self) -> None:
        for place, (before, point) in enumerate(zip(self.points, self.points[1:], strict=False), start=1):
            if point.given <= before.given:
                fault = f"This number has to be above {plain(before.given)}, that of the point before."
                raise InputRefused("conversion_falls", f"points.{place}.given", fault)
            if point.shown < before.shown:
                fault = f"A better number cannot become a worse one: {plain(before.shown)} is before it."
                raise InputRefused("conversion_falls", f"points.{place}.shown", fault)

    def of(self, number: Decimal) -> Decimal:
        """What a number of the scale is on the other, to four places, halves away from zero.

        A number beyond the ends of the scale counts as the nearer end.
        """
        after = bisect_right(self.points, number, key=lambda point: point.given)
        low = self.points[max(after - 1, 0)]
        if self.kind is ConversionKind.STEPS or after in (0, len(self.points)):
            return rounded(Fraction(low.shown), CONVERTED_PLACES)
        return rounded(_between(low, self.points[after], Fraction(number)), CONVERTED_PLACES)

    @classmethod
    def restore(cls, kind: str, stored: Iterable[Mapping[str, str]]) -> Self:
        """The conversion whose points, as `dump` writes them, these are."""
        return cls(
            ConversionKind(kind),
            tuple(Point(Decimal(each["given"]), Decimal(each["shown"])) for each in stored),
        )

    def dump(self) -> list[dict[str, str]]:
        """The points as plain JSON: decimals as strings."""
        return [{"given": plain(point.given), "shown": plain(point.shown)} for point in self.points]


def _kind(kind: object) -> ConversionKind:
    try:
        return ConversionKind(str(kind))
    except ValueError:
        fault = f"The kind must be one of {', '.join(ConversionKind)}."
        raise InputRefused("unknown_conversion_kind", "kind", fault) from None


def _between(low: Point, high: Point, number: Fraction) -> Fraction:
    """Where the straight line between two points is, at this number."""
    share = (number - Fraction(low.given)) / (Fraction(high.given) - Fraction(low.given))
    return Fraction(low.shown) + share * (Fraction(high.shown) - Fraction(low.shown))
