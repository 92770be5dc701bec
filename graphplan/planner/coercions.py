"""The source of the variables of a document: how each is coerced without graphql-core."""

from collections.abc import Mapping
from textwrap import indent
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    Undefined,
    VariableDefinitionNode,
    print_ast,
    type_from_ast,
    value_from_ast,
)

from graphplan.declarations.orders import OrderName
from graphplan.planner.literals import References, importable

COERCED = {
    "BigInteger": "big",
    "Boolean": "truth",
    "Date": "day",
    "DateTime": "instant",
    "Decimal": "exact",
    "ID": "text",
    "Int": "whole",
    "JSON": "anything",
    "String": "text",
    "Time": "time_of_day",
}
"""How the values of a scalar are coerced, by the names of `variables`."""


class Hindered(Exception):
    """Something of a document needs more than plans have."""


class Coercions:
    """The variables of one operation, and the enumerations among their types.

    `sources` is the source of each by name; `classes` are what of the application they need. Raises
    `Hindered`.
    """

    def __init__(self, schema: GraphQLSchema, operation: OperationDefinitionNode | None) -> None:
        self._schema = schema
        self.classes: set[str] = set()
        definitions = operation.variable_definitions if operation else ()
        self.sources = {one.variable.name.value: self._of(one) for one in definitions}

    def _of(self, definition: VariableDefinitionNode) -> str:
        kind: Any = type_from_ast(self._schema, definition.type)
        default = Undefined
        if definition.default_value:
            default = value_from_ast(definition.default_value, kind)
        try:
            return self._variable(kind, default)
        except Hindered:
            raise Hindered(f"${definition.variable.name.value}: {print_ast(definition.type)}") from None

    def _variable(self, kind: Any, default: Any) -> str:
        """The source of a variable, or of a field of an input."""
        needed = isinstance(kind, GraphQLNonNull)
        said = {"needed": "True"} if needed else {}
        if default is not Undefined:
            said["default"] = self._default(default)
        return call("variables.Variable", self._coercion(kind.of_type if needed else kind), **said)

    @staticmethod
    def _default(value: Any) -> str:
        """What makes the default when it is needed: a member of an enumeration has to be imported for it."""
        references = References()
        source = references.literal(value)
        if references.kept:
            raise Hindered
        return f"lambda: {source}"

    def _coercion(self, kind: Any) -> str:
        match kind:
            case GraphQLList():
                needed = isinstance(kind.of_type, GraphQLNonNull)
                inner = self._coercion(kind.of_type.of_type if needed else kind.of_type)
                return f"variables.many({inner}, needed={needed})"
            case GraphQLInputObjectType():
                fields = {
                    name: f"({field.out_name or name!r}, {self._variable(field.type, field.default_value)})"
                    for name, field in kind.fields.items()
                }
                return f"variables.structure({mapping(fields)})"
            case GraphQLEnumType():
                return self._enumeration(kind)
        if kind.name not in COERCED:
            raise Hindered
        return f"variables.{COERCED[kind.name]}"

    def _enumeration(self, kind: GraphQLEnumType) -> str:
        members = {name: value.value for name, value in kind.values.items()}
        if all(isinstance(member, OrderName) for member in members.values()):
            return f"variables.order({list(members)!r})"
        name = importable(type(next(iter(members.values()))))
        if name is None:
            raise Hindered
        self.classes.add(name)
        values = mapping({key: repr(member.value) for key, member in members.items()})
        return f"variables.member({name!r}, {values})"


def call(function: str, *arguments: str, **named: str) -> str:
    """The source of a call."""
    return f"{function}({', '.join([*arguments, *(f'{name}={value}' for name, value in named.items())])})"


def mapping(members: Mapping[Any, str]) -> str:
    """The source of a mapping from plain keys to what these sources are."""
    lines = "".join(f"{key!r}: {value},\n" for key, value in members.items())
    return f"{{\n{indent(lines, '    ')}}}" if members else "{}"
