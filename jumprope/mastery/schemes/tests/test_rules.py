"""Rolling up through the parts of a scheme."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from jumprope.mastery.determinations.rules import Evidence, Reason
from jumprope.mastery.policies.rules import Calculation
from jumprope.mastery.schemes.rules import Part, roll_up

AVERAGE = Calculation.parse("weighted_average", {})
LOWEST = Calculation.parse("lowest", {})


def part(key: str, parent: str | None = None, weight: int = 1, by: Calculation = AVERAGE) -> Part:
    return Part(key, parent, key.title(), Decimal(weight), by)


GRADE = [part("grade"), part("academic", "grade", 67), part("habits", "grade", 33)]


def numbers(*values: object) -> list[Evidence]:
    return [
        Evidence(key=place, value=None if value is None else Decimal(str(value)))
        for place, value in enumerate(values)
    ]


def test_parts_count_by_their_weights() -> None:
    grade, academic, habits = roll_up(GRADE, {"academic": numbers(3, 4), "habits": numbers(2)})
    assert (academic.result.value, habits.result.value) == (Decimal("3.50"), Decimal(2))
    assert grade.result.value == Decimal("3.01")  # 0.67 * 3.5 + 0.33 * 2 = 3.005
    assert [line.expression for line in grade.result.lines] == [
        "67 * 3.5 + 33 * 2",
        "67 + 33",
        "points / total_weight",
        "round(average, 2)",
    ]


def test_a_part_without_a_number_says_so_and_the_others_take_its_place() -> None:
    unassessed = [Evidence(key="one", value=None, left_out=Reason.NOT_ASSESSED)]
    grade, _, habits = roll_up(GRADE, {"academic": numbers(3), "habits": unassessed})
    assert grade.result.value == 3
    assert [each.reason for each in grade.result.evidence] == [None, Reason.NO_NUMBER]
    assert [each.reason for each in habits.result.evidence] == [Reason.NOT_ASSESSED]


def test_without_any_mastery_there_is_no_grade_and_it_says_why() -> None:
    rolled = roll_up(GRADE, {})
    assert [each.result.value for each in rolled] == [None] * 3
    assert all(each.result.why is not None for each in rolled)


def test_parts_lie_within_parts_as_deep_as_one_likes() -> None:
    deep = [part("grade", by=LOWEST), part("a", "grade"), part("b", "a"), part("c", "grade")]
    rolled = roll_up(deep, {"b": numbers(1, 2), "c": numbers(4)})
    assert {each.part.key: each.result.value for each in rolled} == {
        "grade": Decimal("1.5"),
        "a": Decimal("1.5"),
        "b": Decimal("1.5"),
        "c": 4,
    }


def test_what_is_stored_names_part_and_parent() -> None:
    stored = roll_up(GRADE, {"academic": numbers(3)})[1].as_json()
    assert {name: stored[name] for name in ("key", "parent", "name", "weight")} == {
        "key": "academic",
        "parent": "grade",
        "name": "Academic",
        "weight": "67",
    }
    assert stored["result"]["value"] == "3"


scores = st.lists(st.decimals(0, 4, places=2), min_size=1, max_size=6)


@given(scores, scores)
def test_a_grade_lies_between_the_least_and_the_greatest_mastery(
    academic: list[Decimal], habits: list[Decimal]
) -> None:
    value = roll_up(GRADE, {"academic": numbers(*academic), "habits": numbers(*habits)})[0].result.value
    assert value is not None
    assert min(*academic, *habits) <= value <= max(*academic, *habits)
