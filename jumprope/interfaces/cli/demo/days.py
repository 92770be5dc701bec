"""The dates of the story: wherever today is, it lies well within the school year."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKS_SO_FAR = 18
WEEKS = 39

FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Days:
    """A school year of 39 weeks that began 18 weeks ago, on a Monday."""

    first: date

    @classmethod
    def around(cls, today: date) -> "Days":
        """The year to tell the story in."""
        return cls(today - timedelta(days=today.weekday(), weeks=WEEKS_SO_FAR))

    @property
    def last(self) -> date:
        """The last Friday."""
        return self.of_week(WEEKS - 1, FRIDAY)

    @property
    def name(self) -> str:
        """As schools name a year: `2026–27`, or `2026` when it ends in the year it began in."""
        return f"{self.first.year}" + (f"–{self.last:%y}" if self.last.year > self.first.year else "")

    def of_week(self, week: int, weekday: int = 0) -> date:
        """A day of a week; weeks and weekdays count from 0."""
        return self.first + timedelta(weeks=week, days=weekday)


def after_school(day: date, minute: int, time_zone: str) -> datetime:
    """The instant so many minutes after four o'clock at a school."""
    four = datetime.combine(day, time(16), ZoneInfo(time_zone))
    return four.astimezone(UTC) + timedelta(minutes=minute)
