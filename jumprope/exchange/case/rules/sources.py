"""From a file to JSON values, with a bound on everything that a broken or hostile file could make endless."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from jumprope.exchange.case.rules.places import line_and_column
from jumprope.exchange.case.rules.problems import Code

MAX_BYTES = 64 * 1024 * 1024
MAX_MEMBERS = 2_000_000
MAX_DEPTH = 64
MAX_DIGITS = 20

# A text without an end runs to the end of the file, so that each character is looked at once.
_TEXT_OR_SIGN = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\Z)|[\[\]{},]', re.DOTALL)


class Unusable(Exception):
    """Nothing of the file can be read: why, and the line and the column of the place where reading ended."""

    def __init__(self, code: Code, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.code = code
        self.line = line
        self.column = column


class Ambiguous(dict[str, object]):
    """An object of a JSON text that gives a key more than once. It holds the last value of each key."""

    def __init__(self, pairs: Sequence[tuple[str, object]]) -> None:
        super().__init__(pairs)
        self.repeated = [key for key, times in Counter(key for key, _ in pairs).items() if times > 1]


def text_of(source: Path | bytes) -> str:
    """The text of a file. Raises Unusable when it cannot be opened, is too large, or is not UTF-8."""
    content = source if isinstance(source, bytes) else _content(source)
    if len(content) > MAX_BYTES:
        raise _too_large(f"{MAX_BYTES:,} bytes")
    encoding = json.detect_encoding(content)
    if not encoding.startswith("utf-8"):
        raise Unusable(Code.WRONG_ENCODING, f"The file is encoded in {encoding.upper()}; save it as UTF-8.")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()
        message = f"The byte 0x{error.object[error.start]:02X} here is not UTF-8; save the file as UTF-8."
        raise Unusable(Code.WRONG_ENCODING, message, *line_and_column(before, len(before))) from error


def value_of(text: str) -> object:
    """The value of a JSON text. Raises Unusable when it is not JSON, too large or nested too deeply.

    An object with a repeated key is an Ambiguous; an integer of more than 20 digits, a float.
    """
    _check_structure(text)
    try:
        return json.loads(text, object_pairs_hook=_object, parse_int=_integer)
    except json.JSONDecodeError as error:
        message = f"The file is not JSON: {error.msg[0].lower()}{error.msg[1:]}."
        raise Unusable(Code.NOT_JSON, message, error.lineno, error.colno) from error


def _too_large(measure: str) -> Unusable:
    message = f"The file holds more than {measure}; give each package a file of its own."
    return Unusable(Code.FILE_TOO_LARGE, message)


def _content(path: Path) -> bytes:
    try:
        # To open a pipe would be to wait for whoever writes into it.
        if path.exists() and not path.is_file():
            raise Unusable(Code.UNREADABLE_FILE, "This is not a regular file; name the file itself.")
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Unusable(Code.UNREADABLE_FILE, f"The file cannot be read: {error.strerror}.") from error


def _check_structure(text: str) -> None:
    """Refuse, before anything is built, a text whose values would fill the memory or the stack."""
    depth = members = 0
    for match in _TEXT_OR_SIGN.finditer(text):
        sign = text[match.start()]
        members += sign in "[{,"
        depth += (sign in "[{") - (sign in "]}")
        if depth > MAX_DEPTH:
            message = f"Objects and lists are nested more than {MAX_DEPTH} deep here; no CASE package is."
            raise Unusable(Code.NESTED_TOO_DEEPLY, message, *line_and_column(text, match.start()))
        if members > MAX_MEMBERS:
            raise _too_large(f"{MAX_MEMBERS:,} values")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    return values if len(values) == len(pairs) else Ambiguous(pairs)


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= MAX_DIGITS else float(digits)
