"""A document as the planner knows it: the operation that is meant, and what decides the shape of its plan."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from graphql import (
    DirectiveNode,
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    VariableNode,
    Visitor,
    get_operation_ast,
    print_ast,
    visit,
)
from graphql.execution.values import get_variable_values

from graphplan.planner.coercions import Coercions, Hindered, mapping
from graphplan.plans import Refused, variables
from graphplan.plans.plan import VOCABULARY, imported
from graphplan.plans.variables import Variable, coerced


class NoPlan(Exception):
    """The reference engine has to answer this: introspection, or no such operation."""


def text_of(document: DocumentNode) -> str:
    """The text of a document, which stands for it in caches."""
    return document.loc.source.body if document.loc else print_ast(document)


@dataclass(frozen=True)
class Document:
    """One operation of a document that was validated against a schema."""

    schema: GraphQLSchema
    text: str
    operation: OperationDefinitionNode | None
    fragments: dict[str, FragmentDefinitionNode]
    switches: tuple[str, ...]
    """The variables that `@skip` and `@include` look at: their values decide which fields there are."""

    @classmethod
    def of(cls, schema: GraphQLSchema, document: DocumentNode, operation_name: str | None) -> "Document":
        """What there is to know."""
        fragments = {
            node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)
        }
        operation = get_operation_ast(document, operation_name)
        text = text_of(document)
        return cls(schema, text, operation, fragments, _switches(text, document))

    @property
    def is_query(self) -> bool:
        """Whether it only reads."""
        return self.operation is not None and self.operation.operation is OperationType.QUERY

    @property
    def hash(self) -> str:
        """What names the document in a log: it may hold what nobody else may read."""
        return sha256(self.text.encode()).hexdigest()

    def variables(self, given: dict[str, Any]) -> dict[str, Any]:
        """The values of the operation's variables. Raises `Refused` if one does not fit."""
        definitions = self.operation.variable_definitions if self.operation else ()
        if not definitions:
            return {}
        # The plainest values, which most are, are taken without graphql-core.
        if self._coercions is not None:
            with suppress(Refused):
                return coerced(self._coercions, given)
        values = get_variable_values(self.schema, definitions, given)
        if isinstance(values, list):
            raise Refused("variables that do not fit")
        return values

    @cached_property
    def _coercions(self) -> Mapping[str, Variable] | None:
        """How the variables are coerced without graphql-core; None where one of them cannot be."""
        try:
            source = mapping(Coercions(self.schema, self.operation).sources)
        except Hindered:
            return None
        names = {**VOCABULARY, "variables": variables, "reference": imported}
        coercions: Mapping[str, Variable] = eval(source, names)  # noqa: S307 - made of the schema
        return coercions


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
