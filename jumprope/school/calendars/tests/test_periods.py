"""Making and changing grading periods."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from jumprope.kit.permissions import Role
from jumprope.kit.tenancy import tenant_scope
from jumprope.kit.viewer import Viewer
from jumprope.platform.permissions.factories import a_viewer
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.models import School, Tenant
from jumprope.school.calendars import writes
from jumprope.school.calendars.factories import a_grading_period, a_school_year
from jumprope.school.calendars.models import GradingPeriod, SchoolYear
from jumprope.school.calendars.writes import NewGradingPeriod
from tests.outcomes import refused, statements

pytestmark = pytest.mark.usefixtures("tenant")

FIRST, MIDDLE, NEXT, LAST = date(2026, 8, 17), date(2026, 10, 16), date(2026, 10, 19), date(2027, 6, 4)


@pytest.fixture
def year() -> SchoolYear:
    """The school year whose periods are made."""
    return a_school_year(starts_on=FIRST, ends_on=LAST)


def period(
    name: str, starts_on: date = FIRST, ends_on: date = MIDDLE, school: School | None = None, **more: Any
) -> NewGradingPeriod:
    new = NewGradingPeriod(name=name, starts_on=starts_on, ends_on=ends_on)
    new.update(more)  # type: ignore[typeddict-item]
    return {**new, "school_id": school.pk} if school else new


def make(viewer: Viewer, year: SchoolYear, *periods: NewGradingPeriod) -> list[int]:
    made = writes.make_grading_periods(viewer=viewer, school_year_id=year.pk, periods=periods)
    return made.grading_period_ids


def test_periods_are_made_in_the_order_in_which_they_were_given(operator: Viewer, year: SchoolYear) -> None:
    oak, tomorrow = a_school(), operator.today + timedelta(days=1)
    keys = make(
        operator,
        year,
        period("Quarter 2", NEXT, LAST),
        period(" Quarter 1 ", locks_on=tomorrow),
        period("Quarter 1", school=oak),
    )
    found = GradingPeriod.objects.in_bulk(keys)
    assert [(found[key].name, found[key].school_id, found[key].locks_on) for key in keys] == [
        ("Quarter 2", None, None),
        ("Quarter 1", None, tomorrow),
        ("Quarter 1", oak.pk, None),
    ]
    assert {each.school_year_id for each in found.values()} == {year.pk}


def test_periods_of_one_school_do_not_overlap(operator: Viewer, year: SchoolYear) -> None:
    oak, elm = a_school(), a_school()
    a_grading_period(school_year=year, school=oak, name="Fall", ends_on=MIDDLE)
    assert make(operator, year, period("Fall", school=elm), period("Fall"))
    with refused(("grading_periods_overlap", "periods.0.starts_on")):
        make(operator, year, period("Winter", MIDDLE, LAST, oak))
    with refused(("grading_periods_overlap", "periods.1.starts_on")):
        make(
            operator,
            year,
            period("Winter", NEXT, LAST, oak),
            period("Spring", LAST.replace(day=1), LAST, oak),
        )


def test_every_mistake_is_told_at_once_with_its_place(operator: Viewer, year: SchoolYear) -> None:
    with refused(
        ("value_missing", "periods.0.name"),
        ("last_day_too_early", "periods.0.ends_on"),
        ("grading_period_outside_year", "periods.1.starts_on"),
        ("not_found", "periods.2.school_id"),
        ("grading_period_name_taken", "periods.3.name"),
    ):
        make(
            operator,
            year,
            period(" ", MIDDLE, MIDDLE),
            period("Summer", LAST, date(2027, 6, 30)),
            {**period("Quarter 1"), "school_id": 10**9},
            period("Summer", FIRST, date(2026, 9, 1)),
        )
    with refused(("nothing_given", "periods")):
        make(operator, year)
    with refused(("not_found", "school_year_id")):
        writes.make_grading_periods(viewer=operator, school_year_id=10**9, periods=[period("Quarter 1")])


def test_no_period_is_made_locked_without_a_reason(operator: Viewer, year: SchoolYear) -> None:
    today, yesterday = operator.today, operator.today - timedelta(days=1)
    with refused(("locks_at_once", "periods.0.locks_on"), ("locks_at_once", "periods.1.locks_on")):
        make(
            operator, year, period("Autumn", locks_on=today), period("Winter", NEXT, LAST, locks_on=yesterday)
        )


def test_who_looks_after_one_school_keeps_its_calendar_only(year: SchoolYear, other_tenant: Tenant) -> None:
    own, other = a_school(), a_school()
    with tenant_scope(other_tenant.pk):
        foreign, foreign_year = a_school(), a_school_year()
    viewer = a_viewer(Role.SCHOOL_ADMIN, school=own)
    assert make(viewer, year, period("Quarter 1", school=own))
    for school in (None, other, foreign):
        with refused(("not_found", "periods.0.school_id")):
            make(viewer, year, period("Quarter 1", school=school))
    with refused(("not_found", "school_year_id")):
        make(viewer, foreign_year, period("Quarter 1", school=own))
    for role in (Role.TEACHER, Role.COUNSELLOR):
        stranger = a_viewer(role, school=own)
        with refused(("not_found", None)):
            make(stranger, year, period("Quarter 2", NEXT, LAST, own))


def test_a_period_is_changed(operator: Viewer, year: SchoolYear) -> None:
    known = a_grading_period(school_year=year, ends_on=MIDDLE)
    writes.change_grading_period(viewer=operator, grading_period_id=known.pk, name=" Autumn ", ends_on=NEXT)
    known.refresh_from_db()
    assert (known.name, known.starts_on, known.ends_on) == ("Autumn", FIRST, NEXT)


def test_a_period_is_held_against_the_others_when_it_changes(operator: Viewer, year: SchoolYear) -> None:
    a_grading_period(school_year=year, name="Autumn", ends_on=MIDDLE)
    known = a_grading_period(school_year=year, name="Winter", starts_on=NEXT)
    change = partial(writes.change_grading_period, viewer=operator, grading_period_id=known.pk)
    with refused(("grading_periods_overlap", "starts_on"), ("grading_period_name_taken", "name")):
        change(name="Autumn", starts_on=MIDDLE)
    with refused(("grading_period_outside_year", "starts_on")):
        change(ends_on=date(2027, 6, 5))
    assert change(starts_on=date(2026, 11, 2)).grading_period_id == known.pk


def test_the_days_of_a_locked_period_stay_as_they_are(operator: Viewer, year: SchoolYear) -> None:
    known = a_grading_period(school_year=year, ends_on=MIDDLE, locks_on=operator.today)
    change = partial(writes.change_grading_period, viewer=operator, grading_period_id=known.pk)
    with refused(("grading_period_locked", "grading_period_id")):
        change(starts_on=NEXT)
    with refused(("grading_period_locked", "grading_period_id")):
        change(ends_on=NEXT)
    assert change(name="Autumn").grading_period_id == known.pk


def test_a_period_of_others_is_not_found() -> None:
    own = a_school()
    viewer = a_viewer(Role.SCHOOL_ADMIN, school=own)
    for hidden in (a_grading_period().pk, a_grading_period(school=a_school()).pk, 10**9):
        for command in (
            partial(writes.change_grading_period, name="Mine"),
            partial(writes.lock_grading_period, reason="Mine"),
            partial(writes.unlock_grading_period, reason="Mine"),
        ):
            with refused(("not_found", "grading_period_id")):
                command(viewer=viewer, grading_period_id=hidden)


def test_the_number_of_periods_does_not_matter_to_the_database(operator: Viewer, year: SchoolYear) -> None:
    def of_new_schools(size: int) -> list[NewGradingPeriod]:
        return [period("Quarter 1", school=a_school()) for _ in range(size)]

    make(operator, year, *of_new_schools(1))
    few, many = of_new_schools(1), of_new_schools(30)
    assert statements(lambda: make(operator, year, *few)) == statements(lambda: make(operator, year, *many))
