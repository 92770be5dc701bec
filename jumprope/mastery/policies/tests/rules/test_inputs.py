"""Numbers from outside: which are taken, exactly, and which are refused."""

from decimal import Decimal, localcontext

import pytest

from jumprope.mastery.policies.rules.inputs import InputRefused, number, plain, whole_number


@pytest.mark.parametrize(
    "given", [0, 3, -2, Decimal("3.25"), Decimal("1E+2"), Decimal("0." + "0" * 19 + "1")]
)
def test_whole_numbers_and_decimals_are_taken_as_they_are(given: int | Decimal) -> None:
    assert number("mastery", given) == given


def test_a_number_keeps_all_its_digits_whatever_context_the_thread_is_in() -> None:
    given = Decimal("123456789012345.12345678901234567891")
    with localcontext(prec=3):
        taken = number("mastery", given)
    assert str(taken) == "123456789012345.12345678901234567891"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (None, "not_a_number"),
        ("3", "not_a_number"),
        (True, "not_a_number"),
        (3.5, "not_a_number"),
        ([3], "not_a_number"),
        (Decimal("NaN"), "not_a_number"),
        (Decimal("-Infinity"), "not_a_number"),
        (Decimal("1e15"), "too_many_digits"),
        (Decimal("1e999999"), "too_many_digits"),
        (Decimal("0e999999"), "too_many_digits"),
        (Decimal("1e-21"), "too_many_digits"),
        (49, "out_of_range"),
        (Decimal("99.01"), "out_of_range"),
    ],
)
def test_everything_else_is_refused_with_its_place_and_code(given: object, code: str) -> None:
    with pytest.raises(InputRefused) as refused:
        number("percent", given, within=(50, 99))
    assert (refused.value.code, refused.value.field) == (code, "percent")
    assert refused.value.message.startswith("percent must ")


def test_the_ends_of_a_range_belong_to_it() -> None:
    assert [number("percent", end, within=(50, 99)) for end in (50, 99)] == [50, 99]


def test_a_number_out_of_range_is_told_the_range() -> None:
    with pytest.raises(InputRefused, match=r"^percent must be from 50 to 99, not 120\.5\.$"):
        number("percent", Decimal("120.50"), within=(50, 99))


def test_a_whole_number_may_be_written_with_a_decimal_point() -> None:
    taken = whole_number("n", Decimal("3.0"), within=(1, 10))
    assert (taken, type(taken)) == (3, int)


def test_a_fraction_is_no_whole_number() -> None:
    with pytest.raises(InputRefused, match=r"^n must be a whole number, not 3\.5\.$") as refused:
        whole_number("n", Decimal("3.5"), within=(1, 10))
    assert refused.value.code == "not_a_whole_number"


@pytest.mark.parametrize(
    ("exact", "written"),
    [
        ("3.50", "3.5"),
        ("4.00", "4"),
        ("1E+2", "100"),
        ("100", "100"),
        ("-0.00", "0"),
        ("0E+3", "0"),
        ("-1.5", "-1.5"),
    ],
)
def test_a_decimal_is_written_as_people_write_it(exact: str, written: str) -> None:
    assert plain(Decimal(exact)) == written
