"""Every field of the API, asked of every row that there is."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from graphql import (
    DocumentNode,
    GraphQLField,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    parse,
    validate,
)

from graphplan import Answer, Find, FindAny, FindEach
from graphplan.names import field_name
from jumprope.interfaces.graphql.schema import schema
from jumprope.kit.graphql import api
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer

STEPS = 3
"""How many rows lie on a way to the fields of one type, at most."""

TIES = {"GuardianRelationship"}
"""Types whose rows are no step: they only stand between two others."""

ENOUGH_ROWS = 1_000_000

AT_ONCE = 100
"""How many identifiers one field takes."""

Place = tuple[str, str]
"""A type and a field of it."""


@dataclass(frozen=True)
class Root:
    """A root of queries: its field, the type of its rows, and whether it finds one by its identifier."""

    field: str
    kind: GraphQLObjectType
    finds: bool


@dataclass(frozen=True)
class Question:
    """A document, and the variables that it is asked with in turn."""

    document: DocumentNode
    of: Sequence[Mapping[str, Any]] = ({},)


class Enumeration:
    """Documents that ask for all fields of all rows: each type's on the shortest way to it from a root, with
    the identifiers of the rows behind its edges.

    One `towards` a type asks for its fields alone, but on every way there. It is meant for what is found
    where rules have been taken away, and so does not follow edges that cannot be null: what is hidden at
    their end would take the row away with it. `by_key` it asks for its rows alone, and not for ways there.
    """

    def __init__(
        self, keys: Mapping[str, set[int]], *, towards: str | None = None, by_key: bool = False
    ) -> None:
        self._keys, self._towards = keys, towards
        self.asked: set[Place] = set()
        if towards and by_key:
            self._questions = [self._question(Root("node", _object(towards), finds=True), "{ id }")]
        else:
            self._questions = list(self._on_every_way() if towards else self._on_the_shortest_ways())

    def answers(self, viewer: Viewer) -> str:
        """What a viewer is answered to all documents, as JSON."""
        with tenant_scope(viewer.tenant_id):
            return "\n".join(
                self._answer(viewer, question.document, variables)
                for question in self._questions
                for variables in question.of
            )

    def _answer(self, viewer: Viewer, document: DocumentNode, variables: Mapping[str, Any]) -> str:
        result = api.execute(viewer, document, variables, budget=ENOUGH_ROWS)
        assert result.errors is None, result.errors
        return json.dumps(result.data)

    def _on_the_shortest_ways(self) -> Iterator[Question]:
        """Breadth first: where a type is reached first, its fields are asked for."""
        asked = {root: [_identity(root.kind)] for root in _roots()}
        self.asked |= {("Query", root.field) for root in asked}
        ways: list[tuple[Root, Sequence[str], GraphQLObjectType]] = [(root, (), root.kind) for root in asked]
        reached: set[str] = set()
        for root, way, kind in ways:
            if kind.name in reached:
                continue
            reached.add(kind.name)
            targets = {name: get_named_type(field.type) for name, field in kind.fields.items()}
            self.asked |= {(kind.name, name) for name in targets}
            asked[root].append(_along(way, _selected(targets)))
            ways += [(root, (*way, name), target) for name, target in targets.items() if _has_fields(target)]
        yield from (self._question(root, *selections) for root, selections in asked.items())
        yield from self._by_identifiers()

    def _by_identifiers(self) -> Iterator[Question]:
        """Every row there is, whatever its type."""
        self.asked |= {("Query", "node"), ("Query", "nodes")}
        ids = [f"{name}:{key}" for name, keys in self._keys.items() for key in sorted(keys)]
        some = [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
        yield Question(
            checked("query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"),
            [{"ids": each} for each in some],
        )
        yield Question(checked("query ($id: ID!) { node(id: $id) { id } }"), [{"id": each} for each in ids])

    def _on_every_way(self) -> Iterator[Question]:
        for root in _roots():
            if selection := self._selection(root.kind, STEPS):
                yield self._question(root, selection)

    def _selection(self, kind: GraphQLObjectType, steps: int) -> str:
        """The fields of the type asked for, if this is it, and every way on to it; empty if there is none."""
        chosen = []
        for name, field in kind.fields.items():
            target = get_named_type(field.type)
            if _takes_its_row_away(kind, field):
                continue
            if not _has_fields(target):
                chosen += [name] if kind.name == self._towards else []
            elif steps > (step := _step(target)) and (further := self._selection(target, steps - step)):
                chosen.append(f"{name} {further}")
        return "{ %s }" % " ".join(chosen) if chosen else ""

    def _question(self, root: Root, *selections: str) -> Question:
        """What is selected at a root; of each row, where the root finds one."""
        fields = " ".join(f"... on {root.kind.name} {selection}" for selection in selections)
        if not root.finds:
            return Question(checked(f"{{ {root.field} {{ {fields} }} }}"))
        assert self._keys[root.kind.name], f"there is no {root.kind.name} to be asked for"
        return Question(
            checked(f"query ($id: ID!) {{ {root.field}(id: $id) {{ {fields} }} }}"),
            [{"id": f"{root.kind.name}:{key}"} for key in sorted(self._keys[root.kind.name])],
        )


def _along(way: Sequence[str], selection: str) -> str:
    """What is selected at the end of a way."""
    for name in reversed(way):
        selection = "{ %s %s }" % (name, selection)
    return selection


def checked(text: str) -> DocumentNode:
    """A document that may be asked."""
    document = parse(text)
    assert validate(schema(), document) == []
    return document


def _roots() -> list[Root]:
    """The roots that lead to rows of one type."""
    members = {field_name(name): member for name, member in api.declarations.roots.items()}
    fields = _object("Query").fields
    return [
        Root(name, _object(get_named_type(fields[name].type).name), isinstance(member, Find))
        for name, member in members.items()
        if not isinstance(member, Answer | FindAny | FindEach)
    ]


def _object(name: str) -> GraphQLObjectType:
    found = schema().type_map[name]
    assert isinstance(found, GraphQLObjectType)
    return found


def _has_fields(kind: GraphQLNamedType) -> TypeGuard[GraphQLObjectType]:
    return isinstance(kind, GraphQLObjectType)


def _selected(targets: Mapping[str, GraphQLNamedType]) -> str:
    """Fields, with the rows behind those that are edges."""
    fields = [f"{name} {_identity(kind)}" if _has_fields(kind) else name for name, kind in targets.items()]
    return "{ %s }" % " ".join(fields)


def _identity(kind: GraphQLObjectType) -> str:
    """Which rows there are, and nothing of them."""
    if "id" in kind.fields:
        return "{ id }"
    targets = {name: get_named_type(field.type) for name, field in kind.fields.items()}
    rows = [f"{name} {_identity(target)}" for name, target in targets.items() if _has_fields(target)]
    return "{ %s }" % " ".join(rows or ["__typename"])


def _step(target: GraphQLObjectType) -> int:
    return int(target.name in api.declarations.types.keys() - TIES)


def _takes_its_row_away(kind: GraphQLObjectType, field: GraphQLField) -> bool:
    """Whether a field leads from a row to another one that has to be there."""
    rows = api.declarations.types
    required = field.type.of_type if isinstance(field.type, GraphQLNonNull) else None
    return kind.name in rows and isinstance(required, GraphQLObjectType) and required.name in rows


def all_places() -> set[Place]:
    """Every field of every type that can be asked for."""
    return {
        (kind.name, name)
        for kind in schema().type_map.values()
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__")
        for name in kind.fields
    }
