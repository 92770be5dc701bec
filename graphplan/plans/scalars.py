"""The scalars: how each value is spelled in an answer, and which spellings of it are taken."""

import re
from datetime import date, datetime, time
from decimal import Decimal
from json import JSONEncoder
from json.encoder import encode_basestring
from math import isfinite
from typing import Any

from graphplan.plans.refusals import GaveUp

to_json = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""The one spelling of JSON: compact, and with letters as they are."""


def octets(text: str) -> str:
    """The text whose characters are the bytes that this one has in UTF-8.

    Plans put their answers together out of such texts. None takes more than a byte for each, whatever letters
    are in it, so that little is copied; and what is left at the end is to copy it once more as `encoded`.
    """
    return text if text.isascii() else text.encode().decode("latin-1")


def encoded(text: str) -> bytes:
    """The bytes that a text of octets stands for."""
    return text.encode("latin-1")


def quote(value: str) -> str:
    """A text as JSON, in octets."""
    return octets(encode_basestring(value))


def json_of(value: Any) -> str:
    """What JSON can hold, in octets."""
    return octets(to_json(value))


_LEAST, _GREATEST = -(2**31), 2**31 - 1

# As many digits as any column has; what else Python takes for a number (blanks, 1_0, other scripts) is none.
_DECIMAL = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")

# ---- from Python to JSON text, in octets; whatever does not fit raises, and the plan gives up ----


def text(value: Any) -> str:
    """A String. What is no text shows itself as one, unless it is of Python's own types."""
    if isinstance(value, str):
        return quote(value)
    if isinstance(value, bool):
        return '"true"' if value else '"false"'
    if isinstance(value, float) or (type(value).__module__ == "builtins" and not isinstance(value, int)):
        raise GaveUp("no text")
    return quote(str(value))


def identifier(value: Any) -> str:
    """An ID."""
    if isinstance(value, bool):
        raise GaveUp("no ID")
    return text(value)


def whole(value: Any) -> str:
    """An Int: at most 32 bits."""
    number = int(value)
    if number != value or not _LEAST <= number <= _GREATEST:
        raise GaveUp("no Int")
    return int.__repr__(number)


def number(value: Any) -> str:
    """A Float."""
    written = float(value)
    if isinstance(value, bool | str) or not isfinite(written):
        raise GaveUp("no Float")
    return float.__repr__(written)


def truth(value: Any) -> str:
    """A Boolean."""
    if value is True or value is False:
        return "true" if value else "false"
    raise GaveUp("no Boolean")


def big(value: Any) -> str:
    """A whole number of any size, as a string."""
    return quote(str(value))


def exact(value: Any) -> str:
    """A decimal number, as a string."""
    return f'"{spelled(value)}"'


def spelled(value: Any) -> str:
    """A decimal without zeros at its end, so that it has one spelling, whatever column holds it."""
    written = format(value, "f")
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if written == "-0" else written


def iso(value: Any) -> str:
    """A day, an instant or a time of day, as a string."""
    return quote(value.isoformat())


# ---- from what a client or a stored JSON says to Python; each raises `ValueError` for another spelling ----


def day_of(said: Any) -> date:
    """A Date: Python takes weeks, and days without hyphens, too."""
    day = date.fromisoformat(said) if isinstance(said, str) else None
    if day is None or day.isoformat() != said:
        raise ValueError("no day")
    return day


def time_of(said: Any) -> time:
    """A Time: Python takes hours alone, times without colons, and offsets from UTC, too."""
    moment = time.fromisoformat(said) if isinstance(said, str) else None
    if moment is None or moment.tzinfo is not None or moment.isoformat() != said:
        raise ValueError("no time of day")
    return moment


def instant_of(said: Any) -> datetime:
    """A DateTime in its one spelling: Graphene takes others too, and not those that Python takes."""
    moment = datetime.fromisoformat(said) if isinstance(said, str) else None
    if moment is None or moment.isoformat() != said:
        raise ValueError("no instant")
    return moment


def exact_of(said: Any) -> Decimal:
    """A Decimal, from a string or a number."""
    written = repr(said) if type(said) in (int, float) else said
    if not (isinstance(written, str) and _DECIMAL.fullmatch(written)):
        raise ValueError("no decimal")
    return Decimal(written)


def big_of(said: Any) -> int:
    """A BigInteger, from a string."""
    digits = said.removeprefix("-") if isinstance(said, str) else ""
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 19):
        raise ValueError("no such number")
    return int(said)
