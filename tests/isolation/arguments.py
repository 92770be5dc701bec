"""Every identifier that a mutation takes, and inputs to try it with."""

from collections.abc import Callable, Iterator
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    get_named_type,
    is_list_type,
    is_non_null_type,
    is_required_input_field,
)

from graphplan import IdInput
from graphplan.names import field_name
from jumprope.interfaces.graphql.schema import schema
from jumprope.kit import clock
from jumprope.kit.graphql import api

Path = tuple[str, ...]
"""Where in an input something stands; a list on the way has one element."""


def identifiers(mutation: str) -> Iterator[tuple[Path, str]]:
    """Where the input of a mutation holds identifiers, and of which types."""
    return _identifiers(_input_of(mutation), ())


def an_input(mutation: str, choose: Callable[[Path, str], str | None]) -> dict[str, Any]:
    """An input with what is required, and the identifiers that are chosen for their path and type."""
    return _value(_input_of(mutation), (), choose)


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


def _identifiers(kind: GraphQLInputObjectType, path: Path) -> Iterator[tuple[Path, str]]:
    targets = _targets(kind)
    for name, field in kind.fields.items():
        inner = get_named_type(field.type)
        if name in targets:
            yield (*path, name), targets[name]
        elif isinstance(inner, GraphQLInputObjectType):
            yield from _identifiers(inner, (*path, name))


def _value(kind: GraphQLInputType, path: Path, choose: Callable[[Path, str], str | None]) -> Any:
    if is_non_null_type(kind):
        return _value(kind.of_type, path, choose)
    if is_list_type(kind):
        return [_value(kind.of_type, path, choose)]
    if isinstance(kind, GraphQLInputObjectType):
        return _fields(kind, path, choose)
    if isinstance(kind, GraphQLEnumType):
        return next(iter(kind.values))
    now = clock.now()
    samples = {"String": "As good as any", "Decimal": "1", "Int": 1, "Boolean": True}
    return (samples | {"Date": now.date().isoformat(), "DateTime": now.isoformat()})[kind.name]


def _fields(
    kind: GraphQLInputObjectType, path: Path, choose: Callable[[Path, str], str | None]
) -> dict[str, Any]:
    targets, values = _targets(kind), {}
    for name, field in kind.fields.items():
        here = (*path, name)
        if name in targets:
            chosen = choose(here, targets[name])
            if chosen is not None:
                values[name] = [chosen] if is_list_type(getattr(field.type, "of_type", field.type)) else chosen
        elif is_required_input_field(field):
            values[name] = _value(field.type, here, choose)
    return values
