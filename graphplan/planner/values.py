"""Writers of values, as Python source: which of the plans' own words write a type of the schema."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import graphene
from graphql import (
    FieldNode,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLString,
    get_named_type,
)

from graphplan import scalars
from graphplan.names import field_name
from graphplan.plans.scalars import to_json

if TYPE_CHECKING:
    from graphplan.planner.compiler import Compiler

Selected = Mapping[str, list[FieldNode]]
"""The fields of one object by the name that they have in the answer."""

Select = Callable[[GraphQLObjectType, list[FieldNode]], Selected]

_WRITERS: Mapping[Any, str] = {
    GraphQLBoolean: "truth",
    GraphQLFloat: "number",
    GraphQLID: "identifier",
    GraphQLInt: "whole",
    GraphQLString: "text",
    graphene.DateTime: "iso",
    scalars.BigInteger: "big",
    scalars.Date: "iso",
    scalars.Decimal: "exact",
    scalars.JSON: "json_of",
    scalars.Time: "iso",
}

_READERS = {"Date": "day_of", "DateTime": "instant_of", "Decimal": "exact_of", "Time": "time_of"}
"""How a structure reads texts, by the name of the scalar."""


_REMEMBERED = {("as_day", "iso"): "day_text", ("as_exact", "exact"): "exact_text"}
"""What reads and writes at once, by the words for the two."""


class Writers:
    """Writes the source of writers."""

    def __init__(self, compiler: "Compiler") -> None:
        self._compiler = compiler

    def of(self, kind: GraphQLOutputType, nodes: list[FieldNode], place: str) -> str:
        """How a Python value of this type is written."""
        return _or_none(self.present(_not_none(kind), nodes, place), kind, place)

    def stored(self, kind: GraphQLOutputType, nodes: list[FieldNode], read: str, place: str) -> str:
        """How what the driver answers is written, which `read` reads."""
        write = self.present(_not_none(kind), nodes, place)
        word, _, details = read.partition("(")
        if (word, write) in _REMEMBERED:
            return _or_none(f"{_REMEMBERED[word, write]}{details and '('}{details}", kind, place)
        write = _or_none(write, kind, place)
        return write if read == "unchanged" else f"read_first({read}, {write})"

    def present(self, kind: Any, nodes: list[FieldNode], place: str) -> str:
        """How a value that is not None is written."""
        if isinstance(kind, GraphQLList):
            return f"many({self.of(kind.of_type, nodes, place)}, {place!r})"
        if isinstance(kind, GraphQLObjectType):
            return self._structure(kind, nodes)
        return self._leaf(kind, place)

    def _leaf(self, kind: GraphQLLeafType, place: str) -> str:
        if isinstance(kind, GraphQLEnumType):
            names = {getattr(value.value, "value", value.value): name for name, value in kind.values.items()}
            return f"enumeration({names!r})"
        write = _WRITERS.get(kind) or _WRITERS.get(getattr(kind, "graphene_type", None))
        if write is not None:
            return write
        serialize = self._compiler.refer(f"{kind.name}.serialize", kind.serialize)
        return f"serialized({serialize}, {place!r})"

    def _structure(self, kind: GraphQLObjectType, nodes: list[FieldNode]) -> str:
        parts = []
        for key, inner in self._compiler.selected(kind, nodes).items():
            name = inner[0].name.value
            if name == "__typename":
                part = f"{to_json(key)!r}, '', unchanged, constant({to_json(kind.name)!r})"
            else:
                field = kind.fields[name]
                write = self.of(field.type, inner, f"{kind.name}.{name}")
                # The application's own scalars are given texts, and no members of enumerations.
                other = "str" if "serialized(" in write else "unchanged"
                read = _READERS.get(get_named_type(field.type).name, other)
                part = f"{to_json(key)!r}, {self._source_of(kind, name)!r}, {read}, {write}"
            parts.append(f"({part})")
        return f"structure({', '.join(parts)})"

    def _source_of(self, kind: GraphQLObjectType, name: str) -> str:
        """The name of a part as Python has it; an error in a payload is a mapping with the schema's names."""
        structure = self._compiler.api.declarations.structures.get(kind.name)
        return (
            next((part for part in structure.fields if field_name(part) == name), name) if structure else name
        )


def _not_none(kind: GraphQLOutputType) -> Any:
    return kind.of_type if isinstance(kind, GraphQLNonNull) else kind


def _or_none(write: str, kind: GraphQLOutputType, place: str) -> str:
    """How a value of this type is written, which may be None."""
    return f"needed({write}, {place!r})" if isinstance(kind, GraphQLNonNull) else f"optional({write})"
