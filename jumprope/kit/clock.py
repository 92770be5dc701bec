"""The one clock. Instants are UTC; `today` is a date local to the school."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

_stopped: ContextVar[datetime | None] = ContextVar("stopped", default=None)


def now() -> datetime:
    """This instant, in UTC."""
    return _stopped.get() or datetime.now(UTC)


def today(time_zone: str) -> date:
    """The date on the wall of a school in this IANA time zone, for example `America/New_York`."""
    return now().astimezone(ZoneInfo(time_zone)).date()


@contextmanager
def stopped_at(instant: datetime) -> Iterator[None]:
    """Let the clock stand still, for tests and for the demo, whose story must always be the same."""
    token = _stopped.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _stopped.reset(token)
