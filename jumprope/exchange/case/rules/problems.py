"""What is wrong with a file: where it is, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum

from jumprope.exchange.case.rules.places import JsonPath, Places

LISTED_PROBLEMS = 100


class Code(StrEnum):
    """What a problem is, for machines. docs/exchange/case.md explains each."""

    UNREADABLE_FILE = "unreadable_file"
    FILE_TOO_LARGE = "file_too_large"
    WRONG_ENCODING = "wrong_encoding"
    NOT_JSON = "not_json"
    NESTED_TOO_DEEPLY = "nested_too_deeply"
    NO_PACKAGE = "no_package"
    REPEATED_KEY = "repeated_key"
    MISSING_FIELD = "missing_field"
    WRONG_TYPE = "wrong_type"
    TEXT_TOO_LONG = "text_too_long"
    TOO_MANY_VALUES = "too_many_values"
    FORBIDDEN_CHARACTER = "forbidden_character"
    BAD_IDENTIFIER = "bad_identifier"
    BAD_TIME = "bad_time"
    NUMBER_OUT_OF_RANGE = "number_out_of_range"
    UNKNOWN_ASSOCIATION_TYPE = "unknown_association_type"
    DUPLICATE_DOCUMENT = "duplicate_document"
    DUPLICATE_ITEM = "duplicate_item"
    DUPLICATE_ASSOCIATION = "duplicate_association"
    CYCLIC_HIERARCHY = "cyclic_hierarchy"
    FURTHER_PROBLEMS = "further_problems"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where: line and column from 1, columns in characters."""

    file: str
    line: int
    column: int
    code: Code
    message: str


class Findings:
    """Collects what is wrong while a file is read.

    Only the first hundred are kept and the others counted, so that a file that is broken in every line costs
    neither memory nor the time to find each place.
    """

    def __init__(self) -> None:
        self._kept: list[tuple[JsonPath, Code, str]] = []
        self._count = 0

    def add(self, path: JsonPath, code: Code, message: str) -> None:
        """Say that what stands at the path is wrong; the message names the field and says what to do."""
        self._count += 1
        if len(self._kept) < LISTED_PROBLEMS:
            self._kept.append((path, code, message))

    def problems(self, file: str, text: str) -> tuple[Problem, ...]:
        """The findings in the order of their places, then one that counts those not listed."""
        places = Places(text)
        found = [(*places.line_and_column(path), code, message) for path, code, message in self._kept]
        listed = [Problem(file, *finding) for finding in sorted(found)]
        if further := self._count - len(listed):
            message = f"{further:,} further problems are not listed; repair these first."
            listed.append(Problem(file, listed[-1].line, listed[-1].column, Code.FURTHER_PROBLEMS, message))
        return tuple(listed)
