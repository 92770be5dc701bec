"""Django's fields in the words of plans; the application's own are left to the application."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.validators import (
    MaxLengthValidator,
    MaxValueValidator,
    MinValueValidator,
    StepValueValidator,
)
from django.db import connection
from django.db.models import (
    CharField,
    DecimalField,
    EmailField,
    Field,
    FloatField,
    JSONField,
    PositiveSmallIntegerField,
)
from django.db.models.expressions import Col

from graphplan.planner import fields
from graphplan.planner.literals import References
from graphplan.planner.pages import ColumnTerm
from graphplan.planner.sql import Given, compiled, limited
from graphplan.plans.plan import VOCABULARY
from graphplan.tests.library.models import Book, Loan


class Shouted(CharField):  # type: ignore[type-arg]
    """A text that is stored in small letters."""

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        return value and value.upper()

    def get_prep_value(self, value: Any) -> Any:
        return value and value.lower()


@pytest.fixture
def shouted() -> Shouted:
    """A column of at most five letters, named so."""
    column = Shouted(max_length=5, null=True)
    column.set_attributes_from_name("word")
    return column


def test_an_own_field_has_no_word(shouted: Shouted) -> None:
    assert fields.column_reader(shouted) is None
    assert fields.value_reader(shouted) is None
    assert fields.adapter(shouted) is None
    assert fields.term(shouted) is None
    assert fields.column_reader(JSONField(decoder=type("Decoder", (), {}))) is None


@pytest.mark.parametrize(
    "column", [FloatField(), EmailField(), CharField(validators=[MaxLengthValidator(3)])]
)
def test_no_cursor_holds_what_has_no_exact_place_or_rules_of_its_own(column: "Field[Any, Any]") -> None:
    assert fields.term(column) is None


def test_a_foreign_key_is_as_the_key_at_its_end() -> None:
    column = Loan._meta.get_field("book")
    assert isinstance(column, Field)
    assert fields.column_reader(column) == fields.UNCHANGED
    assert fields.adapter(column) == "as_it_is"


def test_where_instants_have_no_zone_plans_have_no_word_for_them(settings: Any) -> None:
    column = Book._meta.get_field("bought_at")
    assert isinstance(column, Field)
    said = [fields.column_reader(column), fields.adapter(column), fields.term(column)]
    assert said == ["as_instant", "instant_in", "Instants()"]
    settings.USE_TZ = False
    assert [fields.column_reader(column), fields.adapter(column), fields.term(column)] == [None] * 3


@pytest.mark.parametrize(
    ("validators", "said"),
    [
        ([], "Numbers(0, 65535)"),
        ([MinValueValidator(1), MaxValueValidator(99)], "Numbers(1, 99)"),
        ([MinValueValidator(-1), MaxValueValidator(10**6)], "Numbers(0, 65535)"),
        ([MinValueValidator(1), StepValueValidator(2)], None),
        ([MinValueValidator(lambda: 1)], None),
    ],
)
def test_whole_numbers_stand_in_cursors_within_the_bounds_of_their_column(
    monkeypatch: pytest.MonkeyPatch, validators: list[Any], said: str | None
) -> None:
    monkeypatch.setattr(connection.ops, "integer_field_range", lambda _kind: (0, 65535))
    assert fields.term(PositiveSmallIntegerField(validators=validators)) == said


def test_django_reads_an_own_field(shouted: Shouted) -> None:
    assert fields.converter(Col("graphplan", shouted))("abc") == "ABC"


class Doubled(DecimalField):  # type: ignore[type-arg]
    """A number that the application shows twice as large."""

    def from_db_value(self, value: Decimal, *_: Any) -> Decimal:
        return value * 2


def test_an_own_field_is_given_what_the_driver_makes_of_a_text() -> None:
    value = "1.25" if connection.vendor == "mysql" else 1.25
    read = fields.converter(Col("graphplan", Doubled(max_digits=4, decimal_places=2)))
    assert read(value) == Decimal("2.50")


def test_an_own_field_stands_in_cursors_as_django_takes_it(shouted: Shouted) -> None:
    term = ColumnTerm(shouted)
    assert (term.read("abc"), term.value("ABC"), term.null) == ("ABC", "ABC", True)
    with pytest.raises(ValueError, match="no value"):
        term.value("ABCDEF")


@pytest.mark.django_db
def test_a_value_of_an_own_field_is_bound_as_django_binds_it(shouted: Shouted) -> None:
    references = References()
    rows = Book.objects.filter(title=Given("word", shouted)).values_list("pk")
    source = compiled("Book.words", rows, limited, references, lambda _hint, source: source)
    names = {**VOCABULARY, "reference": references.kept.__getitem__}
    statement = eval(source, names)  # noqa: S307 - what was just compiled
    bindings = VOCABULARY["Bindings"](None, connection.vendor, "%s")
    assert statement.filled(bindings, {"word": "ABC", "limit": 1})[1] == {"1": "abc", "2": 1}
