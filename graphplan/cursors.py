"""Cursors of connections: a position in one particular list, opaque to clients, good for that list only."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.db.models import Field, Q
from django.utils.timezone import is_naive

from graphplan.errors import refuse
from graphplan.ordering import Ordering, Term
from graphplan.plans import cursors as plain_cursors
from graphplan.plans.cursors import closed, opened, plain_of
from graphplan.plans.refusals import Unfit


def encode(place: str, ordering: Ordering, values: Sequence[Any], narrowed: str = "") -> str:
    """The cursor of the row with these values of the order's columns, in the list at `place`.

    `narrowed` distinguishes it from the whole list, see `plans.choices.named`.
    """
    return closed(name_of(place, ordering) + narrowed, list(map(plain_of, values)))


def decode(place: str, ordering: Ordering, cursor: str, narrowed: str = "") -> tuple[Any, ...]:
    """The values of the order's columns at a cursor.

    Raises `GraphQLError` with the code `bad_cursor` for a cursor of another list, and for anything that
    `encode` never made.
    """
    try:
        position = opened(name_of(place, ordering) + narrowed, cursor)
        return tuple(value_of(term.column, plain) for term, plain in zip(ordering, position, strict=True))
    except (TypeError, ValueError, ValidationError, RecursionError):
        _refuse()


def name_of(place: str, ordering: Ordering) -> str:
    """The name of a list in its cursors: it belongs to one order too."""
    return f"{place}:{ordering}"


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


def value_of(column: "Field[Any, Any]", plain: Any) -> Any:
    """The column's value of a plain one; only what `plain_of` made of a value that the column can hold.

    Raises `ValueError` or `ValidationError`.
    """
    if plain is None and column.null:
        return None
    if not isinstance(plain, str | int):
        raise ValueError("no value that a cursor holds")
    value = column.to_python(plain)
    column.run_validators(value)
    made = plain_of(value)
    if type(made) is not type(plain) or made != plain or (isinstance(value, datetime) and is_naive(value)):
        raise ValueError("not a value of this column")
    if isinstance(plain, str):
        plain.encode()
    return value


def _refuse() -> NoReturn:
    """Raise the `GraphQLError` of a cursor that does not fit."""
    try:
        plain_cursors.refuse()
    except Unfit as unfit:
        refuse(unfit)
