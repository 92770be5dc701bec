"""Overrides that hold until a day, and decisions on what was looked at."""

from datetime import timedelta
from typing import Any

import pytest

from graphplan import ids
from jumprope.kit import clock
from jumprope.kit.permissions import Role
from jumprope.kit.viewer import Viewer
from jumprope.learning.assessments.factories import Class
from jumprope.mastery.determinations import writes
from jumprope.mastery.determinations.tests.gradebooks import give, mastery
from jumprope.mastery.policies.factories import the_level
from jumprope.mastery.policies.models import Scale
from jumprope.platform.accounts.models import Account
from jumprope.platform.permissions.factories import a_role, a_viewer, the_viewer_of
from tests.fixtures import Ask
from tests.outcomes import refused

SHOWN = """query ($id: ID!) { determination(id: $id) {
  effectiveLevel { name } overrideLevel { name } overrideReason overrideExpiresOn overriddenBy { id }
} }"""


@pytest.fixture
def place(room: Class) -> dict[str, int]:
    """A student who is at the beginning of a standard."""
    give(room, 1)
    return {
        "section_id": room.section.pk,
        "student_id": room.students[0].pk,
        "standard_id": room.standards[0].pk,
    }


@pytest.fixture
def admin(room: Class) -> Account:  # noqa: ARG001 - it is in the same tenant
    """The account of an administrator of the district."""
    return a_role(Role.TENANT_ADMIN).account


def override(room: Class, scale: Scale, place: dict[str, int], days: int | None, revision: int = 1) -> None:
    """The teacher says that it is proficient, for so many days from today."""
    writes.override(
        viewer=room.teacher,
        **place,
        level_id=the_level(scale, "Proficient").pk,
        reason="Said it aloud.",
        expected_revision=revision,
        expires_on=None if days is None else room.teacher.today + timedelta(days=days),
    )


def on_day(account: Account, days: int) -> Viewer:
    """The viewer of an account, so many days later."""
    with clock.stopped_at(clock.now() + timedelta(days=days)):
        return the_viewer_of(account)


def shown(ask: Ask, viewer: Viewer, room: Class) -> dict[str, Any]:
    found: dict[str, Any] = ask(viewer, SHOWN, id=ids.encode("Determination", mastery(room).pk))
    return found["determination"]  # type: ignore[no-any-return]


def test_an_override_is_shown_until_the_day_before_it_expires_and_never_after(
    ask: Ask, room: Class, scale: Scale, place: dict[str, int], admin: Account
) -> None:
    override(room, scale, place, days=3)
    last = shown(ask, on_day(admin, 2), room)
    assert last["effectiveLevel"] == last["overrideLevel"] == {"name": "Proficient"}
    assert last["overrideReason"] == "Said it aloud."
    assert last["overriddenBy"] == {"id": ids.encode("Account", room.teacher.account_id or 0)}
    assert shown(ask, on_day(admin, 3), room) == {
        "effectiveLevel": {"name": "Beginning"},
        "overrideLevel": None,
        "overrideReason": None,
        "overrideExpiresOn": None,
        "overriddenBy": None,
    }


def test_what_has_expired_is_cleared_at_night_and_the_history_tells_it(
    room: Class, scale: Scale, place: dict[str, int], admin: Account
) -> None:
    override(room, scale, place, days=3)
    assert writes.expire_overrides(viewer=on_day(admin, 2)).determination_ids == []
    assert mastery(room).override_level is not None
    cleared = writes.expire_overrides(viewer=on_day(admin, 3))
    assert cleared.determination_ids == [mastery(room).pk]
    assert (mastery(room).override_level, mastery(room).override_expires_on) == (None, None)
    history = mastery(room).changes.order_by("revision").values_list("override_level__name", flat=True)
    assert list(history) == [None, "Proficient", None]
    assert writes.expire_overrides(viewer=on_day(admin, 3)).determination_ids == []


def test_the_day_can_be_moved_and_taken_away(room: Class, scale: Scale, place: dict[str, int]) -> None:
    override(room, scale, place, days=3)
    override(room, scale, place, days=None, revision=2)
    assert (mastery(room).override_expires_on, mastery(room).revision) == (None, 3)
    override(room, scale, place, days=None, revision=3)
    assert mastery(room).revision == 3


@pytest.mark.parametrize("days", [0, -1])
def test_an_override_holds_for_a_day_at_least(
    room: Class, scale: Scale, place: dict[str, int], days: int
) -> None:
    with refused(("override_expires_too_soon", "expires_on")):
        override(room, scale, place, days=days)


def test_what_has_changed_meanwhile_is_decided_again(
    room: Class, scale: Scale, place: dict[str, int]
) -> None:
    give(room, 2, expected_revision=1)
    with refused(("mastery_changed_meanwhile", "expected_revision")):
        override(room, scale, place, days=None, revision=1)
    override(room, scale, place, days=None, revision=2)
    with refused(("mastery_changed_meanwhile", "expected_revision")):
        writes.clear_override(viewer=room.teacher, **place, expected_revision=2)


def test_only_administrators_and_systems_clear_what_has_expired(room: Class) -> None:
    for viewer in (room.teacher, a_viewer(Role.COUNSELLOR)):
        with refused(("not_found", None)):
            writes.expire_overrides(viewer=viewer)
