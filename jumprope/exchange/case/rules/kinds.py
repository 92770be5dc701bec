"""The kinds of values that the fields of a CASE package hold: how each is checked and read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Generic, TypeVar

from jumprope.exchange.case.rules.packages import (
    NAME_LENGTH,
    PROSE_LENGTH,
    TERM_LENGTH,
    URI_LENGTH,
    AssociationKind,
    Node,
)
from jumprope.exchange.case.rules.places import JsonPath
from jumprope.exchange.case.rules.problems import Code

T = TypeVar("T")

MAX_VALUES = 100
LEAST_WHOLE_NUMBER, GREATEST_WHOLE_NUMBER = -(2**31), 2**31 - 1

_GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_INSTANT = re.compile(rf"{_DAY.pattern}[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?", re.ASCII)
_WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,20}")
_ASSOCIATION_KINDS = frozenset(AssociationKind)
_OWN_ASSOCIATION_KIND = re.compile(r"ext:[A-Za-z0-9._-]+")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

# MySQL keeps no instant before this year.
_FIRST_YEAR = 1000


class Unfit(Exception):
    """A value is not of its kind: the code, a sentence that says so, and the path to it inside of a list."""

    def __init__(self, code: Code, message: str, path: JsonPath = ()) -> None:
        super().__init__(message)
        self.code = code
        self.path = path


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """How a value of one kind is read (raising Unfit), and what is answered when there is none."""

    read: Callable[[object], T]
    empty: T


def shown(value: str) -> str:
    """A text as a message may repeat it: in quotes, short, and with nothing in it that a terminal obeys."""
    return repr(value if len(value) <= 60 else f"{value[:59]}…")


def unexpected(expected: str, value: object) -> str:
    """The sentence that refuses a value for its type."""
    names = {str: "text", bool: "true or false", int: "a number", float: "a number", list: "a list"}
    return f"{expected} is expected here, not {names.get(type(value), 'an object')}."


def text(limit: int) -> Kind[str]:
    """Text of at most so many characters, kept exactly as it is."""

    def read(value: object) -> str:
        if not isinstance(value, str):
            raise Unfit(Code.WRONG_TYPE, unexpected("text", value))
        if len(value) > limit:
            raise Unfit(
                Code.TEXT_TOO_LONG,
                f"this text has {len(value):,} characters, and {limit:,} are allowed; shorten it.",
            )
        if unstorable := _UNSTORABLE.search(value):
            raise Unfit(
                Code.FORBIDDEN_CHARACTER,
                f"character {unstorable.start() + 1:,} of this text is U+{ord(unstorable.group()):04X}, "
                "which no database keeps; take it out.",
            )
        return value

    return Kind(read, "")


TERM, NAME, URI, PROSE = (text(limit) for limit in (TERM_LENGTH, NAME_LENGTH, URI_LENGTH, PROSE_LENGTH))


def texts(one: Kind[str]) -> Kind[tuple[str, ...]]:
    """A list of texts; a single text stands for a list of one."""

    def read(value: object) -> tuple[str, ...]:
        if isinstance(value, str):
            return (one.read(value),)
        if not isinstance(value, list):
            raise Unfit(Code.WRONG_TYPE, unexpected("a list of texts", value))
        if len(value) > MAX_VALUES:
            raise Unfit(
                Code.TOO_MANY_VALUES,
                f"this list has {len(value):,} texts, and {MAX_VALUES} are allowed; shorten it.",
            )
        return tuple(_element(one, position, element) for position, element in enumerate(value))

    return Kind(read, ())


def _element(kind: Kind[T], position: int, value: object) -> T:
    try:
        return kind.read(value)
    except Unfit as unfit:
        raise Unfit(unfit.code, str(unfit), (position,)) from unfit


def _guid(value: object) -> str:
    identifier = TERM.read(value)
    if not _GUID.fullmatch(identifier):
        raise Unfit(
            Code.BAD_IDENTIFIER,
            f"{shown(identifier)} is not a GUID, which has 32 hexadecimal digits in groups of 8-4-4-4-12.",
        )
    return identifier.lower()


def _node_identifier(value: object) -> str:
    identifier = TERM.read(value)
    return identifier.lower() if _GUID.fullmatch(identifier) else identifier


def _link_title(value: object) -> str:
    return PROSE.read(value)[:NAME_LENGTH]


def _node_of_uri(value: object) -> Node:
    uri = URI.read(value)
    last = uri.rstrip("/").rpartition("/")[2]
    if not _GUID.fullmatch(last):
        raise Unfit(
            Code.BAD_IDENTIFIER, f"{shown(uri)} does not end in a GUID; give an object with an identifier."
        )
    return Node(identifier=last.lower(), uri=uri)


def _association_kind(value: object) -> str:
    kind = TERM.read(value)
    if kind not in _ASSOCIATION_KINDS and not _OWN_ASSOCIATION_KIND.fullmatch(kind):
        known = ", ".join(AssociationKind)
        raise Unfit(
            Code.UNKNOWN_ASSOCIATION_TYPE,
            f"{shown(kind)} is no association type of CASE; use {known}, or ext:….",
        )
    return kind


def _instant(value: object) -> datetime:
    written = TERM.read(value)
    try:
        if not _INSTANT.fullmatch(written):
            raise ValueError(written)
        instant = datetime.fromisoformat(written)
        instant = instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _bad_time(written, "an instant such as 2025-01-24T09:30:00+00:00") from error
    if instant.year < _FIRST_YEAR:
        raise _bad_time(written, f"an instant from the year {_FIRST_YEAR} on")
    return instant


def _day(value: object) -> date | None:
    written = TERM.read(value)
    try:
        if not (_DAY.fullmatch(written) or _INSTANT.fullmatch(written)):
            raise ValueError(written)
        day = date.fromisoformat(written[:10])
    except ValueError as error:
        raise _bad_time(written, "a day such as 2025-01-24") from error
    if day.year < _FIRST_YEAR:
        raise _bad_time(written, f"a day from the year {_FIRST_YEAR} on")
    return day


def _bad_time(written: str, expected: str) -> Unfit:
    return Unfit(Code.BAD_TIME, f"{shown(written)} is not {expected}.")


def _whole_number(value: object) -> int | None:
    if isinstance(value, str) and _WHOLE_NUMBER.fullmatch(value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Unfit(Code.WRONG_TYPE, unexpected("a whole number", value))
    if isinstance(value, float) or not LEAST_WHOLE_NUMBER <= value <= GREATEST_WHOLE_NUMBER:
        raise Unfit(
            Code.NUMBER_OUT_OF_RANGE,
            f"a whole number from {LEAST_WHOLE_NUMBER:,} to {GREATEST_WHOLE_NUMBER:,} is expected here.",
        )
    return value


GUID = Kind(_guid, "")
NODE_IDENTIFIER = Kind(_node_identifier, "")
LINK_TITLE = Kind(_link_title, "")
NODE_OF_URI = Kind(_node_of_uri, Node("", ""))
ASSOCIATION_KIND = Kind(_association_kind, "")
INSTANT = Kind(_instant, datetime.min.replace(tzinfo=UTC))
DAY = Kind(_day, None)
TERMS, NAMES = texts(TERM), texts(NAME)
WHOLE_NUMBER = Kind(_whole_number, None)
