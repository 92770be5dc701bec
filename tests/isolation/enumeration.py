"""Every field of the API, asked of every row that there is."""

import json
from collections.abc import Mapping

from graphql import (
    DocumentNode,
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    parse,
    validate,
)

from graphplan import Answer, Find
from graphplan.declarations.place import Member
from graphplan.names import field_name
from jumprope.interfaces.graphql.schema import schema
from jumprope.kit.graphql import api
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer

STEPS = 3
"""How many rows lie on the way from a root to a field, at most."""

TIES = {"GuardianRelationship"}
"""Types whose rows are no step: they only stand between two others."""

ENOUGH_ROWS = 1_000_000

Place = tuple[str, str]
"""A type and a field of it."""


class Enumeration:
    """For each root of queries one document that asks it for all rows, and those for all fields.

    A `cautious` one does not follow edges that cannot be null: where a rule has been taken away, what is
    hidden at their end takes the row away with it.
    """

    def __init__(self, keys: Mapping[str, set[int]], *, cautious: bool = False) -> None:
        self._keys, self._cautious = keys, cautious
        self.asked: set[Place] = set()
        self._documents = [
            self._document(name, member)
            for name, member in api.declarations.roots.items()
            if not isinstance(member, Answer)  # made from its arguments, not from rows
        ]

    def answers(self, viewer: Viewer) -> str:
        """What a viewer is answered to all documents, as JSON."""
        return "\n".join(self._answer(viewer, document) for document in self._documents)

    def _answer(self, viewer: Viewer, document: DocumentNode) -> str:
        with tenant_scope(viewer.tenant_id):
            result = api.execute(viewer, document, budget=ENOUGH_ROWS)
        assert result.errors is None, result.errors
        return json.dumps(result.data)

    def _document(self, name: str, member: Member) -> DocumentNode:
        root = field_name(name)
        self.asked.add(("Query", root))
        kind = _row_type("Query", root)
        fields = [root]
        if isinstance(member, Find):
            keys = sorted(self._keys[kind.name])
            fields = [f'row{key}: {root}(id: "{kind.name}:{key}")' for key in keys]
        everything = self._selection(kind, STEPS)
        asked = " ".join(f"{field} {{ ...Everything }}" for field in fields)
        document = parse(f"{{ {asked} }} fragment Everything on {kind.name} {everything}")
        assert validate(schema(), document) == []
        return document

    def _selection(self, kind: GraphQLObjectType, steps: int) -> str:
        chosen = []
        for name, field in kind.fields.items():
            target = get_named_type(field.type)
            if self._cautious and _takes_its_row_away(kind, field):
                continue
            if not isinstance(target, GraphQLObjectType):
                chosen.append(name)
            elif steps > (step := _step(target)):
                chosen.append(f"{name} {self._selection(target, steps - step)}")
            else:
                continue
            self.asked.add((kind.name, name))
        return "{ %s }" % " ".join(chosen)


def _row_type(kind: str, name: str) -> GraphQLObjectType:
    """The type of the rows behind a field."""
    declared = schema().type_map[kind]
    assert isinstance(declared, GraphQLObjectType)
    found = get_named_type(declared.fields[name].type)
    assert isinstance(found, GraphQLObjectType)
    return found


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
