"""Every identifier that a mutation takes, and inputs to try it with."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_required_input_field,
)

from graphplan import IdInput
from graphplan.names import field_name
from jumprope.interfaces.graphql.schema import schema
from jumprope.kit import clock
from jumprope.kit.graphql import api

Path = tuple[str, ...]
"""Where in an input something stands; a list on the way has one element."""


@dataclass(frozen=True)
class Place:
    """Where in the input of a mutation an identifier stands, of which type, and whether it has to."""

    path: Path
    type_name: str
    required: bool


Choose = Callable[[Place], str | None]
"""The identifier to put in a place; None leaves it out."""


def identifiers(mutation: str) -> Iterator[Place]:
    """Every place of the input of a mutation that holds an identifier."""
    return _identifiers(_input_of(mutation), ())


def an_input(mutation: str, choose: Choose, *, towards: Path = ()) -> dict[str, Any]:
    """An input with what is required or lies on the way to a place, and the identifiers that are chosen."""
    return _fields(_input_of(mutation), (), choose, towards)


def _input_of(mutation: str) -> GraphQLInputObjectType:
    kind = schema().type_map[f"{mutation}Input"]
    assert isinstance(kind, GraphQLInputObjectType)
    return kind


def _targets(kind: GraphQLInputObjectType) -> dict[str, str]:
    """The fields of an input that hold identifiers, and the types of these."""
    inputs = {**api.declarations.inputs}
    inputs |= {f"{name}Input": mutation.input for name, mutation in api.declarations.mutations.items()}
    fields = inputs[kind.name].fields.items()
    return {field_name(name): field.to for name, field in fields if isinstance(field, IdInput)}


def _identifiers(kind: GraphQLInputObjectType, path: Path) -> Iterator[Place]:
    targets = _targets(kind)
    for name, field in kind.fields.items():
        inner = get_named_type(field.type)
        if name in targets:
            yield Place((*path, name), targets[name], is_required_input_field(field))
        elif isinstance(inner, GraphQLInputObjectType):
            yield from _identifiers(inner, (*path, name))


def _fields(kind: GraphQLInputObjectType, path: Path, choose: Choose, towards: Path) -> dict[str, Any]:
    targets, values = _targets(kind), {}
    for name, field in kind.fields.items():
        if name in targets:
            place = Place((*path, name), targets[name], is_required_input_field(field))
            if (chosen := choose(place)) is not None:
                values[name] = [chosen] if is_list_type(get_nullable_type(field.type)) else chosen
        elif is_required_input_field(field) or towards[: len(path) + 1] == (*path, name):
            values[name] = _value(field.type, (*path, name), choose, towards)
    return values


def _value(kind: GraphQLInputType, path: Path, choose: Choose, towards: Path) -> Any:
    match kind:
        case GraphQLNonNull():
            return _value(kind.of_type, path, choose, towards)
        case GraphQLList():
            return [_value(kind.of_type, path, choose, towards)]
        case GraphQLInputObjectType():
            return _fields(kind, path, choose, towards)
        case GraphQLEnumType():
            return next(iter(kind.values))
        case GraphQLScalarType():
            return _samples()[kind.name]
    raise TypeError(kind)


def _samples() -> dict[str, Any]:
    """A value of each scalar type."""
    now = clock.now()
    return {
        "String": "As good as any",
        "Decimal": "1",
        "Int": 1,
        "Boolean": True,
        "Date": now.date().isoformat(),
        "DateTime": now.isoformat(),
        "Time": "08:00:00",
    }
