"""Locking and unlocking grading periods, and what a lock closes to whom."""

from datetime import timedelta
from functools import partial

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.audit.models import AuditEvent
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.calendars import reads, writes
from jumprope.school.calendars.factories import a_grading_period, a_school_year
from jumprope.school.calendars.models import GradingPeriod, LockChange
from jumprope.school.calendars.reads import Due
from tests.outcomes import refused, statements

pytestmark = pytest.mark.usefixtures("tenant")

A_DAY = timedelta(days=1)


@pytest.fixture
def oak() -> School:
    """A school."""
    return a_school()


@pytest.fixture
def principal(oak: School) -> Viewer:
    """Who runs it."""
    return a_viewer(Role.SCHOOL_ADMIN, school=oak)


@pytest.fixture
def quarter(oak: School) -> GradingPeriod:
    """A period of it, which is open."""
    return a_grading_period(school=oak, name="Quarter 1")


def test_a_period_is_locked_and_unlocked_each_time_with_the_reason(
    principal: Viewer, quarter: GradingPeriod
) -> None:
    locked = writes.lock_grading_period(
        viewer=principal, grading_period_id=quarter.pk, reason=" Report cards\nare out "
    )
    quarter.refresh_from_db()
    assert quarter.locks_on == principal.today
    until = principal.today + 2 * A_DAY
    unlocked = writes.unlock_grading_period(
        viewer=principal, grading_period_id=quarter.pk, reason="One was forgotten", locks_on=until
    )
    quarter.refresh_from_db()
    assert quarter.locks_on == until
    first, second = LockChange.objects.order_by("pk")
    assert [first.pk, second.pk] == [locked.lock_change_id, unlocked.lock_change_id]
    assert (first.locks_on, first.reason) == (principal.today, "Report cards\nare out")
    assert (second.locks_on, second.reason) == (until, "One was forgotten")
    assert {first.changed_by_id, second.changed_by_id} == {principal.account_id}
    assert list(AuditEvent.objects.order_by("pk").values_list("event", flat=True)) == [
        "grading_period.locked",
        "grading_period.unlocked",
    ]


def test_a_period_is_locked_ahead_and_left_open_for_good(principal: Viewer, quarter: GradingPeriod) -> None:
    ahead = principal.today + A_DAY
    lock = partial(writes.lock_grading_period, viewer=principal, grading_period_id=quarter.pk, reason="End")
    lock(locks_on=ahead)
    quarter.refresh_from_db()
    assert quarter.locks_on == ahead
    lock()
    writes.unlock_grading_period(viewer=principal, grading_period_id=quarter.pk, reason="A mistake")
    quarter.refresh_from_db()
    assert quarter.locks_on is None


def test_a_lock_that_lies_ahead_is_taken_back(principal: Viewer, quarter: GradingPeriod) -> None:
    GradingPeriod.objects.update(locks_on=principal.today + A_DAY)
    unlock = partial(writes.unlock_grading_period, viewer=principal, grading_period_id=quarter.pk)
    unlock(reason="Report cards are late")
    quarter.refresh_from_db()
    assert quarter.locks_on is None
    assert LockChange.objects.get().locks_on is None
    with refused(("grading_period_open", "grading_period_id")):
        unlock(reason="Once more")


def test_what_is_locked_or_open_already_is_told_so(principal: Viewer, quarter: GradingPeriod) -> None:
    lock = partial(writes.lock_grading_period, viewer=principal, grading_period_id=quarter.pk)
    unlock = partial(writes.unlock_grading_period, viewer=principal, grading_period_id=quarter.pk)
    with refused(("grading_period_open", "grading_period_id")):
        unlock(reason="Why not")
    with refused(("lock_in_the_past", "locks_on")):
        lock(reason="Long ago", locks_on=principal.today - A_DAY)
    with refused(("value_missing", "reason")):
        lock(reason=" ")
    lock(reason="Report cards")
    with refused(("grading_period_locked", "grading_period_id")):
        lock(reason="Report cards")
    with refused(("locks_at_once", "locks_on")):
        unlock(reason="For nothing", locks_on=principal.today)


def closed(viewer: Viewer, school: School, days_from_today: int = 0) -> str | None:
    due = Due(school.pk, viewer.today + days_from_today * A_DAY)
    return reads.locks(viewer, [due]).get(due)


def test_a_lock_closes_what_is_due_in_its_period_at_its_school(oak: School, operator: Viewer) -> None:
    today = operator.today
    teacher, elm = a_viewer(Role.TEACHER), a_school()
    year = a_school_year()
    a_grading_period(
        school_year=year, school=oak, name="Now", starts_on=today - A_DAY, ends_on=today, locks_on=today
    )
    a_grading_period(
        school_year=year, name="All", starts_on=today + A_DAY, ends_on=today + 2 * A_DAY, locks_on=today
    )
    a_grading_period(
        school_year=year,
        school=oak,
        name="Soon",
        starts_on=today + 3 * A_DAY,
        ends_on=today + 4 * A_DAY,
        locks_on=today + A_DAY,
    )
    days = range(-2, 6)
    assert [closed(teacher, oak, day) for day in days] == [None, "Now", "Now", "All", "All", None, None, None]
    assert [closed(teacher, elm, day) for day in days] == [None, None, None, "All", "All", None, None, None]


def test_no_lock_closes_another_tenants_days(oak: School, other_tenant: Tenant) -> None:
    teacher = a_viewer(Role.TEACHER)
    with tenant_scope(other_tenant.pk):
        a_grading_period(locks_on=teacher.today)
    assert closed(teacher, oak) is None


def test_who_runs_the_school_may_override_its_locks(oak: School, principal: Viewer, operator: Viewer) -> None:
    a_grading_period(name="Year", locks_on=operator.today)
    elm = a_school()
    assert closed(principal, oak) is None
    assert closed(principal, elm) == "Year"
    assert closed(a_viewer(Role.TENANT_ADMIN), elm) is None
    for role in (Role.TEACHER, Role.CO_TEACHER, Role.COUNSELLOR, Role.INTEGRATION):
        assert closed(a_viewer(role, school=oak), oak) == "Year", role


def test_each_closed_day_is_told_with_its_field(oak: School) -> None:
    teacher = a_viewer(Role.TEACHER)
    a_grading_period(school=oak, locks_on=teacher.today)
    far = teacher.today + 400 * A_DAY
    check = partial(reads.check_open, teacher, school_id=oak.pk)
    check(days={"assessment_id": far})
    with refused(("grading_period_locked", "due_on"), ("grading_period_locked", "assessment_id")):
        check(days={"assessment_id": teacher.today, "due_on": teacher.today, "other": far})


def test_any_number_of_days_takes_one_query(oak: School) -> None:
    teacher = a_viewer(Role.TEACHER)
    due = [Due(oak.pk, teacher.today + day * A_DAY) for day in range(30)]
    assert [statements(partial(reads.locks, teacher, some)) for some in ([], due[:1], due)] == [1, 1, 1]
