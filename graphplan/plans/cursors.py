"""Cursors of connections: a position in one particular list, opaque to clients, good for that list only.

The representation of an `Order`, and of what it is made of, is its source.
"""

import json
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from graphplan.plans import stored
from graphplan.plans.refusals import Code, Unfit
from graphplan.plans.scalars import day_of, instant_of

LONGEST_CURSOR = 4000


def plain_of(value: Any) -> Any:
    """A column's value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value


class Domain(Protocol):
    """What one column of an order may hold."""

    null: bool

    def read(self, raw: Any) -> Any:
        """Its value, of what the driver answers for it, or of itself."""

    def value(self, plain: Any) -> Any:
        """Its value, of what stands in a cursor. Raises `ValueError` for what the column does not hold."""


@dataclass(eq=False)
class Numbers:
    """Whole numbers."""

    least: int
    greatest: int
    null: bool = False

    read = staticmethod(int)

    def value(self, plain: Any) -> int:
        if type(plain) is not int or not self.least <= plain <= self.greatest:
            raise ValueError("no such number")
        return plain


@dataclass(eq=False)
class Texts:
    """Texts of at most so many characters."""

    longest: int | None
    null: bool = False

    read = staticmethod(str)

    def value(self, plain: Any) -> str:
        if type(plain) is not str or (self.longest is not None and len(plain) > self.longest):
            raise ValueError("no such text")
        plain.encode()
        return plain


@dataclass(eq=False)
class Truths:
    """Yes or no."""

    null: bool = False

    read = staticmethod(stored.as_truth)

    def value(self, plain: Any) -> bool:
        if type(plain) is not bool:
            raise ValueError("neither yes nor no")
        return plain


@dataclass(eq=False)
class Days:
    """Days."""

    null: bool = False

    read = staticmethod(stored.as_day)
    value = staticmethod(day_of)


@dataclass(eq=False)
class Instants:
    """Instants."""

    null: bool = False

    read = staticmethod(stored.as_instant)

    def value(self, plain: Any) -> datetime:
        moment = instant_of(plain)
        if moment.tzinfo is None:
            raise ValueError("no instant")
        return moment


@dataclass(eq=False)
class Exact:
    """Decimals of so many digits, so many of them behind the point."""

    digits: int
    places: int
    null: bool = False
    read: Callable[[Any], Decimal] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.read = stored.as_exact(self.digits, self.places)

    def value(self, plain: Any) -> Decimal:
        value = self.read(plain) if isinstance(plain, str) else None
        if value is None or not value.is_finite() or format(value, "f") != plain:
            raise ValueError("no such decimal")
        return value


class Order:
    """The order of one list: its name in cursors, and the domains of the columns that it is by.

    `narrowed` is what distinguishes the list from the whole one, `choices.named` of its filters.
    """

    def __init__(self, name: str, *domains: Domain) -> None:
        self.name, self.domains = name, domains

    def __repr__(self) -> str:
        return f"Order({', '.join(map(repr, (self.name, *self.domains)))})"

    def cursor(self, *raw: Any, narrowed: str = "") -> str:
        """The cursor of a row with these values of the columns, or what the driver answers for them."""
        values = [
            None if value is None else plain_of(domain.read(value))
            for domain, value in zip(self.domains, raw, strict=True)
        ]
        position = json.dumps([self.name + narrowed, *values], separators=(",", ":"))
        return urlsafe_b64encode(position.encode()).decode()

    def position(self, cursor: str, narrowed: str = "") -> tuple[Any, ...]:
        """The values of the columns at a cursor.

        Raises `Unfit` for a cursor of another list, and for anything that `cursor` never made.
        """
        try:
            plain = _opened(self.name + narrowed, cursor)
            return tuple([_value(domain, each) for domain, each in zip(self.domains, plain, strict=True)])
        except (TypeError, ValueError, ArithmeticError, RecursionError):
            message = "This cursor does not belong to this list. Begin again without a cursor."
            raise Unfit(Code.BAD_CURSOR, message) from None


def _value(domain: Domain, plain: Any) -> Any:
    return None if plain is None and domain.null else domain.value(plain)


def _opened(name: str, cursor: str) -> list[Any]:
    """The values in a cursor of the list of this name. Raises `ValueError` for anything else."""
    if len(cursor) > LONGEST_CURSOR:
        raise ValueError("no cursor is so long")
    position = json.loads(b64decode(cursor.encode(), altchars=b"-_", validate=True))
    if not isinstance(position, list) or position[:1] != [name]:
        raise ValueError("a cursor of another list")
    return position[1:]
