"""Leaf types: which scalar shows which column, those that Graphene lacks or has inexactly, enumerations."""

import datetime
import decimal
from collections.abc import Callable
from enum import Enum
from functools import cache
from inspect import cleandoc
from typing import Any, TypeVar

import graphene
from django.db import models
from graphql import (
    FloatValueNode,
    GraphQLError,
    IntValueNode,
    StringValueNode,
    ValueNode,
    value_from_ast_untyped,
)

from graphplan.errors import DeclarationError
from graphplan.plans import scalars

T = TypeVar("T")


class Decimal(graphene.Scalar):
    """An exact decimal number, as a string of digits with at most one point: `"3.5"`. Numbers are taken."""

    serialize = staticmethod(scalars.spelled)

    @staticmethod
    def parse_value(value: Any) -> decimal.Decimal:
        return _taken("Decimal", scalars.exact_of, value)

    @staticmethod
    def parse_literal(node: ValueNode, _variables: dict[str, Any] | None = None) -> decimal.Decimal:
        return Decimal.parse_value(
            node.value if isinstance(node, StringValueNode | IntValueNode | FloatValueNode) else None
        )


class Date(graphene.Scalar):
    """A day, as `"2027-01-31"`."""

    @staticmethod
    def serialize(value: datetime.date) -> str:
        return value.isoformat()

    @staticmethod
    def parse_value(value: Any) -> datetime.date:
        return _taken("Date", scalars.day_of, value)

    @staticmethod
    def parse_literal(node: ValueNode, _variables: dict[str, Any] | None = None) -> datetime.date:
        return Date.parse_value(node.value if isinstance(node, StringValueNode) else None)


class Time(graphene.Scalar):
    """A time of day, of no time zone in particular, as `"07:30:00"`."""

    @staticmethod
    def serialize(value: datetime.time) -> str:
        return value.isoformat()

    @staticmethod
    def parse_value(value: Any) -> datetime.time:
        return _taken("Time", scalars.time_of, value)

    @staticmethod
    def parse_literal(node: ValueNode, _variables: dict[str, Any] | None = None) -> datetime.time:
        return Time.parse_value(node.value if isinstance(node, StringValueNode) else None)


class JSON(graphene.Scalar):
    """Any JSON value as it is stored: an object, a list, a string, a number, true, false or null."""

    @staticmethod
    def serialize(value: Any) -> Any:
        return value

    parse_value = serialize

    @staticmethod
    def parse_literal(node: ValueNode, variables: dict[str, Any] | None = None) -> Any:
        return value_from_ast_untyped(node, variables)


class BigInteger(graphene.Scalar):
    """A whole number that may need more than 32 bits, as a string of decimal digits."""

    @staticmethod
    def serialize(value: int) -> str:
        return str(value)

    @staticmethod
    def parse_value(value: Any) -> int:
        return _taken("BigInteger", scalars.big_of, value)

    @staticmethod
    def parse_literal(node: ValueNode, _variables: dict[str, Any] | None = None) -> int:
        return BigInteger.parse_value(node.value if isinstance(node, StringValueNode) else None)


def _taken(name: str, parse: Callable[[Any], T], said: Any) -> T:
    """What a client said, parsed. Raises `GraphQLError`."""
    try:
        return parse(said)
    except ValueError as fault:
        # Python's own words about a text that is no date or number would not help.
        raise GraphQLError(f"{name} cannot represent {said!r}: {_SPELLINGS[name]}") from fault


_SPELLINGS = {
    "BigInteger": "write a string of at most 19 digits",
    "Date": "write year-month-day",
    "Decimal": "write digits with at most one point",
    "Time": "write hours:minutes:seconds",
}


DESCRIPTIONS = {
    "DateTime": "An instant in UTC, as in 2026-05-01T07:30:00+00:00.",
}
"""Of Graphene's own scalars, which describe themselves in the words of Python."""

INEXACT = (graphene.Decimal, graphene.Date, graphene.Time)
"""Graphene's scalars that take more than they say; ours have their names."""

# The first that fits: a column's class stands before the classes that it inherits from.
_SCALARS: tuple[tuple[type["models.Field[Any, Any]"], Any], ...] = (
    (models.BigIntegerField, BigInteger),
    (models.BooleanField, graphene.Boolean),
    (models.IntegerField, graphene.Int),
    (models.FloatField, graphene.Float),
    (models.DecimalField, Decimal),
    (models.DateTimeField, graphene.DateTime),
    (models.DateField, Date),
    (models.TimeField, Time),
    (models.JSONField, JSON),
    (models.CharField, graphene.String),
    (models.TextField, graphene.String),
)


def scalar_of(column: "models.Field[Any, Any]", place: str) -> Any:
    """The Graphene scalar that shows a column.

    Raises `DeclarationError` for a key, which is shown by `Id`, `IdOf` or an edge, and for what has no
    scalar.
    """
    if column.primary_key or column.is_relation:
        raise DeclarationError(place, f"{column.name} is a key", "Declare an Id, an IdOf or a One")
    scalar = next((scalar for kind, scalar in _SCALARS if isinstance(column, kind)), None)
    if scalar is None:
        fault = f"{column.name} is a {type(column).__name__}, for which there is no scalar"
        raise DeclarationError(place, fault, "Declare an Expression or a Batch that makes it one")
    return scalar


@cache
def enum_of(enum: type[Enum]) -> Any:
    """The Graphene enumeration of a `TextChoices` or `StrEnum` class; the same one for every use.

    Its name is the class's, its description the docstring; each value's is the member's label or description.
    """
    description = cleandoc(vars(enum).get("__doc__") or "")

    def described(member: Enum | None) -> str | None:
        if member is None:
            return description
        return str(getattr(member, "label", "") or getattr(member, "description", "")) or None

    return graphene.Enum.from_enum(enum, description=described)
