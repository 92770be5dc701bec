"""Which fields of which type an operation asks for, so that no other column is read."""

from collections import defaultdict

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    NamedTypeNode,
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
        if selections is None:
            return
        for node in selections.selections:
            if isinstance(node, InlineFragmentNode):
                condition: NamedTypeNode | None = node.type_condition
                walk(
                    schema.get_type(condition.name.value) if condition is not None else kind,
                    node.selection_set,
                )
            elif isinstance(node, FieldNode) and isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
                look(kind, node)

    def look(kind: GraphQLObjectType | GraphQLInterfaceType, node: FieldNode) -> None:
        name = node.name.value
        if name in kind.fields:
            objects = [kind] if isinstance(kind, GraphQLObjectType) else schema.get_possible_types(kind)
            for one in objects:
                selected[one.name].add(name)
            walk(get_named_type(kind.fields[name].type), node.selection_set)

    for operation in (node for node in document.definitions if isinstance(node, OperationDefinitionNode)):
        walk(schema.get_root_type(operation.operation), operation.selection_set)
    for fragment in (node for node in document.definitions if isinstance(node, FragmentDefinitionNode)):
        walk(schema.get_type(fragment.type_condition.name.value), fragment.selection_set)
    return selected
