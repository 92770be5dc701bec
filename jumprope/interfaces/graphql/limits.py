"""How large a document may be: counted on its syntax tree, before anything is validated or run."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import reduce

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

DOCUMENT = 32 * 1024
"""Bytes of a document that a request brings along."""

TOKENS = 2_000
ROWS = 5_000

TRUSTED_ROWS = 50_000
TRUSTED_LEVELS = 20
"""Of our own documents, which nothing else of their size is counted of."""

Selecting = OperationDefinitionNode | FragmentDefinitionNode | SelectionNode


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large something in a document is, with every fragment written out; or how large it may be."""

    levels: int = 0
    fields: int = 0
    aliases: int = 0
    directives: int = 0

    def beside(self, other: "Size") -> "Size":
        """The size of both, at the same level."""
        return Size(
            levels=max(self.levels, other.levels),
            fields=self.fields + other.fields,
            aliases=self.aliases + other.aliases,
            directives=self.directives + other.directives,
        )

    def excess(self, most: "Size") -> str | None:
        """The first measure that is larger than it may be, by name; None when all fit."""
        over = (field.name for field in fields(self) if getattr(self, field.name) > getattr(most, field.name))
        return next(over, None)


FREE = Size(levels=10, fields=200, aliases=20, directives=20)

INTROSPECTION = Size(levels=20, fields=1_000, aliases=20, directives=20)
"""For documents that ask for nothing but the schema, where introspection is on: what tools send is large."""


def size_of(document: DocumentNode) -> Size:
    """The size of all operations of a document together, and of the fragments that none of them spreads.

    Each fragment is measured once, however often it is spread: fragments that spread each other twice,
    level by level, double in size at each and still take no longer. What is invalid about fragments is left
    to validation, but nothing is left uncounted: its time can grow with the square of what one fragment
    selects.

    Raises `RecursionError` for fragments that spread each other more than about a hundred deep.
    """
    return _Measure(document).of_document()


def asks_only_for_the_schema(document: DocumentNode) -> bool:
    """Whether every operation selects `__schema` and `__type` at its root, and nothing else."""
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    roots = [selection for operation in operations for selection in operation.selection_set.selections]
    return all(isinstance(root, FieldNode) and root.name.value in {"__schema", "__type"} for root in roots)


class _Measure:
    def __init__(self, document: DocumentNode) -> None:
        self._operations = [
            node for node in document.definitions if isinstance(node, OperationDefinitionNode)
        ]
        self._fragments: dict[str, list[FragmentDefinitionNode]] = defaultdict(list)
        for node in document.definitions:
            if isinstance(node, FragmentDefinitionNode):
                self._fragments[node.name.value].append(node)
        self._measured: dict[str, Size] = {}

    def of_document(self) -> Size:
        operations = _together(map(self._of, self._operations))
        never_spread = self._fragments.keys() - self._measured.keys()
        return operations.beside(_together(map(self._of_fragment, never_spread)))

    def _of(self, node: Selecting) -> Size:
        own, inner = Size(directives=len(node.directives)), self._within(node)
        match node:
            case FragmentSpreadNode():
                own = own.beside(self._of_fragment(node.name.value))
            case OperationDefinitionNode():
                variables = (Size(directives=len(each.directives)) for each in node.variable_definitions)
                own = own.beside(_together(variables))
            case FieldNode():
                aliases = int(node.alias is not None)
                own = own.beside(Size(levels=inner.levels + 1, fields=1, aliases=aliases))
        return own.beside(inner)

    def _of_fragment(self, name: str) -> Size:
        if name not in self._measured:
            # Should it lead back to itself, it counts as nothing the second time.
            self._measured[name] = Size()
            self._measured[name] = _together(map(self._of, self._fragments.get(name, [])))
        return self._measured[name]

    def _within(self, node: Selecting) -> Size:
        selected: SelectionSetNode | None = getattr(node, "selection_set", None)
        return _together(map(self._of, selected.selections)) if selected else Size()


def _together(sizes: Iterable[Size]) -> Size:
    return reduce(Size.beside, sizes, Size())
