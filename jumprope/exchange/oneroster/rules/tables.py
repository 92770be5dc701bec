"""From the bytes of a CSV file to checked records, row by row, so that a file's size costs no memory."""

import csv
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Generic, TypeVar

from jumprope.exchange.oneroster.rules import kinds
from jumprope.exchange.oneroster.rules.kinds import IDENTIFIER, Unfit
from jumprope.exchange.oneroster.rules.problems import Code, Findings, Place, Unusable, shown
from jumprope.exchange.oneroster.rules.records import Column, Demographics, Record, Version, columns_of

MAX_LINE_BYTES = 1024 * 1024
MAX_ROWS = 2_000_000

R = TypeVar("R", bound=Record)

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SOURCED_ID, _USER, _STATUS = "sourcedid", "usersourcedid", "status"
_OF_ALL = {_SOURCED_ID, _STATUS, "datelastmodified"}
_STATUSES = {"": False, "active": False, "tobedeleted": True, "inactive": True}
"""Whether a row leaves. `inactive` is what OneRoster 1.0 had for `tobedeleted`."""


@dataclass(frozen=True, slots=True)
class Row(Generic[R]):
    """A row of a file: where it begins, and what it says.

    A row that is to be deleted needs nothing but its sourcedId, and has no record. Nor has one in which
    something is wrong.
    """

    line: int
    sourced_id: str
    record: R | None
    leaving: bool = False


def lines_of_cells(stream: BinaryIO, file: str, digest: Any = None) -> Iterator[tuple[int, list[str]]]:
    """The lines of a CSV file as cells, with the line on which each begins; blank ones are left out.

    Raises `Unusable` where the file ceases to be UTF-8 or CSV, or a line or a cell has no end.
    """
    reader = csv.reader(_lines(stream, file, digest), strict=True)
    begins = 1
    try:
        for cells in reader:
            if any(cells):
                yield begins, cells
            begins = reader.line_num + 1
    except csv.Error as error:
        raise Unusable(Code.NOT_CSV, f"This line ceases to be CSV: {error}.", Place(file, begins)) from error


def _lines(stream: BinaryIO, file: str, digest: Any) -> Iterator[str]:
    number = 0
    while line := stream.readline(MAX_LINE_BYTES + 1):
        number += 1
        if len(line) > MAX_LINE_BYTES:
            raise Unusable(
                Code.LINE_TOO_LONG, f"This line has more than {MAX_LINE_BYTES:,} bytes.", Place(file, number)
            )
        if number == 1:
            if line.startswith(_UTF_16) or b"\0" in line:
                raise Unusable(
                    Code.WRONG_ENCODING, "This file is UTF-16 or no text; save it as UTF-8.", Place(file, 1)
                )
            line = line.removeprefix(_BYTE_ORDER_MARK)
        if digest is not None:
            digest.update(line)
        yield _decoded(line, Place(file, number))


def _decoded(line: bytes, place: Place) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise Unusable(
            Code.WRONG_ENCODING,
            f"The byte 0x{line[error.start]:02X} (the {error.start + 1:,}th of this line) is not UTF-8; "
            "save the file as UTF-8.",
            place,
        ) from error


@dataclass(frozen=True, slots=True)
class Header:
    """Which cell of a row is what, positions from 0."""

    width: int
    sourced_id: int
    status: int | None
    columns: tuple[tuple[int, Column], ...]
    referring: tuple[tuple[int, Column], ...]
    complete: bool
    ignored: tuple[str, ...]

    def column_of(self, attribute: str) -> int:
        """Where the cells of an attribute of the records stand, from 1 as people count."""
        return next(position for position, each in self.columns if each.attribute == attribute) + 1


class Table(Generic[R]):
    """A file of a delivery, that can be read more than once. `digest` says what was read last, to its end."""

    def __init__(self, open_: Callable[[], BinaryIO], record: type[R], version: Version) -> None:
        self.name, self.file = record.FILE, f"{record.FILE}.csv"
        self.header: Header
        self.digest = ""
        self.count = 0
        self._open, self._record = open_, record
        self._columns = [each for each in columns_of(record) if each.only in {None, version}]
        self._day_first: bool | None = None
        self._days_compared = False

    def rows(self, findings: Findings) -> Iterator[Row[R]]:
        """Every row, checked by itself; what is wrong becomes a finding. Raises `Unusable`."""
        digest = hashlib.blake2b(digest_size=16)
        with self._open() as stream:
            lines = lines_of_cells(stream, self.file, digest)
            self.header = self._header(lines, findings)
            for self.count, (line, cells) in enumerate(lines, start=1):
                if self.count > MAX_ROWS:
                    raise Unusable(
                        Code.TOO_MANY_ROWS,
                        f"More than {MAX_ROWS:,} rows are not read.",
                        Place(self.file, line),
                    )
                if row := self._row(self.header, line, cells, findings):
                    yield row
        self.digest = digest.hexdigest()

    def _header(self, lines: Iterator[tuple[int, list[str]]], findings: Findings) -> Header:
        line, names = next(lines, (1, []))
        positions: dict[str, int] = {}
        for position, name in enumerate(name.strip().casefold() for name in names):
            if name in positions:
                findings.add(
                    Place(self.file, line, position + 1),
                    Code.REPEATED_COLUMN,
                    f"The column {shown(name)} stands here again; keep one.",
                )
            elif name:
                positions[name] = position
        if self._record is Demographics and _SOURCED_ID not in positions and _USER in positions:
            positions[_SOURCED_ID] = positions.pop(_USER)
        found = [(self._position(each, positions, findings), each) for each in self._columns]
        there = tuple((position, each) for position, each in found if position is not None)
        if _SOURCED_ID not in positions:
            raise Unusable(Code.MISSING_COLUMN, "There is no column sourcedId.", Place(self.file, line))
        used = {position for position, _ in there} | {positions[_SOURCED_ID]}
        return Header(
            width=max(positions.values()) + 1,
            sourced_id=positions[_SOURCED_ID],
            status=positions.get(_STATUS),
            columns=there,
            referring=tuple((position, each) for position, each in there if each.of),
            complete=all(position is not None or not each.required for position, each in found),
            ignored=tuple(
                names[at] for name, at in positions.items() if name not in _OF_ALL and at not in used
            ),
        )

    def _position(self, each: Column, positions: dict[str, int], findings: Findings) -> int | None:
        for name in (each.name.casefold(), *each.also):
            if name in positions:
                return positions[name]
        if each.required:
            findings.add(
                Place(self.file, 1), Code.MISSING_COLUMN, f"There is no column {each.name}.", each.name
            )
        return None

    def _row(self, header: Header, line: int, cells: Sequence[str], findings: Findings) -> Row[R] | None:
        if len(cells) < header.width or any(cell.strip() for cell in cells[header.width :]):
            findings.add(
                Place(self.file, line),
                Code.WRONG_CELL_COUNT,
                f"This row has {len(cells)} cells, and the header {header.width}; "
                "put quotes around cells that hold a comma.",
            )
            return None
        sourced_id = self._sourced_id(header, line, cells, findings)
        if sourced_id is None:
            return None
        status = "" if header.status is None else cells[header.status].strip().casefold()
        if status not in _STATUSES:
            place = Place(self.file, line, (header.status or 0) + 1)
            message = f"The status is {shown(status)}; it can be active, tobedeleted or nothing."
            findings.add(place, Code.UNKNOWN_VALUE, message, "status")
        if _STATUSES.get(status):
            return Row(line, sourced_id, None, leaving=True)
        return Row(line, sourced_id, self._checked(header, line, sourced_id, cells, findings))

    def _sourced_id(self, header: Header, line: int, cells: Sequence[str], findings: Findings) -> str | None:
        place = Place(self.file, line, header.sourced_id + 1)
        try:
            sourced_id = IDENTIFIER.read(cells[header.sourced_id].strip())
        except Unfit as unfit:
            findings.add(place, unfit.code, str(unfit), "sourcedId")
            return None
        if not sourced_id:
            findings.add(place, Code.MISSING_VALUE, "Every row needs a sourcedId.", "sourcedId")
        return sourced_id or None

    def _checked(
        self, header: Header, line: int, sourced_id: str, cells: Sequence[str], findings: Findings
    ) -> R | None:
        values: dict[str, Any] = {}
        fit = header.complete
        for position, each in header.columns:
            try:
                values[each.attribute] = self._value(each, cells[position].strip(), header)
            except Unfit as unfit:
                findings.add(Place(self.file, line, position + 1), unfit.code, str(unfit), each.name)
                fit = False
        return self._record(sourced_id=sourced_id, **values) if fit else None

    def _value(self, each: Column, cell: str, header: Header) -> Any:
        value = each.kind.empty
        if cell and each.kind is kinds.DAY:
            value = self._day(cell, header)
        elif cell:
            value = each.kind.read(cell)
        if each.required and value == each.kind.empty:
            raise Unfit(Code.MISSING_VALUE, "OneRoster requires something here.")
        return value

    def _day(self, cell: str, header: Header) -> Any:
        if not self._days_compared and kinds.SLASHED.fullmatch(cell):
            self._day_first = self._whether_days_stand_first(header)
            self._days_compared = True
        return kinds.day(cell, day_first=self._day_first)

    def _whether_days_stand_first(self, header: Header) -> bool | None:
        """What all dates of the file with slashes say together; this reads it once more."""
        positions = [position for position, each in header.columns if each.kind is kinds.DAY]
        with self._open() as stream:
            lines = lines_of_cells(stream, self.file)
            next(lines)
            return kinds.day_stands_first(
                cells[position].strip()
                for _, cells in lines
                for position in positions
                if position < len(cells)
            )
