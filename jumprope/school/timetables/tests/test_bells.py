"""When the bells ring."""

from datetime import time
from functools import partial

import pytest

from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.timetables import writes
from jumprope.school.timetables.factories import a_bell_period, a_bell_schedule, a_class_period
from jumprope.school.timetables.models import BellPeriod, BellSchedule, ClassPeriod
from jumprope.school.timetables.writes import NewBellPeriod
from tests.outcomes import refused, statements


@pytest.fixture
def first(oak: School) -> ClassPeriod:
    """The school's first class period."""
    return a_class_period(school=oak)


@pytest.fixture
def second(oak: School) -> ClassPeriod:
    """Its second one."""
    return a_class_period(school=oak)


def rings(period: ClassPeriod, starts_at: time, ends_at: time) -> NewBellPeriod:
    return NewBellPeriod(class_period_id=period.pk, starts_at=starts_at, ends_at=ends_at)


def times_of(schedule_id: int) -> list[tuple[int, time, time]]:
    periods = BellPeriod.objects.filter(bell_schedule=schedule_id).order_by("pk")
    return list(periods.values_list("class_period_id", "starts_at", "ends_at"))


def test_a_bell_schedule_is_kept_in_the_order_of_the_day(
    oak: School, principal: Viewer, first: ClassPeriod, second: ClassPeriod
) -> None:
    made = writes.make_bell_schedule.once("monday")(
        viewer=principal,
        school_id=oak.pk,
        name=" Regular ",
        periods=[rings(second, time(9), time(10)), rings(first, time(8), time(9))],
    )
    assert BellSchedule.objects.get(pk=made.bell_schedule_id).name == "Regular"
    assert times_of(made.bell_schedule_id) == [
        (first.pk, time(8), time(9)),
        (second.pk, time(9), time(10)),
    ]


def test_bells_that_cannot_ring_so_are_refused(
    oak: School, principal: Viewer, first: ClassPeriod, second: ClassPeriod
) -> None:
    make = partial(writes.make_bell_schedule, viewer=principal, school_id=oak.pk, name="Regular")
    third, elsewhere = a_class_period(school=oak), a_class_period()
    with refused(
        ("bell_period_ends_early", "periods.0.ends_at"),
        ("bell_periods_overlap", "periods.2.starts_at"),
        ("not_found", "periods.3.class_period_id"),
        ("described_twice", "periods.4.class_period_id"),
    ):
        make(
            periods=[
                rings(first, time(8), time(8)),
                rings(second, time(9), time(10)),
                rings(third, time(9, 59), time(11)),
                rings(elsewhere, time(11), time(12)),
                rings(first, time(12), time(13)),
            ]
        )
    with refused(("nothing_given", "periods")):
        make(periods=[])
    with refused(("too_many_given", "periods")):
        make(periods=[rings(first, time(8), time(9))] * 101)
    with refused(("value_missing", "name")):
        make(name="  ", periods=[rings(first, time(8), time(9))])


def test_a_schools_bell_schedules_have_names_of_their_own(
    oak: School, principal: Viewer, first: ClassPeriod
) -> None:
    a_bell_schedule(school=oak, name="Regular")
    other = a_bell_schedule(school=oak)
    a_bell_schedule(name="Short")
    periods = [rings(first, time(8), time(9))]
    make = partial(writes.make_bell_schedule, viewer=principal, school_id=oak.pk, periods=periods)
    with refused(("bell_schedule_name_taken", "name")):
        make(name="Regular")
    with refused(("bell_schedule_name_taken", "name")):
        writes.change_bell_schedule(viewer=principal, bell_schedule_id=other.pk, name="Regular")
    assert make(name="Short").bell_schedule_id


def test_what_is_given_of_a_bell_schedule_is_changed(
    oak: School, principal: Viewer, first: ClassPeriod, second: ClassPeriod
) -> None:
    schedule = a_bell_schedule(school=oak, name="Regular")
    a_bell_period(bell_schedule=schedule, class_period=first)
    beside = a_bell_period()
    change = partial(writes.change_bell_schedule, viewer=principal, bell_schedule_id=schedule.pk)
    change(name="Short")
    assert times_of(schedule.pk) == [(first.pk, time(8), time(9))]
    change(periods=[rings(second, time(8), time(8, 30))])
    schedule.refresh_from_db()
    assert schedule.name == "Short"
    assert times_of(schedule.pk) == [(second.pk, time(8), time(8, 30))]
    assert BellPeriod.objects.filter(pk=beside.pk).exists()
    with refused(("nothing_given", "periods")):
        change(periods=[])
    with refused(("bell_period_ends_early", "periods.0.ends_at")):
        change(periods=[rings(second, time(8), time(7))])


def test_bells_of_another_school_are_not_found(
    principal: Viewer, first: ClassPeriod, other_tenant: Tenant
) -> None:
    elsewhere = a_bell_schedule()
    with tenant_scope(other_tenant.pk):
        foreign = a_bell_schedule()
    for hidden in (elsewhere.pk, foreign.pk):
        with refused(("not_found", "bell_schedule_id")):
            writes.change_bell_schedule(viewer=principal, bell_schedule_id=hidden, name="Mine")
    for school in (elsewhere.school_id, foreign.school_id):
        with refused(("not_found", "school_id")):
            writes.make_bell_schedule(
                viewer=principal, school_id=school, name="Mine", periods=[rings(first, time(8), time(9))]
            )


def test_the_number_of_bells_does_not_matter_to_the_database(oak: School, principal: Viewer) -> None:
    schedule = a_bell_schedule(school=oak)

    def change(hours: range) -> int:
        periods = [rings(a_class_period(school=oak), time(hour), time(hour, 59)) for hour in hours]
        return statements(
            lambda: writes.change_bell_schedule(
                viewer=principal, bell_schedule_id=schedule.pk, periods=periods
            )
        )

    change(range(1))
    assert change(range(1)) == change(range(20))
