"""Whoever asks for everything sees what is theirs, all of it, and of nothing else so much as a name."""

from collections.abc import Iterator

import pytest
from django.db.models import Model, QuerySet
from pytest_django import DjangoDbBlocker

from graphplan import ALL
from graphplan import Viewer as AnyViewer
from graphplan.planner import Planner
from jumprope.interfaces.graphql.schema import schema
from jumprope.kit.graphql import api
from jumprope.kit.tenancy import across_tenants
from tests.isolation.enumeration import Enumeration, all_places
from tests.isolation.world import ELSEWHERE, SEES, World, the_world
from tests.once import made_once

schema()  # all types are declared from here on

PUBLIC = {
    "Tenant",
    "School",
    "SchoolYear",
    "Term",
    "GradingPeriod",
    "DayType",
    "ClassPeriod",
    "BellSchedule",
    "BellPeriod",
    "CalendarDay",
    "Subject",
    "GradeLevel",
    "CatalogueCourse",
    "Course",
    "Framework",
    "Standard",
    "StandardAssociation",
    "StandardWording",
    "FrameworkVersion",
    "StandardChange",
    "StandardType",
    "StandardsBank",
    "Alignment",
    "Scale",
    "Level",
    "Mark",
    "AssessmentType",
    "ScaleConversion",
    "MasteryScheme",
    "SchemePart",
    "SchemeRevision",
}
"""Types whose rows everyone of the tenant sees."""

OF_OPERATORS = {"opsdeskStatus", "opsdeskReport", "opsdeskExceptions"}
"""Answers made from tables that are no tenant's, for operators alone."""

BEHIND = {
    "AlignedStandard",
    "BankFolder",
    "CourseGradeChange",
    "DeterminationChange",
    "GroupLeader",
    "LinkedSections",
    "RoleAssignment",
    "ScoreChange",
    "SectionMeeting",
    "UnitStandard",
}
"""Types whose rows edges find only behind a row of another type, so that its rule stands before theirs."""


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:  # noqa: ARG001
    """Two districts."""
    with made_once(django_db_blocker, the_world) as made:
        yield made


def test_every_field_is_asked_for(world: World) -> None:
    unasked = all_places() - Enumeration(world.secrets.keys).asked

    # What mutations answer is read back like any other row.
    of_mutations = {"Mutation", "UserError", *(f"{name}Payload" for name in api.declarations.mutations)}
    # And what is made from arguments has tests of its own.
    of_timetables = {"studentSchedule", "instructionalDays", "doubleBookings"}
    made = {*OF_OPERATORS, *of_timetables, "masteryOfYear", "masteryPreview", "transferPreview"}
    shapes = ("Opsdesk", "Lesson", "DoubleBooking", "TransferPreview", "MasteryOfYear")
    of_made = {place for place in unasked if place[0].startswith(shapes)}
    assert {place for place in unasked - of_made if place[0] not in of_mutations} == {
        ("Query", name) for name in made
    }


def test_viewers_see_what_is_theirs_and_nothing_else(world: World) -> None:
    enumeration = Enumeration(world.secrets.keys)
    leaks, unseen = {}, {}
    for name, viewer in world.viewers.items():
        answers = enumeration.answers(viewer)
        leaks[name] = world.secrets.seen_in(answers, world.hidden_from(name))
        unseen[name] = {group for group in SEES[name] if not world.secrets.seen_in(answers, {group})}

    nothing: dict[str, set[str]] = {name: set() for name in SEES}
    assert leaks == nothing
    assert unseen == nothing


def test_every_rule_is_needed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    tight = set()
    for type_name in api.declarations.types.keys() - PUBLIC - BEHIND:
        enumeration = Enumeration(world.secrets.keys, towards=type_name)
        with monkeypatch.context() as without:
            without.setattr(api.declarations.types[type_name], "visible", lambda _viewer: ALL)
            without.setattr(api, "engine", Planner(api))  # one that has no plan yet
            if not any(
                _leaked(world, enumeration, name)
                for name in ("father", "mia", "mia's guardian", "co-teacher")
            ):
                tight.add(type_name)

    assert tight == set()


@pytest.mark.parametrize("type_name", sorted(BEHIND))
def test_what_is_behind_a_row_leaks_to_who_asks_for_it_by_key_without_its_rule(
    world: World, monkeypatch: pytest.MonkeyPatch, type_name: str
) -> None:
    monkeypatch.setattr(api.declarations.types[type_name], "visible", lambda _viewer: ALL)
    monkeypatch.setattr(api, "engine", Planner(api))

    leaked = _leaked(world, Enumeration(world.secrets.keys, towards=type_name, by_key=True), "principal")

    assert any(secret.startswith(f'"{type_name}:') for secret in leaked)


def test_without_tenancy_the_other_district_leaks(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def every_row(model: type[Model], _viewer: AnyViewer) -> "QuerySet[Model]":
        with across_tenants():
            return model._default_manager.all()

    monkeypatch.setattr(api, "rows", every_row)
    monkeypatch.setattr(api, "engine", Planner(api))

    answers = Enumeration(world.secrets.keys, towards="School").answers(world.viewers["father"])
    assert world.secrets.seen_in(answers, {ELSEWHERE})


def _leaked(world: World, enumeration: Enumeration, name: str) -> set[str]:
    return world.secrets.seen_in(enumeration.answers(world.viewers[name]), world.hidden_from(name))
