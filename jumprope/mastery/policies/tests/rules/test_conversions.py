"""From one scale to another: total, exact, and never turning better into worse."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jumprope.mastery.policies.rules import Conversion, Ends, InputRefused, Point

FOUR = Ends(Decimal(0), Decimal(4))
HUNDRED = Ends(Decimal(0), Decimal(100))


def points(*pairs: tuple[object, object]) -> list[Point]:
    return [Point(Decimal(str(given_)), Decimal(str(shown))) for given_, shown in pairs]


def conversion(kind: str, *pairs: tuple[object, object]) -> Conversion:
    return Conversion.parse(kind, points(*pairs), origin=FOUR, destination=HUNDRED)


@pytest.mark.parametrize(
    ("number", "shown"),
    [("0", 0), ("1", 20), ("2", 40), ("3", "70"), ("3.5", 85), ("4", 100), ("5", 100), ("-1", 0)],
)
def test_between_two_points_lies_a_straight_line(number: str, shown: object) -> None:
    assert conversion("linear", (0, 0), (2, 40), (4, 100)).of(Decimal(number)) == Decimal(str(shown))


@pytest.mark.parametrize(("number", "shown"), [("0", 50), ("1.99", 50), ("2", 65), ("3.49", 80), ("4", 95)])
def test_a_level_counts_for_one_number(number: str, shown: int) -> None:
    letters = conversion("steps", (0, 50), (2, 65), (3, 80), ("3.5", 95))
    assert letters.of(Decimal(number)) == shown


def test_thirds_are_rounded_once_to_four_places() -> None:
    thirds = conversion("linear", (0, 0), (3, 100), (4, 100))
    assert [thirds.of(Decimal(n)) for n in (1, 2)] == [Decimal("33.3333"), Decimal("66.6667")]


@pytest.mark.parametrize(
    ("kind", "pairs", "code", "field"),
    [
        ("curved", [(0, 0), (4, 100)], "unknown_conversion_kind", "kind"),
        ("linear", [], "conversion_not_total", "points.0.given"),
        ("linear", [(1, 0), (4, 100)], "conversion_not_total", "points.0.given"),
        ("linear", [(0, 0), (3, 100)], "conversion_not_total", "points.1.given"),
        ("steps", [(0, 0), (5, 100)], "conversion_point_off_scale", "points.1.given"),
        ("linear", [(0, 0), (4, 101)], "conversion_point_off_scale", "points.1.shown"),
        ("linear", [(0, 50), (2, 40), (4, 100)], "conversion_falls", "points.1.shown"),
        ("linear", [(0, 0), (2, 40), (2, 50), (4, 100)], "conversion_falls", "points.2.given"),
    ],
)
def test_what_is_not_total_or_falls_is_refused(
    kind: str, pairs: list[tuple[int, int]], code: str, field: str
) -> None:
    with pytest.raises(InputRefused) as refusal:
        conversion(kind, *pairs)
    assert (refusal.value.code, refusal.value.field) == (code, field)


on_four = st.decimals(0, 4, places=2)
on_hundred = st.decimals(0, 100, places=2)


@st.composite
def conversions(draw: st.DrawFn) -> Conversion:
    """Any good conversion from 0–4 to 0–100."""
    inner = draw(st.sets(on_four.filter(lambda each: 0 < each < 4), max_size=5))
    given_ = [Decimal(0), *sorted(inner), Decimal(4)]
    shown = sorted(draw(st.lists(on_hundred, min_size=len(given_), max_size=len(given_))))
    made = [Point(*pair) for pair in zip(given_, shown, strict=True)]
    return Conversion.parse(
        draw(st.sampled_from(["linear", "steps"])), made, origin=FOUR, destination=HUNDRED
    )


@given(conversions(), on_four, on_four)
def test_every_number_has_its_like_and_a_better_one_never_a_worse(
    made: Conversion, one: Decimal, other: Decimal
) -> None:
    low, high = sorted([one, other])
    assert HUNDRED.lowest <= made.of(low) <= made.of(high) <= HUNDRED.highest


@given(conversions())
def test_a_point_is_met_and_what_is_stored_means_the_same(made: Conversion) -> None:
    for point in made.points:
        assert made.of(point.given) == point.shown
    assert Conversion.restore(made.kind, made.dump()) == made
