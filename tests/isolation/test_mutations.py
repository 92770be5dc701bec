"""Nothing of others is changed or shown, in whatever place of an input it is named."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import transaction
from graphql import GraphQLObjectType, parse, validate

from graphplan.names import mutation_name
from jumprope.interfaces.graphql.schema import schema
from jumprope.kit.graphql import api
from jumprope.kit.tenancy import across_tenants, tenant_scope
from jumprope.kit.viewer import Viewer
from tests.isolation.arguments import Path, an_input, identifiers
from tests.isolation.world import ELSEWHERE, SEES, World, the_world

schema()  # all mutations are declared from here on

MUTATIONS = list(api.declarations.mutations)


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - it is the database being there that is needed
    """Two districts."""
    return the_world()


def database() -> str:
    """Everything in every table."""
    with across_tenants():
        return repr([list(model._base_manager.order_by("pk").values_list()) for model in apps.get_models()])


def told(viewer: Viewer, mutation: str, values: dict[str, Any]) -> dict[str, Any]:
    """What a mutation answers."""
    payload = schema().type_map[f"{mutation}Payload"]
    assert isinstance(payload, GraphQLObjectType)
    written = " ".join(f"{name} {{ id }}" for name in payload.fields if name != "errors")
    query = "mutation Try($input: %sInput!) { told: %s(input: $input) { errors { code field message } %s } }"
    document = parse(query % (mutation, mutation_name(mutation), written))
    assert validate(schema(), document) == []
    with tenant_scope(viewer.tenant_id):
        result = api.execute(viewer, document, {"input": values})
    assert result.errors is None, (mutation, values, result.errors)
    answer: dict[str, Any] = (result.data or {})["told"]
    return answer


def own(world: World, type_name: str) -> str:
    """A row of the first district: the first that was made, which is one of the first section's."""
    return f"{type_name}:{min(world.secrets.keys[type_name])}"


def inputs_with_a_strangers_row(world: World, name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """For each place that an identifier can stand in: an input that names a row that is hidden from a viewer there.

    All else in it is the first section's.
    """
    for mutation in MUTATIONS:
        places = dict(identifiers(mutation))
        for place, type_name in places.items():
            for hidden in (ELSEWHERE, *sorted(world.hidden_from(name) - {ELSEWHERE})):
                for stranger in world.secrets.ids(hidden, type_name)[:1]:

                    def choose(path: Path, target: str, place: Path = place, stranger: str = stranger) -> str | None:
                        return stranger if path == place else own(world, target)

                    yield mutation, an_input(mutation, choose)


@pytest.mark.parametrize("name", SEES)
def test_a_strangers_row_is_never_changed_and_never_shown(world: World, name: str) -> None:
    before, done, shown = database(), [], set()
    for mutation, values in inputs_with_a_strangers_row(world, name):
        answer = told(world.viewers[name], mutation, values)
        shown |= world.secrets.seen_in(json.dumps(answer), world.hidden_from(name))
        if not answer["errors"]:
            done.append((mutation, values))

    assert done == []
    assert shown == set()
    assert database() == before


def test_the_same_inputs_work_with_rows_of_ones_own(world: World) -> None:
    """Else the refusals above would prove nothing."""
    done = set()
    for mutation in MUTATIONS:
        values = an_input(mutation, lambda path, target: own(world, target))
        with transaction.atomic():
            if not told(world.viewers["admin"], mutation, values)["errors"]:
                done.add(mutation)
            transaction.set_rollback(True)

    assert done == set(MUTATIONS)
