"""A command is permitted, all or nothing, and written down once."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from jumprope.kit import clock
from jumprope.kit.command import InACommand, NotInACommand
from jumprope.kit.errors import NotFound
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.tenancy.scope import tenant_in_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.audit.models import AuditEvent, AuditHead, IdempotencyKey
from jumprope.platform.audit.tests import planted
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.platform.tenancy.writes import SchoolNameTaken


def nothing_changed() -> bool:
    """Whether no command has left anything behind."""
    return not any(model.objects.exists() for model in (School, AuditEvent, AuditHead, IdempotencyKey))


@pytest.mark.usefixtures("tenant")
def test_a_command_is_one_event_of_the_one_who_asked() -> None:
    instant = datetime(2026, 3, 2, 15, 4, 5, 123456, tzinfo=UTC)
    with clock.stopped_at(instant):
        system = a_viewer(Role.INTEGRATION)
    answer = planted.plant(viewer=system, name="Elm")
    event = AuditEvent.objects.get()
    assert (event.account_id, event.event, event.at) == (system.account_id, "tests.planted", instant)
    assert json.loads(event.details) == {"school_ids": answer.school_ids}


def test_an_operator_acts_without_an_account(operator: Viewer) -> None:
    planted.plant(viewer=operator, name="Elm")
    assert AuditEvent.objects.get().account_id is None


def test_a_command_enters_the_tenant_of_its_viewer_and_leaves_it(
    operator: Viewer, other_tenant: Tenant
) -> None:
    with tenant_scope(other_tenant.pk):
        planted.plant(viewer=operator, name="Elm")
        assert nothing_changed()
        assert tenant_in_scope() == other_tenant.pk
    assert School.objects.get().name == "Elm"


def test_what_is_written_down_shows_itself_by_its_place(operator: Viewer) -> None:
    planted.plant.once("a-key")(viewer=operator, name="Elm")
    key = IdempotencyKey.objects.get()
    assert str(AuditEvent.objects.get()) == "tests.planted at position 1"
    assert str(AuditHead.objects.get()) == "head at position 1"
    assert str(key) == f"key {key.pk}"


@pytest.mark.usefixtures("tenant")
def test_who_lacks_the_permission_finds_nothing_there() -> None:
    with pytest.raises(NotFound) as refused:
        planted.plant(viewer=a_viewer(Role.TEACHER), name="Elm")
    assert [problem.code for problem in refused.value.problems] == ["not_found"]
    assert nothing_changed()


def test_a_refusal_midway_changes_nothing(operator: Viewer) -> None:
    with pytest.raises(SchoolNameTaken, match="Elm"):
        planted.plant_and_refuse.once("a-key")(viewer=operator, name="Elm")
    assert nothing_changed()


def test_a_crash_midway_changes_nothing(operator: Viewer) -> None:
    with pytest.raises(ZeroDivisionError):
        planted.plant_and_crash.once("a-key")(viewer=operator, name="Elm")
    assert nothing_changed()


def test_an_answer_that_cannot_be_kept_changes_nothing(operator: Viewer) -> None:
    with pytest.raises(TypeError, match="Decimal is not JSON serializable"):
        planted.plant_and_answer_oddly(viewer=operator, name="Elm")
    assert nothing_changed()


def test_a_command_inside_a_command_is_a_bug_and_changes_nothing(operator: Viewer) -> None:
    with pytest.raises(InACommand, match=r"tests\.planted"):
        planted.plant_by_another_command(viewer=operator, name="Elm")
    assert nothing_changed()


@pytest.mark.usefixtures("operator")
def test_a_step_outside_of_a_command_is_a_bug_and_changes_nothing() -> None:
    with pytest.raises(NotInACommand, match="plant_one"):
        planted.plant_one(name="Oak")
    assert nothing_changed()


def test_after_a_command_steps_are_bugs_again(operator: Viewer) -> None:
    planted.plant(viewer=operator, name="Elm")
    with pytest.raises(ZeroDivisionError):
        planted.plant_and_crash(viewer=operator, name="Ash")
    with pytest.raises(NotInACommand):
        planted.plant_one(name="Oak")
    assert School.objects.get().name == "Elm"


def test_a_command_keeps_the_words_of_its_function() -> None:
    assert planted.plant.__doc__ == "Make a school."


@pytest.mark.parametrize(
    ("key", "statements"),
    [
        pytest.param(None, 4, id="effect, head, event, head"),
        pytest.param("a-key", 6, id="key, effect, key, head, event, head"),
    ],
)
def test_what_a_command_costs_besides_its_effect(
    operator: Viewer, django_assert_num_queries: Callable[..., Any], key: str | None, statements: int
) -> None:
    planted.plant(viewer=operator, name="Elm")
    with django_assert_num_queries(2 + statements):  # 2: the test's transaction has savepoints instead
        planted.plant.once(key)(viewer=operator, name="Oak")


def test_what_a_repeated_request_costs(
    operator: Viewer, django_assert_num_queries: Callable[..., Any]
) -> None:
    planted.plant.once("a-key")(viewer=operator, name="Elm")
    with django_assert_num_queries(3 + 2):  # the key that is taken, its answer
        planted.plant.once("a-key")(viewer=operator, name="Elm")
