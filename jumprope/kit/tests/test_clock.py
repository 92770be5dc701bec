"""There is one clock; it can stand still, and a school's date is its own."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from jumprope.kit import clock

LATE = datetime(2026, 3, 3, 3, 30, tzinfo=UTC)


def test_the_clock_runs_in_utc() -> None:
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    assert clock.now().tzinfo is UTC


def test_the_clock_stands_still_while_it_is_stopped() -> None:
    with clock.stopped_at(LATE):
        assert clock.now() == clock.now() == LATE
    assert clock.now() > LATE


def test_an_instant_told_in_another_zone_is_kept_in_utc() -> None:
    with clock.stopped_at(LATE.astimezone(timezone(timedelta(hours=9)))):
        assert clock.now() == LATE
        assert clock.now().tzinfo is UTC


def test_the_clock_goes_on_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), clock.stopped_at(LATE):
        raise ZeroDivisionError
    assert clock.now() > LATE


def test_a_stop_within_a_stop_ends_with_the_outer_one() -> None:
    with clock.stopped_at(LATE):
        with clock.stopped_at(LATE + timedelta(days=1)):
            assert clock.now() == LATE + timedelta(days=1)
        assert clock.now() == LATE


@pytest.mark.parametrize(
    ("time_zone", "local"),
    [
        ("UTC", date(2026, 3, 3)),
        ("America/New_York", date(2026, 3, 2)),
        ("Pacific/Kiritimati", date(2026, 3, 3)),
        ("Pacific/Pago_Pago", date(2026, 3, 2)),
    ],
)
def test_today_is_the_date_on_the_schools_wall(time_zone: str, local: date) -> None:
    with clock.stopped_at(LATE):
        assert clock.today(time_zone) == local


def test_today_knows_of_daylight_saving() -> None:
    with clock.stopped_at(datetime(2026, 7, 2, 4, 30, tzinfo=UTC)):
        assert clock.today("America/New_York") == date(2026, 7, 2)
    with clock.stopped_at(datetime(2026, 1, 2, 4, 30, tzinfo=UTC)):
        assert clock.today("America/New_York") == date(2026, 1, 1)
