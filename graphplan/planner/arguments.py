"""The arguments of a field of a document, as Python source: constants, coerced already, and variables."""

from collections.abc import Iterable
from typing import Any

from graphql import (
    FieldNode,
    GraphQLArgument,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    ListValueNode,
    ObjectValueNode,
    Undefined,
    ValueNode,
    VariableNode,
    value_from_ast,
)

from graphplan.planner.documents import NoPlan
from graphplan.planner.literals import References

Defined = GraphQLArgument | GraphQLInputField


def arguments(field: GraphQLField, node: FieldNode, references: References) -> str:
    """The source of the `Arguments` of a field.

    They are what graphql-core's `get_argument_values` and `value_from_ast` make of it: a validated document
    leaves only variables to go wrong.
    """
    given = {argument.name.value: argument.value for argument in node.arguments}
    return f"Arguments({{{', '.join(_Template(references).members(field.args.items(), given))}}})"


class _Template:
    def __init__(self, references: References) -> None:
        self._references = references

    def members(self, defined: Iterable[tuple[str, Defined]], given: dict[str, ValueNode]) -> Iterable[str]:
        """What each argument or field of an input stands for, by its Python name; not those left out."""
        for name, member in defined:
            source = self._member(member, given.get(name))
            if source is not None:
                yield f"{member.out_name or name!r}: {source}"

    def _member(self, member: Defined, node: ValueNode | None) -> str | None:
        default = member.default_value
        if node is None:
            return None if default is Undefined else self._references.literal(default)
        return self._value(node, member.type, default)

    def _value(self, node: ValueNode, kind: Any, default: Any = Undefined) -> str:
        needed = isinstance(kind, GraphQLNonNull)
        if isinstance(node, VariableNode):
            said = [repr(node.name.value)]
            said += ["needed=True"] if needed else []
            said += [] if default is Undefined else [f"default={self._references.literal(default)}"]
            return f"Variable({', '.join(said)})"
        kind = kind.of_type if needed else kind
        if isinstance(kind, GraphQLList) and isinstance(node, ListValueNode):
            return f"[{', '.join(self._value(one, kind.of_type) for one in node.values)}]"
        if isinstance(kind, GraphQLList) and _has_variable(node):
            return f"[{self._value(node, kind.of_type)}]"
        if isinstance(kind, GraphQLInputObjectType) and isinstance(node, ObjectValueNode):
            given = {field.name.value: field.value for field in node.fields}
            return f"{{{', '.join(self.members(kind.fields.items(), given))}}}"
        if _has_variable(node):
            raise NoPlan("a variable within a scalar's literal")
        return self._references.literal(value_from_ast(node, kind))


def _has_variable(node: ValueNode) -> bool:
    if isinstance(node, ListValueNode):
        return any(map(_has_variable, node.values))
    if isinstance(node, ObjectValueNode):
        return any(_has_variable(field.value) for field in node.fields)
    return isinstance(node, VariableNode)
