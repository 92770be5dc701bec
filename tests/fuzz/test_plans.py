"""Every field that can be asked for has a plan, whoever asks."""

from dataclasses import dataclass
from functools import cache

import pytest
from graphql import (
    DocumentNode,
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_composite_type,
    parse,
    validate,
)

from graphplan import TextResult
from graphplan.planner import Planner
from jumprope.interfaces.graphql.schema import schema
from jumprope.kit.graphql import api
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.models import Tenant
from tests.fuzz.values import SCALARS

schema()  # all types are declared from here on

REFUSING = ("masteryPreview", "transferPreview")
"""Roots that refuse what makes no sense, and then there is no answer to plan."""


@pytest.mark.usefixtures("tenant")
def test_every_field_has_a_plan() -> None:
    planner = Planner(api)
    viewer, others = a_viewer(Role.TEACHER, Role.GUARDIAN), [a_viewer(Role.TENANT_ADMIN), a_viewer()]
    without = {}
    for level in levels():
        asked = [(viewer, name, level.asking(name)) for name in level.fields]
        asked += [(other, "all fields", level.asking(*level.fields)) for other in others]
        for who, what, document in asked:
            try:
                planner.plan(who, document)
            except Exception as fault:
                without[f"{level.kind}.{what}"] = repr(fault)
    assert without == {}


@dataclass(frozen=True)
class Level:
    """A type, and its fields as they are asked for, on the shortest way there from the root of queries."""

    kind: str
    before: str
    fields: dict[str, str]
    after: str

    def asking(self, *names: str) -> DocumentNode:
        """A document that asks for these fields."""
        document = parse(f"{self.before} {' '.join(self.fields[name] for name in names)} {self.after}")
        assert not (faults := validate(schema(), document)), (faults, self.kind, names)
        return document


@cache
def levels() -> list[Level]:
    """Each type below the root of queries, breadth first."""
    query = schema().query_type
    assert query is not None
    ways, pending, found = {query.name: ("{", "}")}, [query], []
    for kind in pending:
        before, after = ways[kind.name]
        asked = {name: f"{name}{_arguments(field)}" for name, field in kind.fields.items()}
        targets = {name: get_named_type(field.type) for name, field in kind.fields.items()}
        fields = {
            name: f"{text} {{ __typename }}" if is_composite_type(targets[name]) else text
            for name, text in asked.items()
        }
        found.append(Level(kind.name, before, fields, after))
        for name, target in targets.items():
            if isinstance(target, GraphQLObjectType) and target.name not in ways:
                ways[target.name] = f"{before} {asked[name]} {{", f"}} {after}"
                pending.append(target)
    return found


def _arguments(field: GraphQLField) -> str:
    """The arguments that must be given."""
    said = []
    for name, argument in field.args.items():
        if isinstance(argument.type, GraphQLNonNull):
            kind = get_named_type(argument.type)
            value = "[]" if "[" in str(argument.type) else _spelled(kind)
            said.append(f"{name}: {value}")
    return f"({', '.join(said)})" if said else ""


def _spelled(kind: object) -> str:
    values = getattr(kind, "values", None)
    if values:
        return str(next(iter(values)))
    value = SCALARS[getattr(kind, "name", "")][-1]
    return f'"{value}"' if isinstance(value, str) else str(value).lower()


@pytest.mark.parametrize("role", [Role.TENANT_ADMIN, Role.TEACHER, Role.STUDENT])
def test_what_is_asked_of_an_empty_tenant_is_answered_by_its_plan(tenant: Tenant, role: Role) -> None:
    viewer, planner = a_viewer(role), Planner(api)
    with tenant_scope(tenant.pk):
        for level in levels():
            names = [name for name in level.fields if name not in REFUSING]
            if not any(name in level.before for name in REFUSING):
                result = planner.execute(viewer, level.asking(*names))
                assert isinstance(result, TextResult), (level.kind, result.errors)
    assert planner.counts["deopted"] == planner.counts["unplanned"] == 0
