"""Where a value stands in a JSON text.

The standard library reads JSON at the speed of C and forgets where it was; the libraries that remember are 25
to 50 times slower. So places are found afterwards, for the few values that something is wrong with: from the
root down, stepping over everything that is not on the way.
"""

import json
import re
from collections.abc import Iterator

JsonPath = tuple[str | int, ...]

# Numbers are stepped over, not read: Python refuses to read one of more than 4,300 digits.
_decoder = json.JSONDecoder(parse_int=str)


class Places:
    """The places of values in a text that is known to be valid JSON of moderate depth."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._members: dict[int, dict[str | int, int]] = {}

    def line_and_column(self, path: JsonPath) -> tuple[int, int]:
        """The line and the column, both from 1, where the value at a path begins.

        Of a path that ends outside of the text, as that of a missing field does, the last part that is there.
        """
        return line_and_column(self._text, self._offset(path))

    def _offset(self, path: JsonPath) -> int:
        offset = self._after_space(0)
        for step in path:
            if self._text[offset] not in "{[":
                break
            if offset not in self._members:
                self._members[offset] = dict(self._members_at(offset))
            if step not in self._members[offset]:
                break
            offset = self._members[offset][step]
        return offset

    def _members_at(self, offset: int) -> Iterator[tuple[str | int, int]]:
        """Each key of an object, or position in a list, with the offset of its value."""
        is_object, position = self._text[offset] == "{", 0
        offset = self._after_space(offset + 1)
        while self._text[offset] not in "}]":
            key: str | int = position
            if is_object:
                key, offset = _decoder.raw_decode(self._text, offset)
                offset = self._after_space(self._after_space(offset) + 1)
            yield key, offset
            offset = self._after_space(_decoder.raw_decode(self._text, offset)[1])
            if self._text[offset] == ",":
                offset = self._after_space(offset + 1)
            position += 1

    def _after_space(self, offset: int) -> int:
        while self._text[offset] in " \t\n\r":
            offset += 1
        return offset


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """The line and the column, both from 1, of a character of a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def place_of_identifier(text: str, identifier: str) -> tuple[int, int]:
    """The line and the column, both from 1, where something is first identified so."""
    found = re.search(rf'"identifier"\s*:\s*(?="{re.escape(identifier)}")', text, re.IGNORECASE)
    return line_and_column(text, found.end() if found else 0)
