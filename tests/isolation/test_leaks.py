"""Whoever asks for everything sees what is theirs, all of it, and of nothing else so much as a name."""

import pytest
from django.db.models import Model, QuerySet

from graphplan import ALL, Viewer as AnyViewer
from jumprope.interfaces.graphql.schema import schema
from jumprope.kit.graphql import api
from jumprope.kit.tenancy import across_tenants
from tests.isolation.enumeration import Enumeration, all_places
from tests.isolation.world import ELSEWHERE, SEES, World, the_world

schema()  # all types are declared from here on

PUBLIC = {"Tenant", "School", "SchoolYear", "Term", "Course", "Framework", "Standard", "StandardAssociation", "Scale", "Level"}
"""Types whose rows everyone of the tenant sees."""

RESTRICTED = sorted(api.declarations.types.keys() - PUBLIC)


@pytest.fixture
def world(db: None) -> World:  # noqa: ARG001 - it is the database being there that is needed
    """Two districts."""
    return the_world()


@pytest.fixture
def enumeration(world: World) -> Enumeration:
    """Everything that can be asked of them."""
    return Enumeration(world.secrets.keys)


def test_every_field_is_asked_for(enumeration: Enumeration) -> None:
    unasked = all_places() - enumeration.asked

    assert {kind for kind, _ in unasked if kind != "Query"} <= _payloads()
    assert {field for kind, field in unasked if kind == "Query"} == {"masteryPreview"}


def _payloads() -> set[str]:
    """What mutations answer: their rows are read back like any others, see test_mutations."""
    return {"Mutation", "UserError", *(f"{name}Payload" for name in api.declarations.mutations)}


@pytest.mark.parametrize("name", SEES)
def test_a_viewer_sees_what_is_theirs_and_nothing_else(world: World, enumeration: Enumeration, name: str) -> None:
    answers = enumeration.answers(world.viewers[name])

    assert world.secrets.seen_in(answers, world.hidden_from(name)) == set()
    unseen = {group for group in SEES[name] if not world.secrets.seen_in(answers, {group})}
    assert unseen == set()


@pytest.mark.parametrize("type_name", RESTRICTED)
def test_without_its_rule_a_type_leaks(
    world: World, enumeration: Enumeration, monkeypatch: pytest.MonkeyPatch, type_name: str
) -> None:
    monkeypatch.setattr(api.declarations.types[type_name], "visible", lambda _viewer: ALL)

    assert any(_leaks(world, enumeration, name) for name in SEES)


def test_without_tenancy_the_other_district_leaks(
    world: World, enumeration: Enumeration, monkeypatch: pytest.MonkeyPatch
) -> None:
    def every_row(model: type[Model], _viewer: AnyViewer) -> "QuerySet[Model]":
        with across_tenants():
            return model._default_manager.all()

    monkeypatch.setattr(api, "rows", every_row)

    assert world.secrets.seen_in(enumeration.answers(world.viewers["father"]), {ELSEWHERE})


def _leaks(world: World, enumeration: Enumeration, name: str) -> bool:
    answers = enumeration.answers(world.viewers[name])
    return bool(world.secrets.seen_in(answers, world.hidden_from(name)))
