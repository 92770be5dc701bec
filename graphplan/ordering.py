"""Total orders of lists: the same on SQLite and on MySQL, nulls included, and closed by the primary key."""

from dataclasses import dataclass
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DecimalField,
    F,
    Field,
    IntegerField,
    Model,
    TextField,
)
from django.db.models.expressions import Expression, OrderBy

from graphplan.collation import ByCodePoint
from graphplan.columns import column_of
from graphplan.errors import DeclarationError

_ORDERED = (BooleanField, CharField, DateField, DecimalField, IntegerField, TextField)
_TEXT = (CharField, TextField)


@dataclass(frozen=True)
class Term:
    """One column of an order. Nulls come first, or last when it is descending, as both databases have it."""

    column: "Field[Any, Any]"
    descending: bool

    @property
    def name(self) -> str:
        """The column's name in the model."""
        return self.column.attname

    @property
    def alias(self) -> str:
        """The name under which a query knows the expression to compare with."""
        return f"graphplan_by_{self.name}"

    def expression(self) -> Expression | F:
        """What to order by and to compare with.

        A text column that names its collation is ordered by that: whoever named it has one for each database.
        """
        plain = isinstance(self.column, _TEXT) and not getattr(self.column, "db_collation", None)
        return ByCodePoint(F(self.name)) if plain else F(self.name)

    def order(self, *, backwards: bool = False) -> OrderBy:
        """The term of an ORDER BY."""
        return OrderBy(self.expression(), descending=self.descending != backwards)


class Ordering(tuple[Term, ...]):
    """The terms of an order; the last is the primary key."""

    def __new__(cls, model: type[Model], names: tuple[str, ...], place: str) -> "Ordering":
        """From names of columns, descending with a minus.

        Raises `DeclarationError` for what is no column of the model, or has no order that both databases
        share.
        """
        terms = [_term(model, name, place) for name in names]
        key = model._meta.pk
        if key not in [term.column for term in terms]:
            terms.append(Term(key, descending=False))
        return super().__new__(cls, terms)

    def order(self, *, backwards: bool = False) -> list[OrderBy]:
        """The ORDER BY of the whole order, or of its reverse."""
        return [term.order(backwards=backwards) for term in self]

    def __str__(self) -> str:
        return ",".join("-" * term.descending + term.name for term in self)


def _term(model: type[Model], name: str, place: str) -> Term:
    column = column_of(model, name.removeprefix("-"), place)
    if column.is_relation or not isinstance(column, _ORDERED):
        fault = f"{column.name} is a {type(column).__name__}, which has no order of its own"
        raise DeclarationError(place, fault, "Order by numbers, texts, dates or booleans of the row itself")
    return Term(column, name.startswith("-"))
