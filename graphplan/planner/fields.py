"""Django's fields in the words of plans: how a column's values are read, bound, and held by cursors.

They answer Python source; None means that plans have no word for it: it is the application's own field.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache, partial
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import connection
from django.db.models import Field, ForeignKey, JSONField

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
_TERMS = {"BooleanField": "Truths", "DateField": "Days", "DateTimeField": "Instants"}


def column_reader(column: "Field[Any, Any]") -> str | None:
    """How the value of a column is read."""
    kind = _kind(column)
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


def term(column: "Field[Any, Any]") -> str | None:
    """How a cursor holds a column's value."""
    kind, null = _kind(column), "null=True" if column.null else ""
    if kind in _AS_THEY_ARE and kind not in (*_TEXTS, "FloatField"):
        bounds = _bounds(column, kind)
        return bounds and f"Numbers({_joined(*map(repr, bounds), null)})"
    if _own_validators(column):
        return None
    if kind in _TEXTS:
        return f"Texts({_joined(repr(column.max_length), null)})"
    if kind == "DecimalField":
        return f"Exact({_joined(_digits(column), null)})"
    word = _word(_TERMS, column)
    return f"{word}({null})" if word else None


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


_OF_VALUES = (
    "from_db_value",
    "get_db_converters",
    "get_db_prep_value",
    "get_internal_type",
    "get_prep_value",
    "to_python",
)
"""What a field does with values."""


def _kind(column: "Field[Any, Any]") -> str:
    """The kind of one of Django's own fields, or of one that does with values what that does; of a foreign
    key, that of the key at its end.
    """
    while isinstance(column, ForeignKey):
        column = column.target_field
    own: Any = type(column)
    return column.get_internal_type() if _is_as_django(own) else ""


@cache
def _is_as_django(own: Any) -> bool:
    """Whether fields of a class do with values what Django's do that it is, or is made from."""
    django = next(kind for kind in own.__mro__ if kind.__module__.startswith("django.db.models.fields"))
    return all(getattr(own, name, None) is getattr(django, name, None) for name in _OF_VALUES)


def _word(words: Mapping[str, str], column: "Field[Any, Any]") -> str | None:
    kind = _kind(column)
    return None if kind == "DateTimeField" and not _has_instants() else words.get(kind)


def _bounds(column: "Field[Any, Any]", kind: str) -> tuple[int, int] | None:
    """The least and the greatest whole number that a column takes; None if it looks at more than that."""
    least, greatest = connection.ops.integer_field_range(kind)
    for validator in _own_validators(column):
        limit = getattr(validator, "limit_value", None)
        if type(validator) is MinValueValidator and type(limit) is int:
            least = max(least, limit)
        elif type(validator) is MaxValueValidator and type(limit) is int:
            greatest = min(greatest, limit)
        else:
            return None
    return least, greatest


def _own_validators(column: Any) -> list[Any]:
    """What a column holds values to, besides what its kind and the database do."""
    return [*column._validators, *type(column).default_validators]


def _digits(column: Any) -> str:
    return f"{column.max_digits}, {column.decimal_places}"


def _has_instants() -> bool:
    """Whether the database holds instants in UTC, and Django knows."""
    return bool(settings.USE_TZ and connection.timezone is UTC)


def _joined(*arguments: str) -> str:
    return ", ".join(filter(None, arguments))
