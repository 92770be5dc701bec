"""Values as JSON text: of columns and expressions, and of whatever Python makes."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection
from django.db.models import Field
from django.db.models.expressions import Col
from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
)
from graphql.pyutils import is_iterable

from graphplan.engine import to_json
from graphplan.planner.runtime import GaveUp, Write, quote

Selected = Mapping[str, list[FieldNode]]
"""The fields of one object by the name that they have in the answer."""

Select = Callable[[GraphQLObjectType, list[FieldNode]], Selected]

Convert = Callable[[Any], Any]


def unchanged(value: Any) -> Any:
    """The value as it is."""
    return value


def column_converter(column: "Field[Any, Any]") -> Convert:
    """From what the driver answers for a column to its Python value; `unchanged` where that is the same."""
    return converter(Col("graphplan", column))


def converter(expression: Any) -> Convert:
    """From what the driver answers for an expression to its Python value."""
    # The stubs do not know get_db_converters of expressions.
    steps = [
        *connection.ops.get_db_converters(expression),
        *expression.get_db_converters(connection),
    ]
    if not steps:
        return unchanged

    def convert(value: Any) -> Any:
        for step in steps:
            value = step(value, expression, connection)
        return value

    return convert


def writer(kind: GraphQLOutputType, nodes: list[FieldNode], select: Select, place: str) -> Write:
    """How a Python value of this type is written. The function raises `GaveUp` for one that does not fit."""
    if isinstance(kind, GraphQLNonNull):
        return _required(_present(kind.of_type, nodes, select, place), place)
    write = _present(kind, nodes, select, place)
    return lambda value: "null" if value is None else write(value)


def _required(write: Write, place: str) -> Write:
    def required(value: Any) -> str:
        if value is None:
            raise GaveUp(f"no value at {place}")
        return write(value)

    return required


def _present(kind: Any, nodes: list[FieldNode], select: Select, place: str) -> Write:
    """How a value that is not None is written."""
    if isinstance(kind, GraphQLList):
        return _list(writer(kind.of_type, nodes, select, place), place)
    if isinstance(kind, GraphQLObjectType):
        return _structure(kind, nodes, select)
    return _leaf(kind, place)


def _leaf(kind: GraphQLLeafType, place: str) -> Write:
    serialize = kind.serialize

    def leaf(value: Any) -> str:
        serialized = serialize(value)
        if serialized is None:
            raise GaveUp(f"no value at {place}")
        return quote(serialized) if type(serialized) is str else to_json(serialized)

    return leaf


def _list(write: Write, place: str) -> Write:
    def many(values: Any) -> str:
        if not is_iterable(values):
            raise GaveUp(f"no list at {place}")
        return f"[{','.join(map(write, values))}]"

    return many


Read = Callable[[Any, Any], Any]


def _structure(kind: GraphQLObjectType, nodes: list[FieldNode], select: Select) -> Write:
    parts = []
    for key, part_nodes in select(kind, nodes).items():
        name = part_nodes[0].name.value
        if name == "__typename":
            read: Read = _nothing
            write = _always(to_json(kind.name))
        else:
            field: GraphQLField = kind.fields[name]
            read = field.resolve or _item(name)
            write = writer(field.type, part_nodes, select, f"{kind.name}.{name}")
        parts.append((f"{to_json(key)}:", read, write))

    def structure(value: Any) -> str:
        return "{" + ",".join([key + write(read(value, None)) for key, read, write in parts]) + "}"

    return structure


def _item(name: str) -> Callable[[Any, Any], Any]:
    return lambda source, _info: source[name]


def _nothing(_source: Any, _info: Any) -> None:
    return None


def _always(text: str) -> Write:
    return lambda _value: text
