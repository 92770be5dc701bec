"""The kinds of values that cells hold: how each is read, and how it is written."""

import re
import unicodedata
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Generic, TypeVar

from jumprope.exchange.oneroster.rules.problems import Code, listing, shown

T = TypeVar("T")

IDENTIFIER_LENGTH = 255
NAME_LENGTH = 255
PROSE_LENGTH = 4000
MAX_VALUES = 100

# Years that MySQL keeps, and that nobody is enrolled after.
FIRST_YEAR, LAST_YEAR = 1900, 2200

_ISO = re.compile(r"(\d{4})[-/]?(\d\d)[-/]?(\d\d)(?:[T ][0-9:.,]+(?:Z|[+-]\d\d:?\d\d)?)?", re.ASCII)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_PAIR = re.compile(r"\{([^{}:]*):([^{}]*)\}")
_TRUE, _FALSE = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0"})
_CONTROL = frozenset({"Cc", "Cs"})
_NUMBER = re.compile(r"[+-]?\d{1,9}(?:\.\d{1,9})?", re.ASCII)


class Unfit(Exception):
    """A value is not of its kind: the code, and a sentence that says so."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """How the text of a cell is read (raising Unfit) and written, and what an empty cell means."""

    read: Callable[[str], T]
    write: Callable[[T], str]
    empty: T


def text(limit: int, *, prose: bool = False, refused: Container[str] = _CONTROL) -> Kind[str]:
    """Text of at most so many characters, none of the refused categories; on one line unless it is prose."""
    layout = "\n\t" if prose else ""

    def read(cell: str) -> str:
        cell = unicodedata.normalize("NFC", cell.replace("\r\n", "\n").replace("\r", "\n"))
        if len(cell) > limit:
            raise Unfit(
                Code.TEXT_TOO_LONG, f"This text has {len(cell):,} characters, and {limit:,} are allowed."
            )
        if not cell.isprintable():
            for position, character in enumerate(cell, start=1):
                if character not in layout and unicodedata.category(character) in refused:
                    raise Unfit(
                        Code.FORBIDDEN_CHARACTER,
                        f"Character {position:,} of this text is U+{ord(character):04X}; take it out.",
                    )
        return cell

    return Kind(read, str, "")


# Names may need a joiner, as Persian ones do. An identifier with a zero width space in it is another one to
# us, and the same to MySQL's collation.
IDENTIFIER = text(IDENTIFIER_LENGTH, refused=_CONTROL | {"Cf"})
NAME, PROSE = text(NAME_LENGTH), text(PROSE_LENGTH, prose=True)

SECRET: Kind[str] = Kind(lambda _cell: "", lambda _value: "", "")
"""What is neither read nor written, whatever stands there: a password."""


def choice(*allowed: str, extensible: bool = True) -> Kind[str]:
    """One of some words, in any case; OneRoster 1.2 lets most lists be extended by `ext:…`."""
    known = {word.casefold(): word for word in allowed}

    def read(cell: str) -> str:
        if word := known.get(cell.casefold()):
            return word
        if extensible and cell.startswith("ext:"):
            return NAME.read(cell)
        raise Unfit(
            Code.UNKNOWN_VALUE, f"{shown(cell)} is not known here; it can be {listing(known.values())}."
        )

    return Kind(read, str, "")


def values(kind: Kind[str]) -> Kind[tuple[str, ...]]:
    """A list in one cell, with commas between; blanks around each are dropped, and empty ones too."""

    def read(cell: str) -> tuple[str, ...]:
        parts = [part for part in map(str.strip, cell.split(",")) if part]
        if len(parts) > MAX_VALUES:
            raise Unfit(
                Code.TOO_MANY_VALUES, f"This list has {len(parts):,} values, and {MAX_VALUES} are allowed."
            )
        return tuple(map(kind.read, parts))

    return Kind(read, ",".join, ())


IDENTIFIERS, NAMES = values(IDENTIFIER), values(NAME)

Pairs = tuple[tuple[str, str], ...]


def _pairs(cell: str) -> Pairs:
    pairs = _PAIR.findall(cell)
    if _PAIR.sub("", cell).strip(", ") or len(pairs) > MAX_VALUES:
        raise Unfit(Code.UNKNOWN_VALUE, f"{shown(cell)} is not a list such as {{LDAP:12}},{{Fed:23}}.")
    return tuple((NAME.read(kind.strip()), NAME.read(value.strip())) for kind, value in pairs)


def can_be_listed(pair: tuple[str, str]) -> bool:
    """Whether a list of pairs in one cell can hold this one."""
    return _PAIR.fullmatch(f"{{{pair[0]}:{pair[1]}}}") is not None


PAIRS: Kind[Pairs] = Kind(_pairs, lambda pairs: ",".join(f"{{{kind}:{value}}}" for kind, value in pairs), ())


def _boolean(cell: str) -> bool:
    word = cell.casefold()
    if word not in _TRUE | _FALSE:
        raise Unfit(Code.UNKNOWN_VALUE, f"{shown(cell)} is neither true nor false.")
    return word in _TRUE


def _written_boolean(value: bool | None) -> str:
    return "" if value is None else str(value).lower()


BOOLEAN: Kind[bool | None] = Kind(_boolean, _written_boolean, None)


@lru_cache(maxsize=4096)
def day(cell: str, *, day_first: bool | None = None) -> date:
    """A date of the calendar, as ISO writes it, as `31.12.2026`, or with slashes when it is known whether the
    day stands first. A time of day behind it is dropped. Raises Unfit.
    """
    if found := _ISO.fullmatch(cell):
        year, month, number = found.groups()
    elif found := _DOTTED.fullmatch(cell):
        number, month, year = found.groups()
    elif (found := SLASHED.fullmatch(cell)) and day_first is not None:
        first, second, year = found.groups()
        number, month = (first, second) if day_first else (second, first)
    elif found:
        raise Unfit(
            Code.AMBIGUOUS_DATE,
            f"Whether the day or the month stands first in {shown(cell)}, no date of this file says clearly; "
            "write dates as 2026-12-31.",
        )
    else:
        raise Unfit(Code.BAD_DATE, f"{shown(cell)} is not a date such as 2026-12-31.")
    try:
        read = date(int(year), int(month), int(number))
    except ValueError as error:
        raise Unfit(Code.BAD_DATE, f"{shown(cell)} is no day of the calendar.") from error
    if not FIRST_YEAR <= read.year <= LAST_YEAR:
        raise Unfit(Code.BAD_DATE, f"{shown(cell)} is not between {FIRST_YEAR} and {LAST_YEAR}.")
    return read


def day_stands_first(cells: Iterable[str]) -> bool | None:
    """Whether dates with slashes are day/month/year; None when none of them says, or they disagree."""
    said = set()
    for cell in cells:
        if found := SLASHED.fullmatch(cell):
            first, second = int(found[1]), int(found[2])
            said |= {True} if first > 12 else {False} if second > 12 else set()
    return said.pop() if len(said) == 1 else None


def _written_day(value: date | None) -> str:
    return "" if value is None else value.isoformat()


DAY: Kind[date | None] = Kind(day, _written_day, None)


def last_day(exclusive_end: date) -> date:
    """OneRoster's ends are the first day no longer; school years and terms are kept with their last day."""
    return exclusive_end - timedelta(days=1)


def exclusive_end(last: date) -> date:
    """The other way round: what OneRoster says of something whose last day this is."""
    return last + timedelta(days=1)


def _whole_number(cell: str) -> int:
    if not re.fullmatch(r"\d{1,9}", cell, re.ASCII):
        raise Unfit(Code.BAD_NUMBER, f"{shown(cell)} is not a whole number.")
    return int(cell)


WHOLE_NUMBER: Kind[int | None] = Kind(_whole_number, lambda value: "" if value is None else str(value), None)


def _number(cell: str) -> Decimal:
    try:
        if not _NUMBER.fullmatch(cell):
            raise InvalidOperation
        return Decimal(cell)
    except InvalidOperation as error:
        raise Unfit(Code.BAD_NUMBER, f"{shown(cell)} is not a number such as 3.5.") from error


def _written_number(value: Decimal | None) -> str:
    """One spelling for equal numbers: 3, not 3.00."""
    if value is None:
        return ""
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


NUMBER: Kind[Decimal | None] = Kind(_number, _written_number, None)
