"""A request that is repeated has one effect and one answer, however it is repeated."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import Any

import pytest
from django.conf import settings

from jumprope.kit.command import IdempotencyKeyInvalid, IdempotencyKeyReused
from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.audit.models import AuditEvent, IdempotencyKey
from jumprope.platform.audit.tests import planted
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy import writes
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.platform.tenancy.writes import SchoolNameTaken

Together = Callable[..., list[Any]]


def test_a_repeated_request_gets_the_first_answer_and_has_no_second_effect(operator: Viewer) -> None:
    first = writes.open_school.once("a-key")(viewer=operator, name="Elm")
    again = writes.open_school.once("a-key")(viewer=operator, name="Elm")
    assert again == first
    assert [school.pk for school in School.objects.all()] == [first.school_id]
    assert AuditEvent.objects.count() == 1


def test_a_graphql_input_names_the_key_among_the_values(operator: Viewer) -> None:
    named: dict[str, Any] = {"viewer": operator, "name": "Elm", "idempotency_key": "a-key"}
    assert writes.open_school(**named) == writes.open_school(**named)
    assert School.objects.count() == 1


def test_a_key_serves_one_request_only(operator: Viewer) -> None:
    writes.open_school.once("a-key")(viewer=operator, name="Elm")
    with pytest.raises(IdempotencyKeyReused):
        writes.open_school.once("a-key")(viewer=operator, name="Oak")
    assert School.objects.get().name == "Elm"
    assert AuditEvent.objects.count() == 1


def test_without_a_key_every_request_counts(operator: Viewer) -> None:
    writes.open_school(viewer=operator, name="Elm")
    with pytest.raises(SchoolNameTaken):
        writes.open_school(viewer=operator, name="Elm")


@pytest.mark.parametrize("key", ["", "k" * 101])
def test_a_key_that_cannot_be_kept_is_refused(operator: Viewer, key: str) -> None:
    with pytest.raises(IdempotencyKeyInvalid) as refused:
        writes.open_school.once(key)(viewer=operator, name="Elm")
    assert refused.value.problems[0].field == "idempotency_key"
    assert not School.objects.exists()


def test_the_longest_key_is_kept(operator: Viewer) -> None:
    writes.open_school.once("k" * 100)(viewer=operator, name="Elm")
    assert IdempotencyKey.objects.get().key == "k" * 100


def test_a_refused_request_leaves_its_key_free(operator: Viewer) -> None:
    writes.open_school(viewer=operator, name="Elm")
    with pytest.raises(SchoolNameTaken):
        writes.open_school.once("a-key")(viewer=operator, name="Elm")
    assert not IdempotencyKey.objects.exists()
    writes.open_school.once("a-key")(viewer=operator, name="Oak")
    assert School.objects.count() == 2


@pytest.mark.usefixtures("tenant")
def test_each_account_has_keys_of_its_own(operator: Viewer) -> None:
    admins = [a_viewer(Role.TENANT_ADMIN), a_viewer(Role.TENANT_ADMIN), operator]
    for number, admin in enumerate(admins):
        writes.open_school.once("a-key")(viewer=admin, name=f"School {number}")
    assert School.objects.count() == 3


def test_each_tenant_has_keys_of_its_own(operator: Viewer, other_tenant: Tenant) -> None:
    other_operator = Viewer.operator(other_tenant.pk, other_tenant.time_zone)
    first = writes.open_school.once("a-key")(viewer=operator, name="Elm")
    other = writes.open_school.once("a-key")(viewer=other_operator, name="Elm")
    assert first != other
    with tenant_scope(other_tenant.pk):
        assert School.objects.get().pk == other.school_id


A_VALUE: dict[str, Any] = {
    "cells": [planted.Cell(on=date(2026, 3, 2), value=Decimal("3.5"))],
    "at": datetime(2026, 3, 2, 12, tzinfo=UTC),
    "role": Role.TEACHER,
    "names": frozenset({"Ada", "Grace"}),
}


@pytest.mark.parametrize(
    "other",
    [
        {"cells": [planted.Cell(on=date(2026, 3, 3), value=Decimal("3.5"))]},
        {"cells": [planted.Cell(on=date(2026, 3, 2), value=Decimal("3.6"))]},
        {"cells": []},
        {"at": datetime(2026, 3, 2, 12, 0, 0, 1, tzinfo=UTC)},
        {"role": Role.STUDENT},
        {"names": frozenset({"Ada"})},
    ],
)
def test_every_part_of_every_value_counts(operator: Viewer, other: dict[str, Any]) -> None:
    request = planted.compare.once("a-key")
    assert request(viewer=operator, **A_VALUE) == request(viewer=operator, **A_VALUE)
    with pytest.raises(IdempotencyKeyReused):
        request(viewer=operator, **A_VALUE | other)


def test_an_enumeration_counts_by_its_value(operator: Viewer) -> None:
    class Colour(Enum):
        RED = "red"

    request = planted.compare.once("a-key")
    request(viewer=operator, **A_VALUE | {"role": Colour.RED})
    request(viewer=operator, **A_VALUE | {"role": "red"})
    assert AuditEvent.objects.count() == 1


def test_a_value_that_cannot_be_compared_is_a_bug(operator: Viewer) -> None:
    with pytest.raises(TypeError, match="generator cannot be compared"):
        planted.compare(viewer=operator, **A_VALUE | {"role": (role for role in Role)})
    assert not AuditEvent.objects.exists()


def test_no_value_can_be_guessed_from_what_is_kept(operator: Viewer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A password among the values, or a score: from a plain digest it could be tried out."""
    for secret in ("one", "another"):
        monkeypatch.setattr(settings, "SECRET_KEY", secret)
        planted.compare.once(secret)(viewer=operator, **A_VALUE)
    first, second = IdempotencyKey.objects.all()
    assert first.fingerprint != second.fingerprint


def test_two_requests_at_the_same_moment_have_one_effect(together: Together, operator: Viewer) -> None:
    def request() -> planted.Planted:
        return planted.plant_slowly.once("a-key")(viewer=operator, name="Elm")

    answers = together(request, request)
    assert answers == [planted.Planted(school_ids=[School.objects.get().pk])] * 2
    assert AuditEvent.objects.count() == 1


def test_of_two_different_requests_at_the_same_moment_one_is_refused(
    together: Together, operator: Viewer
) -> None:
    answers = together(
        *(partial(planted.plant_slowly.once("a-key"), viewer=operator, name=name) for name in ("Elm", "Oak"))
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["IdempotencyKeyReused", "Planted"]
    assert School.objects.count() == AuditEvent.objects.count() == 1


def test_who_is_refused_and_asks_again_at_once_is_refused_again(together: Together, operator: Viewer) -> None:
    """On MySQL, those who wait for a key that is given back wait for each other next."""
    planted.plant(viewer=operator, name="The first")
    answers = together(*[partial(planted.refuse_slowly.once("a-key"), viewer=operator, name="Elm")] * 6)
    assert [type(answer).__name__ for answer in answers] == ["SchoolNameTaken"] * 6
    assert not IdempotencyKey.objects.exists()
