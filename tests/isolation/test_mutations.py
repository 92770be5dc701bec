"""Nothing of others is changed or shown, in whatever place of an input it is named."""

from collections.abc import Iterator
from functools import cache, partial
from typing import Any

import pytest
from django.db import transaction
from graphql import DocumentNode, GraphQLObjectType, parse, validate
from pytest_django import DjangoDbBlocker

from graphplan.names import mutation_name
from jumprope.interfaces.graphql.schema import schema
from jumprope.kit.graphql import api
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from tests.isolation.arguments import Place, an_input, identifiers
from tests.isolation.world import SEES, World, the_world
from tests.once import made_once
from tests.outcomes import every_row

schema()  # all mutations are declared from here on

MUTATIONS = list(api.declarations.mutations)

OF_OPERATORS = {
    "AcceptRisk",
    "EndRiskException",
    "NameResourceOwner",
    "PauseResolutionClock",
    "ResumeResolutionClock",
    "SetResolutionPolicy",
}
"""Which nobody's administrator may."""


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:  # noqa: ARG001
    """Two districts."""
    with made_once(django_db_blocker, the_world) as made:
        yield made


def told(viewer: Viewer, mutation: str, values: dict[str, Any]) -> dict[str, Any]:
    """What a mutation answers."""
    with tenant_scope(viewer.tenant_id):
        result = api.execute(viewer, document_of(mutation), {"input": values})
    assert result.errors is None, (mutation, values, result.errors)
    answer: dict[str, Any] = (result.data or {})["told"]
    return answer


@cache
def document_of(mutation: str) -> DocumentNode:
    """What asks for a mutation, its errors and the rows that it wrote."""
    payload = schema().type_map[f"{mutation}Payload"]
    assert isinstance(payload, GraphQLObjectType)
    written = " ".join(f"{name} {{ id }}" for name in payload.fields if name != "errors")
    query = "mutation Try($input: %sInput!) { told: %s(input: $input) { errors { code field message } %s } }"
    document = parse(query % (mutation, mutation_name(mutation), written))
    assert validate(schema(), document) == []
    return document


def own(world: World, place: Place) -> str | None:
    """A row of the first district where one is required: the first that was made, one of the first
    section's.
    """
    keys = world.secrets.keys[place.type_name]
    return f"{place.type_name}:{min(keys)}" if place.required else None


def inputs(world: World, name: str, mutation: str, place: Place) -> Iterator[dict[str, Any]]:
    """Inputs that name in one place a row that does not exist, and then rows that a viewer does not see."""
    strangers = [world.secrets.ids(group, place.type_name) for group in sorted(world.hidden_from(name))]
    for identifier in (f"{place.type_name}:{10**9}", *(ids[0] for ids in strangers if ids)):
        yield an_input(mutation, partial(_chosen, world, place, identifier), towards=place.path)


def _chosen(world: World, place: Place, identifier: str, here: Place) -> str | None:
    return identifier if here == place else own(world, here)


@pytest.mark.parametrize("name", SEES)
def test_a_strangers_row_is_like_none_and_stays_as_it_is(world: World, name: str) -> None:
    viewer, before = world.viewers[name], every_row()
    for mutation in MUTATIONS:
        for place in identifiers(mutation):
            of_nobody, *of_strangers = inputs(world, name, mutation, place)
            refusal = told(viewer, mutation, of_nobody)

            assert refusal["errors"], (mutation, of_nobody)
            for values in of_strangers:
                assert told(viewer, mutation, values) == refusal, (mutation, values)
    assert every_row() == before


def test_ones_own_rows_are_found(world: World) -> None:
    """Else the refusals above would prove nothing. What an input asks for here may be refused for other
    reasons.
    """
    done, not_found = set(), set()
    for mutation in MUTATIONS:
        with transaction.atomic():
            answer = told(world.viewers["admin"], mutation, an_input(mutation, partial(own, world)))
            transaction.set_rollback(True)
        if not answer["errors"]:
            done.add(mutation)
        if "not_found" in codes(answer):
            not_found.add(mutation)

    assert not_found == OF_OPERATORS
    assert len(done) > len(MUTATIONS) / 2


def codes(answer: dict[str, Any]) -> set[str]:
    """The codes of the errors in an answer."""
    return {error["code"] for error in answer["errors"]}
