"""Values of arguments: any of their types, and cursors that nobody was given."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from typing import Any

from django.db import models
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    get_nullable_type,
)

from graphplan.ordering import Ordering
from graphplan.plans.cursors import Order

SCALARS: Mapping[str, list[Any]] = {
    "Int": [0, 1, 2, 3, 40],
    "Float": [0, 1.5],
    "Boolean": [True, False],
    "String": ["", "a", "Mia", "é%_"],
    "ID": ["", "Section:1", "Student:0"],
    "Decimal": ["0", "1", "2.5", "4"],
    "Date": ["2026-01-31", "2027-06-30"],
    "DateTime": ["2026-05-01T07:30:00+00:00"],
    "Time": ["07:30:00"],
    "BigInteger": ["7"],
    "JSON": [None],
}

_COLUMNS: tuple[tuple[type["models.Field[Any, Any]"], list[Any]], ...] = (
    (models.BooleanField, [True, False]),
    (models.IntegerField, [1, 2, 7, 40]),
    (models.DecimalField, [Decimal(1), Decimal(2)]),
    (models.DateTimeField, [datetime(2026, 5, 1, 7, 30, tzinfo=UTC)]),
    (models.DateField, [date(2026, 8, 15), date(2027, 1, 31)]),
    (models.Field, ["a", "m", "S"]),
)


def of_type(kind: Any, random: Random) -> Any:
    """Any value of an input type."""
    match kind:
        case GraphQLNonNull():
            return of_type(kind.of_type, random)
        case GraphQLList():
            return [of_type(kind.of_type, random) for _ in range(random.randint(0, 4))]
        case GraphQLEnumType():
            return random.choice(list(kind.values))
        case GraphQLInputObjectType():
            return {
                name: of_type(one.type, random)
                for name, one in kind.fields.items()
                if isinstance(one.type, GraphQLNonNull) or random.random() < 0.5
            }
    return random.choice(SCALARS[kind.name])


def a_cursor(order: Order, ordering: Ordering, narrowed: str, random: Random) -> str:
    """A position in a list that is ordered so, of a row that may not be there."""
    values = [_of_column(term.column, random) for term in ordering]
    return order.cursor(*values, narrowed=narrowed)


def inside(kind: Any, value: Any) -> Any:
    """What the application gets of a value of an input type."""
    kind = get_nullable_type(kind)
    if isinstance(kind, GraphQLEnumType):
        return kind.values[value].value
    return kind.parse_value(value) if isinstance(kind, GraphQLScalarType) else value


def _of_column(column: "models.Field[Any, Any]", random: Random) -> Any:
    if column.choices:
        return random.choice([value for value, _ in column.flatchoices])
    return random.choice(next(values for kind, values in _COLUMNS if isinstance(column, kind)))


NEVER_GIVEN: tuple[Any, ...] = (None, "", "x", 0, -1, 101, 2**31, 1.0, 1.5, True, [], [None], {}, "\ud800")
"""What a client might say by mistake. The last is half a character, which JSON can spell."""


def amiss(variables: Mapping[str, Any], cursor: str, random: Random) -> dict[str, Any]:
    """The variables of a document with a mistake: one is wrong, missing, unknown, or another's cursor."""
    while (wrong := _amiss(variables, cursor, random)) == variables:
        pass
    return wrong


def _amiss(variables: Mapping[str, Any], cursor: str, random: Random) -> dict[str, Any]:
    wrong = dict(variables)
    if not wrong or random.random() < 0.1:
        return {**wrong, "nobodys": random.choice(NEVER_GIVEN)}
    name = random.choice(list(wrong))
    if random.random() < 0.2:
        del wrong[name]
    else:
        wrong[name] = random.choice([*NEVER_GIVEN, cursor, [wrong[name]], str(wrong[name])])
    return wrong
