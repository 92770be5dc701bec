"""What is wrong with a delivery: in which file, where in it, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

LISTED_PROBLEMS = 100


class Code(StrEnum):
    """What a problem is, for machines. docs/exchange/oneroster.md explains each."""

    UNREADABLE = "unreadable"
    NOT_A_DELIVERY = "not_a_delivery"
    UNSAFE_NAME = "unsafe_name"
    LINKED_FILE = "linked_file"
    ENCRYPTED_FILE = "encrypted_file"
    TOO_LARGE = "too_large"
    COMPRESSED_TOO_FAR = "compressed_too_far"
    DUPLICATE_FILE = "duplicate_file"
    MISSING_FILE = "missing_file"
    UNKNOWN_VERSION = "unknown_version"
    UNKNOWN_MODE = "unknown_mode"
    WRONG_ENCODING = "wrong_encoding"
    NOT_CSV = "not_csv"
    LINE_TOO_LONG = "line_too_long"
    TOO_MANY_ROWS = "too_many_rows"
    MISSING_COLUMN = "missing_column"
    REPEATED_COLUMN = "repeated_column"
    WRONG_CELL_COUNT = "wrong_cell_count"
    MISSING_VALUE = "missing_value"
    TEXT_TOO_LONG = "text_too_long"
    TOO_MANY_VALUES = "too_many_values"
    FORBIDDEN_CHARACTER = "forbidden_character"
    UNKNOWN_VALUE = "unknown_value"
    BAD_DATE = "bad_date"
    AMBIGUOUS_DATE = "ambiguous_date"
    BAD_NUMBER = "bad_number"
    ENDS_TOO_EARLY = "ends_too_early"
    DUPLICATE_ROW = "duplicate_row"
    DUPLICATE_PERSON = "duplicate_person"
    SHARED_IDENTIFIER = "shared_identifier"
    UNKNOWN_REFERENCE = "unknown_reference"
    REFERENCE_TO_LEAVING = "reference_to_leaving"
    WRONG_KIND = "wrong_kind"
    NO_SCHOOL_YEAR = "no_school_year"
    SCALE_NOT_READ = "scale_not_read"
    CHANGED_MEANWHILE = "changed_meanwhile"
    ALREADY_THERE = "already_there"
    UNWRITABLE = "unwritable"
    FURTHER_PROBLEMS = "further_problems"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a delivery something stands: line and column from 1, the column as a spreadsheet counts.

    0 is the file itself, and a row as a whole.
    """

    file: str
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `field` is the header of the column.

    The code is a `Code`, or that of whoever refuses what a row says.
    """

    file: str
    line: int
    column: int
    field: str | None
    code: str
    message: str


class Unusable(Exception):
    """No more of a file, or nothing of the whole delivery, can be read."""

    def __init__(self, code: Code, message: str, place: Place) -> None:
        super().__init__(message)
        self.code = code
        self.place = place


class Findings:
    """Collects what is wrong while a delivery is read.

    Only the first hundred are kept and the others counted, so that files that are broken in every line cost
    no memory.
    """

    def __init__(self) -> None:
        self._kept: list[Problem] = []
        self._count = 0

    def __bool__(self) -> bool:
        return self._count > 0

    def add(self, place: Place, code: Code, message: str, field: str | None = None) -> None:
        """Say that what stands at a place is wrong; the message says what to do."""
        self._count += 1
        if len(self._kept) < LISTED_PROBLEMS:
            self._kept.append(Problem(place.file, place.line, place.column, field, code, message))

    def add_unusable(self, error: Unusable) -> None:
        """Say why reading has ended."""
        self.add(error.place, error.code, str(error))

    def problems(self) -> tuple[Problem, ...]:
        """The findings, file by file and line by line, then one that counts those not listed."""
        listed = sorted(self._kept, key=lambda problem: (problem.file, problem.line, problem.column))
        if further := self._count - len(listed):
            message = f"{further:,} further problems are not listed; repair these first."
            listed.append(Problem(listed[-1].file, 0, 0, None, Code.FURTHER_PROBLEMS, message))
        return tuple(listed)


def shown(value: str) -> str:
    """A text as a message may repeat it: in quotes, short, and with nothing in it that a terminal obeys."""
    return repr(value if len(value) <= 60 else f"{value[:59]}…")


def listing(values: Iterable[str]) -> str:
    """What can stand somewhere, as a sentence lists it."""
    return ", ".join(values)
