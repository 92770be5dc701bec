"""The ways in which AWS and Jira write an instant, and the two in which client libraries hand one over.

AWS has three; Jira's, ISO 8601 with an offset without a colon, is read as one of them.
"""

from datetime import UTC, datetime

EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
"""Between these there is room for all that is reckoned with instants, in every database."""

_WRITTEN = (
    "%a %b %d %H:%M:%S.%f UTC %Y",  # events of Inspector: Wed Sep 04 16:55:38.411 UTC 2024
    "%a %b %d %H:%M:%S UTC %Y",
    "%b %d, %Y, %I:%M:%S %p",  # older events: Dec 3, 2021, 6:02:30 PM
)


def instant(value: object) -> datetime:
    """The instant in UTC that a text, a number of seconds since 1970, or a `datetime` stands for.

    A text without a zone is UTC. Raises `ValueError` for anything else, and for what is no time of ours.
    """
    try:
        found = _read(value)
    except (OverflowError, OSError):
        found = LATEST
    if not EARLIEST <= found < LATEST:
        raise ValueError(f"this is no instant from {EARLIEST:%Y} on and before {LATEST:%Y}")
    return found


def _read(value: object) -> datetime:
    if isinstance(value, datetime):
        return _in_utc(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return datetime.fromtimestamp(value, UTC)
    if isinstance(value, str):
        return _written(" ".join(value.split()))
    raise ValueError("this is no instant")


def _written(text: str) -> datetime:
    try:
        return _in_utc(datetime.fromisoformat(text))
    except ValueError:
        pass
    for written in _WRITTEN:
        try:
            return datetime.strptime(text, written).replace(tzinfo=UTC)
        except ValueError:
            continue
    raise ValueError(f"“{text[:50]}” is no instant in any of the formats that AWS and Jira write")


def _in_utc(value: datetime) -> datetime:
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
