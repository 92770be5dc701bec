"""Every field that can be asked for has a plan, whoever asks."""

from collections.abc import Iterator

import pytest
from graphql import (
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
    viewers = [a_viewer(Role.TENANT_ADMIN), a_viewer(Role.TEACHER, Role.GUARDIAN), a_viewer()]
    planner = Planner(api)
    without = {}
    for place, text in documents():
        document = parse(text)
        assert not (faults := validate(schema(), document)), (faults, text)
        for viewer in viewers:
            try:
                planner.plan(viewer, document)
            except Exception as fault:
                without[place] = repr(fault)
    assert without == {}


def documents() -> Iterator[tuple[str, str]]:
    """For every field below the root of queries a document that asks for it, on the shortest way there."""
    query = schema().query_type
    assert query is not None
    ways, pending = {query.name: ("{", "}")}, [query]
    while pending:
        kind = pending.pop(0)
        before, after = ways[kind.name]
        for name, field in kind.fields.items():
            target, asked = get_named_type(field.type), f"{before} {name}{_arguments(field)}"
            inner = "{ __typename }" if is_composite_type(target) else ""
            yield f"{kind.name}.{name}", f"{asked} {inner} {after}"
            if isinstance(target, GraphQLObjectType) and target.name not in ways:
                ways[target.name] = f"{asked} {{", f"}} {after}"
                pending.append(target)


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
        for place, text in documents():
            if not any(name in text for name in REFUSING):
                result = planner.execute(viewer, parse(text))
                assert isinstance(result, TextResult), (place, result.errors)
    assert planner.counts["deopted"] == planner.counts["unplanned"] == 0
