"""Cursors of connections: a position in one particular list, opaque to clients, good for that list only."""

import json
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.db.models import Field, Q
from django.utils.timezone import is_naive

from graphplan.errors import Code, refuse
from graphplan.ordering import Ordering, Term

LONGEST_CURSOR = 4000


def encode(place: str, ordering: Ordering, values: Sequence[Any]) -> str:
    """The cursor of the row with these values of the order's columns, in the list at `place`."""
    position = [f"{place}:{ordering}", *map(_plain, values)]
    return urlsafe_b64encode(json.dumps(position, separators=(",", ":")).encode()).decode()


def decode(place: str, ordering: Ordering, cursor: str) -> tuple[Any, ...]:
    """The values of the order's columns at a cursor.

    Raises `GraphQLError` with the code `bad_cursor` for a cursor of another list, and for anything that
    `encode` never made.
    """
    try:
        if len(cursor) > LONGEST_CURSOR:
            _refuse()
        position = json.loads(b64decode(cursor.encode(), altchars=b"-_", validate=True))
        if not isinstance(position, list) or position[:1] != [f"{place}:{ordering}"]:
            _refuse()
        return tuple(_value(term.column, plain) for term, plain in zip(ordering, position[1:], strict=True))
    except (TypeError, ValueError, ValidationError, RecursionError):
        _refuse()


def beyond(
    ordering: Ordering, values: Sequence[Any], *, backwards: bool = False, including: bool = False
) -> Q:
    """The condition of the rows after a position, or before it, on the aliases of the order's terms.

    `including` adds the row at the position itself.
    """
    last = Q(pk__isnull=False) if including else Q(pk__in=[])
    for term, value in zip(reversed(ordering), reversed(values), strict=True):
        last = _after(term, value, backwards) | (_at(term, value) & last)
    return last


def _after(term: Term, value: Any, backwards: bool) -> Q:
    """Strictly after this value of one term.

    Nulls stand before every value, in a descending order after it.
    """
    upwards = term.descending == backwards
    if value is None:
        return Q(**{f"{term.alias}__isnull": False}) if upwards else Q(pk__in=[])
    further = Q(**{f"{term.alias}__{'gt' if upwards else 'lt'}": value})
    return further if upwards or not term.column.null else further | Q(**{f"{term.alias}__isnull": True})


def _at(term: Term, value: Any) -> Q:
    return Q(**{f"{term.alias}__isnull": True}) if value is None else Q(**{term.alias: value})


def _plain(value: Any) -> Any:
    """A column's value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value


def _value(column: "Field[Any, Any]", plain: Any) -> Any:
    """The column's value of a plain one; only what `_plain` made of a value that the column can hold.

    Raises `ValueError` or `ValidationError`.
    """
    if plain is None and column.null:
        return None
    if not isinstance(plain, str | int):
        raise ValueError("no value that a cursor holds")
    value = column.to_python(plain)
    column.run_validators(value)
    made = _plain(value)
    if type(made) is not type(plain) or made != plain or (isinstance(value, datetime) and is_naive(value)):
        raise ValueError("not a value of this column")
    if isinstance(plain, str):
        plain.encode()
    return value


def _refuse() -> NoReturn:
    refuse(Code.BAD_CURSOR, "This cursor does not belong to this list. Begin again without a cursor.")
