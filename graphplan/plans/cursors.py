"""Cursors of connections: a position in one particular list, opaque to clients, good for that list only."""

import json
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NoReturn, Protocol

from graphplan.plans import stored
from graphplan.plans.refusals import Code, Unfit
from graphplan.plans.scalars import day_of, instant_of

LONGEST_CURSOR = 4000


def closed(name: str, plain: Sequence[Any]) -> str:
    """The cursor of a position in the list of this name; its values are JSON's."""
    return urlsafe_b64encode(json.dumps([name, *plain], separators=(",", ":")).encode()).decode()


def opened(name: str, cursor: str) -> list[Any]:
    """The values in a cursor of the list of this name. Raises `ValueError` for anything else."""
    if len(cursor) > LONGEST_CURSOR:
        raise ValueError("no cursor is so long")
    position = json.loads(b64decode(cursor.encode(), altchars=b"-_", validate=True))
    if not isinstance(position, list) or position[:1] != [name]:
        raise ValueError("a cursor of another list")
    return position[1:]


def refuse() -> NoReturn:
    """Raise `Unfit` for a cursor that `closed` never made, or that belongs elsewhere."""
    message = "This cursor does not belong to this list. Begin again without a cursor."
    raise Unfit(Code.BAD_CURSOR, message)


def plain_of(value: Any) -> Any:
    """A column's value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value


class Term(Protocol):
    """One column of an order."""

    null: bool

    def read(self, raw: Any) -> Any:
        """Its value, of what the driver answers for it."""

    def value(self, plain: Any) -> Any:
        """Its value, of what stands in a cursor. Raises `ValueError` for what the column does not hold."""


class Numbers:
    """Whole numbers."""

    def __init__(self, least: int, greatest: int, *, null: bool = False) -> None:
        self.least, self.greatest, self.null = least, greatest, null

    read = staticmethod(int)

    def value(self, plain: Any) -> int:
        if type(plain) is not int or not self.least <= plain <= self.greatest:
            raise ValueError("no such number")
        return plain


class Texts:
    """Texts of at most so many characters."""

    def __init__(self, longest: int | None, *, null: bool = False) -> None:
        self.longest, self.null = longest, null

    read = staticmethod(str)

    def value(self, plain: Any) -> str:
        if type(plain) is not str or (self.longest is not None and len(plain) > self.longest):
            raise ValueError("no such text")
        plain.encode()
        return plain


class Truths:
    """Yes or no."""

    def __init__(self, *, null: bool = False) -> None:
        self.null = null

    read = staticmethod(stored.as_truth)

    def value(self, plain: Any) -> bool:
        if type(plain) is not bool:
            raise ValueError("neither yes nor no")
        return plain


class Days:
    """Days."""

    def __init__(self, *, null: bool = False) -> None:
        self.null = null

    read = staticmethod(stored.as_day)
    value = staticmethod(day_of)


class Instants:
    """Instants."""

    def __init__(self, *, null: bool = False) -> None:
        self.null = null

    read = staticmethod(stored.as_instant)

    def value(self, plain: Any) -> datetime:
        moment = instant_of(plain)
        if moment.tzinfo is None:
            raise ValueError("no instant")
        return moment


class Exact:
    """Decimals of so many digits, so many of them behind the point."""

    def __init__(self, digits: int, places: int, *, null: bool = False) -> None:
        self.null = null
        self.read = stored.as_exact(digits, places)

    def value(self, plain: Any) -> Decimal:
        value = self.read(plain) if isinstance(plain, str) else None
        if value is None or not value.is_finite() or format(value, "f") != plain:
            raise ValueError("no such decimal")
        return value


class Order:
    """The order of one list: its name in cursors, and the terms that a position has values of.

    `narrowed` is what distinguishes the list from the whole one, `choices.named` of its filters.
    """

    def __init__(self, name: str, *terms: Term) -> None:
        self.name, self.terms = name, terms

    def cursor(self, *raw: Any, narrowed: str = "") -> str:
        """The cursor of a row with these columns, as the driver answers them."""
        values = [
            None if value is None else plain_of(term.read(value))
            for term, value in zip(self.terms, raw, strict=True)
        ]
        return f'"{closed(self.name + narrowed, values)}"'

    def position(self, cursor: str, narrowed: str = "") -> tuple[Any, ...]:
        """The values at a cursor. Raises `Unfit`."""
        try:
            plain = opened(self.name + narrowed, cursor)
            return tuple(map(_value, self.terms, _as_many(plain, self.terms)))
        except (TypeError, ValueError, ArithmeticError, RecursionError):
            refuse()


def _as_many(plain: list[Any], terms: Sequence[Term]) -> list[Any]:
    if len(plain) != len(terms):
        raise ValueError("another order's position")
    return plain


def _value(term: Term, plain: Any) -> Any:
    if plain is None and term.null:
        return None
    return term.value(plain)
