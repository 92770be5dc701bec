"""Which fields of which type an operation asks for, so that no other column is read."""

from collections import defaultdict

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
)

Selection = dict[str, set[str]]
"""The names of fields by the name of their type, each with everything that a document asks of it anywhere."""


def selection_of(schema: GraphQLSchema, document: DocumentNode) -> Selection:
    """What a validated document asks for, `@skip` or not."""
    selected: Selection = defaultdict(set)

    def walk(kind: GraphQLNamedType | None, selections: SelectionSetNode | None) -> None:
        if selections is None or not isinstance(kind, GraphQLObjectType):
            return
        for node in selections.selections:
            if isinstance(node, FieldNode) and node.name.value in kind.fields:
                selected[kind.name].add(node.name.value)
                walk(get_named_type(kind.fields[node.name.value].type), node.selection_set)
            elif isinstance(node, InlineFragmentNode):
                walk(kind, node.selection_set)

    for operation in (node for node in document.definitions if isinstance(node, OperationDefinitionNode)):
        walk(schema.get_root_type(operation.operation), operation.selection_set)
    for fragment in (node for node in document.definitions if isinstance(node, FragmentDefinitionNode)):
        walk(schema.get_type(fragment.type_condition.name.value), fragment.selection_set)
    return selected
