"""Every field of the API, asked of every row that there is."""

import json
from collections.abc import Mapping

from graphql import DocumentNode, GraphQLObjectType, get_named_type, is_leaf_type, parse, validate

from graphplan import Answer, Find
from graphplan.declarations.place import Member
from graphplan.names import field_name
from jumprope.interfaces.graphql.schema import schema
from jumprope.kit.graphql import api
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer

STEPS = 3
"""How many rows lie on the way from a root to a field, at most."""

ENOUGH_ROWS = 1_000_000

Place = tuple[str, str]
"""A type and a field of it."""


class Enumeration:
    """For each root of queries one document that asks it for all rows, and those for all fields."""

    def __init__(self, keys: Mapping[str, set[int]]) -> None:
        self._keys = keys
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
        kind = get_named_type(schema().query_type.fields[root].type)
        selection = self._selection(kind, STEPS)
        if isinstance(member, Find):
            ids = [f"{kind.name}:{key}" for key in sorted(self._keys[kind.name])]
            fields = [f'row{place}: {root}(id: "{id_}") {selection}' for place, id_ in enumerate(ids)]
        else:
            fields = [f"{root} {selection}"]
        document = parse("{ %s }" % " ".join(fields))
        assert validate(schema(), document) == []
        return document

    def _selection(self, kind: GraphQLObjectType, steps: int) -> str:
        chosen = []
        for name, field in kind.fields.items():
            target = get_named_type(field.type)
            further = steps - 1 if target.name in api.declarations.types else steps
            if is_leaf_type(target):
                chosen.append(name)
            elif further:
                chosen.append(f"{name} {self._selection(target, further)}")
            else:
                continue
            self.asked.add((kind.name, name))
        return "{ %s }" % " ".join(chosen)


def all_places() -> set[Place]:
    """Every field of every type that can be asked for."""
    return {
        (kind.name, name)
        for kind in schema().type_map.values()
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__")
        for name in kind.fields
    }
