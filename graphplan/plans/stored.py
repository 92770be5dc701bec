"""What a database answers for a column, as Python has it; also where it is so already.

Of SQLite come numbers and texts. Of MySQL come texts too where they stand for decimals, days and instants; to
it, what is computed of numbers is one. Of Django's own cursor, where somebody watches, come Python's types.
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Context, Decimal
from typing import Any

_FROM_FLOAT = Context(prec=15)


def as_truth(value: Any) -> Any:
    """Of a number."""
    return bool(value) if value in (0, 1) else value


def as_whole(value: Any) -> Any:
    """Of a whole number that was computed, which may be a text."""
    return int(value) if isinstance(value, str) else value


def as_float(value: Any) -> Any:
    """Of any other number that was computed, which may be a text."""
    return float(value) if isinstance(value, str) else value


def as_day(value: Any) -> date:
    """Of a text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def as_time(value: Any) -> time:
    """Of a text."""
    return time.fromisoformat(value) if isinstance(value, str) else value


def as_instant(value: Any) -> datetime:
    """Of a text, or of a datetime without a zone: both are in UTC."""
    moment: datetime = datetime.fromisoformat(value) if isinstance(value, str) else value
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


def as_json(value: Any) -> Any:
    """Of a text that is JSON."""
    return json.loads(value)


def as_decimal(value: Any) -> Decimal:
    """Of a number that was computed."""
    return _FROM_FLOAT.create_decimal_from_float(value) if isinstance(value, int | float) else Decimal(value)


def as_exact(digits: int, places: int) -> Callable[[Any], Decimal]:
    """Of a column with so many digits, so many of them behind the point."""
    context, last = Context(prec=digits), Decimal(1).scaleb(-places)
    return lambda value: as_decimal(value).quantize(last, context=context)
