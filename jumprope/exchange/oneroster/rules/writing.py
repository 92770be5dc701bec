"""Records as the lines of a CSV file of OneRoster 1.2, in UTF-8 and as RFC 4180 has it."""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice

from jumprope.exchange.oneroster.rules.manifests import SYSTEM_CODE
from jumprope.exchange.oneroster.rules.records import (
    LEFT_ASIDE,
    RECORDS,
    Column,
    Record,
    Version,
    columns_of,
)

OF_ALL = ("sourcedId", "status", "dateLastModified")
"""The first columns of every file. The last two say nothing in a bulk file, and are empty there."""

_LINES = 1000


def header(record: type[Record]) -> list[str]:
    """The headers of a file."""
    return [*OF_ALL, *(each.name for each in _columns(record))]


def _columns(record: type[Record]) -> tuple[Column, ...]:
    return tuple(each for each in columns_of(record) if each.only is not Version.V1_1)


def content(record: type[Record], records: Iterable[Record]) -> Iterator[bytes]:
    """A file in pieces: its header, and a line for each record."""
    columns = _columns(record)
    yield _csv([header(record)])
    lines = (
        [each.sourced_id, "", "", *(column.kind.write(getattr(each, column.attribute)) for column in columns)]
        for each in records
    )
    while piece := list(islice(lines, _LINES)):
        yield _csv(piece)


def manifest(files: Iterable[str]) -> bytes:
    """A manifest that announces these files as bulk files."""
    there = set(files)
    names = sorted((*RECORDS, *LEFT_ASIDE), key=str.casefold)
    modes = [[f"file.{name}", "bulk" if name in there else "absent"] for name in names]
    return _csv(
        [
            ["propertyName", "value"],
            ["manifest.version", "1.0"],
            ["oneroster.version", Version.V1_2],
            *modes,
            ["source.systemName", "JumpRope"],
            ["source.systemCode", SYSTEM_CODE],
        ]
    )


def _csv(lines: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(lines)
    return text.getvalue().encode()
