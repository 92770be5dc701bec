"""What the days of a school are."""

from datetime import date, timedelta
from functools import partial

import pytest

from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.calendars.factories import a_school_year
from jumprope.school.timetables import reads, writes
from jumprope.school.timetables.factories import a_bell_schedule, a_calendar_day, a_day_type
from jumprope.school.timetables.models import CalendarDay
from jumprope.school.timetables.writes import SaidDay
from tests.outcomes import refused, statements

MONDAY = date(2027, 2, 1)
A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _year(tenant: Tenant) -> None:  # noqa: ARG001 - it has to be in scope
    a_school_year(starts_on=MONDAY - 100 * A_DAY, ends_on=MONDAY + 500 * A_DAY)


def taught(day: date, **changes: object) -> SaidDay:
    return {"date": day, "kind": "instructional", **changes}  # type: ignore[typeddict-item]


def test_what_is_said_of_a_day_takes_the_place_of_what_was_said_before(
    oak: School, principal: Viewer
) -> None:
    day_type, bells = a_day_type(school=oak), a_bell_schedule(school=oak)
    held = a_calendar_day(school=oak, date=MONDAY, day_type=day_type, bell_schedule=bells)
    beside = a_calendar_day(date=MONDAY)
    answer = writes.set_calendar_days(
        viewer=principal,
        school_id=oak.pk,
        days=[
            taught(MONDAY + A_DAY, day_type_id=day_type.pk, bell_schedule_id=bells.pk),
            SaidDay(date=MONDAY, kind="closed", note=" Snow "),
        ],
    )
    tuesday, monday = (CalendarDay.objects.get(pk=key) for key in answer.calendar_day_ids)
    assert (tuesday.date, tuesday.kind, tuesday.note) == (MONDAY + A_DAY, "instructional", "")
    assert (tuesday.day_type_id, tuesday.bell_schedule_id) == (day_type.pk, bells.pk)
    assert (monday.pk, monday.kind, monday.note) == (held.pk, "closed", "Snow")
    assert (monday.day_type_id, monday.bell_schedule_id) == (None, None)
    beside.refresh_from_db()
    assert beside.kind == "instructional"


def test_days_that_cannot_be_so_are_refused(oak: School, principal: Viewer, other_tenant: Tenant) -> None:
    say = partial(writes.set_calendar_days, viewer=principal, school_id=oak.pk)
    own, elsewhere = a_day_type(school=oak).pk, a_day_type().pk
    with tenant_scope(other_tenant.pk):
        a_school_year(starts_on=date(2030, 1, 1), ends_on=date(2030, 12, 31))
        foreign = a_bell_schedule().pk
    with refused(
        ("day_outside_years", "days.0.date"),
        ("described_twice", "days.2.date"),
        ("value_invalid", "days.3.kind"),
        ("not_found", "days.4.day_type_id"),
        ("not_found", "days.5.bell_schedule_id"),
        ("no_school_that_day", "days.6.day_type_id"),
        ("value_too_long", "days.7.note"),
    ):
        say(
            days=[
                taught(date(2030, 5, 6)),
                taught(MONDAY),
                taught(MONDAY),
                SaidDay(date=MONDAY + A_DAY, kind="party"),
                taught(MONDAY + 2 * A_DAY, day_type_id=elsewhere),
                taught(MONDAY + 3 * A_DAY, bell_schedule_id=foreign),
                SaidDay(date=MONDAY + 4 * A_DAY, kind="holiday", day_type_id=own),
                taught(MONDAY + 5 * A_DAY, note="x" * 201),
            ]
        )
    with refused(("nothing_given", "days")):
        say(days=[])
    with refused(("too_many_given", "days")):
        say(days=[taught(MONDAY + number * A_DAY) for number in range(401)])


def test_the_days_of_another_school_are_its_own(principal: Viewer, other_tenant: Tenant) -> None:
    elsewhere = a_calendar_day(date=MONDAY).school_id
    with tenant_scope(other_tenant.pk):
        foreign = a_calendar_day(date=MONDAY).school_id
    for hidden in (elsewhere, foreign):
        with refused(("not_found", "school_id")):
            writes.set_calendar_days(
                viewer=principal, school_id=hidden, days=[SaidDay(date=MONDAY, kind="closed")]
            )


def test_days_of_school_are_counted_from_the_first_to_the_last(
    oak: School, principal: Viewer, other_tenant: Tenant
) -> None:
    for number in range(5):
        a_calendar_day(school=oak, date=MONDAY + number * A_DAY)
    a_calendar_day(school=oak, date=MONDAY + 5 * A_DAY, kind="staff")
    a_calendar_day(date=MONDAY)
    with tenant_scope(other_tenant.pk):
        foreign = a_calendar_day(date=MONDAY).school_id
    count = partial(reads.instructional_days, viewer=principal, school_id=oak.pk)
    assert count(first=MONDAY, last=MONDAY + 9 * A_DAY) == 5
    assert count(first=MONDAY + A_DAY, last=MONDAY + 3 * A_DAY) == 3
    assert count(first=MONDAY + A_DAY, last=MONDAY) == 0
    assert reads.instructional_days(viewer=principal, school_id=foreign, first=MONDAY, last=MONDAY) == 0


def test_the_number_of_days_does_not_matter_to_the_database(oak: School, principal: Viewer) -> None:
    def say(numbers: range) -> int:
        """Of as many days that are known as of new ones."""
        known = [a_calendar_day(school=oak, date=MONDAY + number * A_DAY).date for number in numbers]
        new = [MONDAY + (number + 200) * A_DAY for number in numbers]
        days = [taught(day) for day in (*known, *new)]
        return statements(lambda: writes.set_calendar_days(viewer=principal, school_id=oak.pk, days=days))

    say(range(1))
    assert say(range(1, 2)) == say(range(2, 40))
