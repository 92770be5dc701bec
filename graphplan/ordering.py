"""Total orders of lists: the same on SQLite and on MySQL, nulls included, and closed by the primary key."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    DecimalField,
    F,
    Field,
    IntegerField,
    Model,
    Q,
    TextField,
)
from django.db.models.expressions import Expression, OrderBy

from graphplan.collation import ByCodePoint
from graphplan.columns import column_of, has_instants, kind_of
from graphplan.errors import DeclarationError
from graphplan.plans.cursors import Days, Domain, Exact, Instants, Numbers, Order, Texts, Truths

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

    def at(self, value: Any) -> Q:
        """The condition of the rows with this value, on the alias."""
        return Q(**{f"{self.alias}__isnull": True}) if value is None else Q(**{self.alias: value})

    def after(self, value: Any, *, backwards: bool) -> Q:
        """The condition of the rows that come strictly after this value, on the alias.

        Nulls stand before every value, in a descending order after it.
        """
        upwards = self.descending == backwards
        if value is None:
            return Q(**{f"{self.alias}__isnull": False}) if upwards else Q(pk__in=[])
        further = Q(**{f"{self.alias}__{'gt' if upwards else 'lt'}": value})
        return further if upwards or not self.column.null else further | Q(**{f"{self.alias}__isnull": True})

    def domain(self, place: str) -> Domain:
        """What of the column stands in cursors. Raises `DeclarationError` for the application's own field."""
        column: Any = self.column
        if not kind_of(column) or (isinstance(column, DateTimeField) and not has_instants()):
            fault = f"{column.name} is a {type(column).__name__}, whose values no cursor holds"
            raise DeclarationError(place, fault, "Order lists by Django's own fields, instants in UTC")
        match column:
            case BooleanField():
                return Truths(column.null)
            case DateTimeField():
                return Instants(column.null)
            case DateField():
                return Days(column.null)
            case DecimalField():
                return Exact(column.max_digits, column.decimal_places, column.null)
            case IntegerField():
                return Numbers(*connection.ops.integer_field_range(kind_of(column)), column.null)
        return Texts(column.max_length, column.null)


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

    def of_list(self, place: str) -> Order:
        """This order of the list at `place`, as cursors have it.

        Raises `DeclarationError` for a column whose values they cannot hold.
        """
        return Order(f"{place}:{self}", *[term.domain(place) for term in self])

    def beyond(self, position: Sequence[Any], *, backwards: bool = False, including: bool = False) -> Q:
        """The condition of the rows after a position, or before it, on the aliases of the terms.

        `including` adds the row at the position itself.
        """
        last = Q(pk__isnull=False) if including else Q(pk__in=[])
        for term, value in zip(reversed(self), reversed(position), strict=True):
            last = term.after(value, backwards=backwards) | (term.at(value) & last)
        return last

    def __str__(self) -> str:
        return ",".join("-" * term.descending + term.name for term in self)


def _term(model: type[Model], name: str, place: str) -> Term:
    column = column_of(model, name.removeprefix("-"), place)
    if column.is_relation or not isinstance(column, _ORDERED):
        fault = f"{column.name} is a {type(column).__name__}, which has no order of its own"
        raise DeclarationError(place, fault, "Order by numbers, texts, dates or booleans of the row itself")
    return Term(column, name.startswith("-"))
