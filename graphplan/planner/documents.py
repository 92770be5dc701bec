"""A document as the planner knows it: the operation that is meant, and what decides the shape of its plan."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from graphql import (
    DirectiveNode,
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLSchema,
    NamedTypeNode,
    NonNullTypeNode,
    OperationDefinitionNode,
    OperationType,
    TypeNode,
    VariableNode,
    Visitor,
    get_operation_ast,
    print_ast,
    visit,
)
from graphql.execution.values import get_variable_values

from graphplan.plans import Refused


class NoPlan(Exception):
    """The reference engine has to answer this: introspection, or no such operation."""


def text_of(document: DocumentNode) -> str:
    """The text of a document, which stands for it in caches."""
    return document.loc.source.body if document.loc else print_ast(document)


@dataclass(frozen=True)
class Document:
    """One operation of a document."""

    text: str
    operation: OperationDefinitionNode | None
    fragments: dict[str, FragmentDefinitionNode]
    switches: tuple[str, ...]
    """The variables that `@skip` and `@include` look at: their values decide which fields there are."""

    plain: dict[str, type | None]
    """By variable the Python type whose values stand for themselves: most need no more of graphql-core."""

    @classmethod
    def of(cls, document: DocumentNode, operation_name: str | None) -> "Document":
        """What there is to know."""
        fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        operation = get_operation_ast(document, operation_name)
        definitions = operation.variable_definitions if operation else ()
        plain = {one.variable.name.value: _PLAIN.get(_named(one.type)) for one in definitions}
        text = text_of(document)
        return cls(text, operation, fragments, _switches(text, document), plain)

    @property
    def is_query(self) -> bool:
        """Whether it only reads."""
        return self.operation is not None and self.operation.operation is OperationType.QUERY

    @property
    def hash(self) -> str:
        """What names the document in a log: it may hold what nobody else may read."""
        return sha256(self.text.encode()).hexdigest()

    def variables(self, schema: GraphQLSchema, given: dict[str, Any]) -> dict[str, Any]:
        """The values of the operation's variables. Raises `Refused` if one does not fit."""
        definitions = self.operation.variable_definitions if self.operation else ()
        if not definitions:
            return {}
        if given.keys() == self.plain.keys() and all(
            type(value) is self.plain[name] for name, value in given.items()
        ):
            return given
        values = get_variable_values(schema, definitions, given)
        if isinstance(values, list):
            raise Refused("variables that do not fit")
        return values


_PLAIN = {"Boolean": bool, "ID": str, "String": str}


def _named(kind: TypeNode) -> str:
    """The name of a type, or of a type that may not be null; of a list none."""
    kind = kind.type if isinstance(kind, NonNullTypeNode) else kind
    return kind.name.value if isinstance(kind, NamedTypeNode) else ""


def _switches(text: str, document: DocumentNode) -> tuple[str, ...]:
    # Most documents have no directives, which going through all of one would tell as well.
    if "@" not in text:
        return ()
    found: set[str] = set()

    class Directives(Visitor):
        def enter_directive(self, node: DirectiveNode, *_: Any) -> None:
            found.update(
                argument.value.name.value
                for argument in node.arguments
                if isinstance(argument.value, VariableNode)
            )

    visit(document, Directives())
    return tuple(sorted(found))
