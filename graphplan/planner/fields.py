"""Django's fields in the words of plans: how a column's values are read and bound.

They answer Python source; None means that plans have no word for it: it is the application's own field.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import connection
from django.db.models import Field, JSONField

from graphplan.columns import has_instants, kind_of

_AS_THEY_ARE = (
    "AutoField",
    "BigAutoField",
    "BigIntegerField",
    "CharField",
    "FloatField",
    "IntegerField",
    "PositiveBigIntegerField",
    "PositiveIntegerField",
    "PositiveSmallIntegerField",
    "SlugField",
    "SmallAutoField",
    "SmallIntegerField",
    "TextField",
)
_TEXTS = ("CharField", "SlugField", "TextField")
_NUMBERS = tuple(kind for kind in _AS_THEY_ARE if kind not in _TEXTS)

UNCHANGED = "unchanged"

_READERS = {
    "BooleanField": "as_truth",
    "DateField": "as_day",
    "DateTimeField": "as_instant",
    "DecimalField": "as_decimal",
    "TimeField": "as_time",
    **dict.fromkeys(_TEXTS, UNCHANGED),
    **dict.fromkeys(_NUMBERS, "as_whole"),
    "FloatField": "as_float",
}
_ADAPTERS = {
    "BooleanField": "as_it_is",
    "DateField": "iso_in",
    "DateTimeField": "instant_in",
    "DecimalField": "exact_in",
    "TimeField": "iso_in",
    **dict.fromkeys(_AS_THEY_ARE, "as_it_is"),
}


def column_reader(column: "Field[Any, Any]") -> str | None:
    """How the value of a column is read."""
    kind = kind_of(column)
    if kind == "DecimalField":
        return f"as_exact({_digits(column)})"
    return UNCHANGED if kind in _AS_THEY_ARE else value_reader(column)


def value_reader(column: "Field[Any, Any]") -> str | None:
    """How a computed value is read, that Django takes for one of such a column."""
    if isinstance(column, JSONField):
        plain = type(column) is JSONField and column.decoder is None
        return "as_json" if plain else None
    return _word(_READERS, column)


def adapter(column: "Field[Any, Any]") -> str | None:
    """How a value is bound that is compared with a column."""
    return _word(_ADAPTERS, column)


def converter(expression: Any) -> Callable[[Any], Any]:
    """What Django makes of the driver's answer for an expression: of the application's own columns."""
    # The stubs do not know get_db_converters of expressions.
    steps = [
        partial(_as_driver, expression.output_field.get_internal_type()),
        *connection.ops.get_db_converters(expression),
        *expression.get_db_converters(connection),
    ]

    def convert(value: Any) -> Any:
        for step in steps:
            value = step(value, expression, connection)
        return value

    return convert


_FROM_TEXT: dict[str, Callable[[str], Any]] = {
    "DateField": date.fromisoformat,
    "DateTimeField": datetime.fromisoformat,
    "DecimalField": Decimal,
    "TimeField": time.fromisoformat,
}


def _as_driver(kind: str, value: Any, *_: Any) -> Any:
    """What MySQL's driver makes of the text that plans read of such a column."""
    is_text = connection.vendor == "mysql" and isinstance(value, str)
    return _FROM_TEXT[kind](value) if is_text and kind in _FROM_TEXT else value


def _word(words: Mapping[str, str], column: "Field[Any, Any]") -> str | None:
    kind = kind_of(column)
    return None if kind == "DateTimeField" and not has_instants() else words.get(kind)


def _digits(column: Any) -> str:
    return f"{column.max_digits}, {column.decimal_places}"
