"""A refusal says what is wrong, where, and with a code that nothing else has."""

from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy

from jumprope.kit.errors import NotFound, Problem, Refused, refuse_all


@pytest.fixture(autouse=True)
def own_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what is declared here out of the product's registry."""
    monkeypatch.setattr(Refused, "codes", dict(Refused.codes))


def test_a_refusal_is_a_sentence_with_its_code_and_field() -> None:
    class TooHeavy(Refused):
        code = "too_heavy"
        message = "{thing} weighs {weight} kg."
        field = "thing"

    refused = TooHeavy(thing="The piano", weight=400)
    assert refused.problems == (Problem("too_heavy", "The piano weighs 400 kg.", "thing"),)
    assert str(refused) == "The piano weighs 400 kg."


def test_who_raises_it_may_know_the_field_better() -> None:
    assert NotFound(field="cells.3.student_id").problems[0].field == "cells.3.student_id"
    assert NotFound().problems[0].field is None


def test_values_are_never_taken_for_templates() -> None:
    class TooOdd(Refused):
        code = "too_odd"
        message = "{text} is odd."

    assert str(TooOdd(text="{code} {0} %s")) == "{code} {0} %s is odd."


@pytest.mark.parametrize(
    ("number", "said"), [("4.0000", "4"), ("0.00", "0"), ("1000", "1000"), ("2.50", "2.5"), ("NaN", "NaN")]
)
def test_a_number_is_said_as_people_write_it(number: str, said: str) -> None:
    class TooLarge(Refused):
        code = "too_large"
        message = "{number} is too large."

    assert str(TooLarge(number=Decimal(number))) == f"{said} is too large."


def test_a_sentence_is_told_in_the_language_of_the_moment() -> None:
    class TooLate(Refused):
        code = "too_late"
        message = gettext_lazy("Yes")

    with translation.override("de"):
        assert str(TooLate()) == "Ja"
    assert str(TooLate()) == "Yes"


def test_a_code_belongs_to_one_refusal() -> None:
    class TooLate(Refused):
        code = "too_late"
        message = "Too late."

    with pytest.raises(TypeError, match=r"'too_late' is taken by .*TooLate"):

        class TardyAgain(Refused):
            code = "too_late"
            message = "Late again."


def test_a_code_is_not_inherited() -> None:
    with pytest.raises(TypeError, match="'not_found' is taken by NotFound"):

        class StudentNotFound(NotFound):
            pass


def test_many_refusals_are_raised_as_one_with_all_problems_in_order() -> None:
    with pytest.raises(NotFound) as refused:
        refuse_all(NotFound(field=f"cells.{number}") for number in range(3))
    assert [problem.field for problem in refused.value.problems] == ["cells.0", "cells.1", "cells.2"]


def test_no_refusal_is_no_error() -> None:
    refuse_all([])
