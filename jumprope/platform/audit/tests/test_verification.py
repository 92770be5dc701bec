"""What is done to a tenant's chain behind the product's back is found."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.db.models import F

from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.audit import reads
from jumprope.platform.audit.models import AuditEvent, AuditHead
from jumprope.platform.audit.rules import MISSING_HEAD
from jumprope.platform.audit.tests import planted
from jumprope.platform.tenancy.models import Tenant

Together = Callable[..., list[Any]]


@pytest.fixture
def five_events(operator: Viewer) -> None:
    for number in range(5):
        planted.plant(viewer=operator, name=f"School {number}")


def event(position: int) -> AuditEvent:
    return AuditEvent.objects.get(position=position)


def edit() -> None:
    AuditEvent.objects.filter(position=2).update(details='{"school_ids": []}')


def remove() -> None:
    event(2).delete()


def swap() -> None:
    AuditEvent.objects.filter(position=2).update(position=-1)
    AuditEvent.objects.filter(position=3).update(position=2)
    AuditEvent.objects.filter(position=-1).update(position=3)


def copy_to_the_end() -> None:
    copied = event(5)
    copied.pk, copied.position = None, 6
    copied.save(force_insert=True)


def truncate() -> None:
    AuditEvent.objects.filter(position__gt=3).delete()


def set_the_head_back() -> None:
    AuditHead.objects.update(position=F("position") - 1, digest=event(4).digest)


def remove_everything() -> None:
    AuditEvent.objects.all().delete()
    AuditHead.objects.all().delete()


@pytest.mark.usefixtures("five_events")
def test_a_chain_that_nobody_touched_is_whole() -> None:
    found = reads.verification()
    assert found == reads.Verification(position=5, digest=event(5).digest, broken_positions=[])


@pytest.mark.usefixtures("five_events")
@pytest.mark.parametrize(
    ("change", "found"),
    [
        (edit, [2]),
        (remove, [3]),
        (swap, [2, 3, 4]),
        (copy_to_the_end, [6, 5]),
        (truncate, [5]),
        (set_the_head_back, [4]),
        (remove_everything, [MISSING_HEAD]),
    ],
)
def test_whatever_is_done_to_the_chain_is_found(change: Callable[[], None], found: list[int]) -> None:
    change()
    assert reads.verification().broken_positions == found


@pytest.mark.sqlite
@pytest.mark.usefixtures("five_events")
@pytest.mark.parametrize("value", ["'garbage'", "x'ff00fe'"])
def test_a_value_that_no_column_of_its_kind_holds_is_found(value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE audit_auditevent SET at = {value} WHERE position = 3")  # noqa: S608
    (position,) = reads.verification().broken_positions
    assert position <= 3  # rows are fetched many at a time: it is this one, or one after


@pytest.mark.usefixtures("five_events")
def test_looking_costs_two_statements(django_assert_num_queries: Callable[..., Any]) -> None:
    with django_assert_num_queries(2 + 2):  # the test's transaction has savepoints instead
        reads.verification()


@pytest.mark.usefixtures("five_events")
def test_each_tenant_has_a_chain_of_its_own(other_tenant: Tenant) -> None:
    with tenant_scope(other_tenant.pk):
        planted.plant(viewer=Viewer.operator(other_tenant.pk, other_tenant.time_zone), name="Elm")
        edited = AuditEvent.objects.update(details="{}")
        assert (edited, reads.verification().broken_positions) == (1, [1])
    assert reads.verification().broken_positions == []


def test_eight_at_the_same_moment_do_not_fork_the_chain(together: Together, operator: Viewer) -> None:
    planted.plant(viewer=operator, name="The first")
    answers = together(
        *(partial(planted.plant, viewer=operator, name=f"School {number}") for number in range(8))
    )
    assert {type(answer) for answer in answers} == {planted.Planted}
    assert reads.verification().position == 9
    assert reads.verification().broken_positions == []


def test_a_chain_that_grows_while_it_is_verified_is_whole(together: Together, operator: Viewer) -> None:
    def grow(name: str) -> None:
        for number in range(10):
            planted.plant(viewer=operator, name=f"{name} {number}")

    def verify() -> list[list[int]]:
        return [reads.verification().broken_positions for _ in range(10)]

    planted.plant(viewer=operator, name="The first")
    *_, found = together(partial(grow, "Elm"), partial(grow, "Oak"), verify)
    assert found == [[]] * 10
