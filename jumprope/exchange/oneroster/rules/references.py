"""Which rows refer to which: within a delivery, and out of it to what an earlier one has brought."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from jumprope.exchange.oneroster.rules.problems import Code, Findings, Place, shown
from jumprope.exchange.oneroster.rules.tables import Row, Table


@dataclass(frozen=True, slots=True)
class Reference:
    """That a row refers to one of another file; where it does so first, and under which header."""

    file: str
    sourced_id: str
    place: Place
    field: str


@dataclass(slots=True)
class References:
    """What is collected while files are read. Each thing is kept once, however many rows refer to it."""

    _lines: dict[str, dict[str, int]] = field(default_factory=dict)
    _leaving: dict[str, set[str]] = field(default_factory=dict)
    _wanted: dict[tuple[str, str], Reference] = field(default_factory=dict)

    def take(self, table: Table[Any], row: Row[Any], findings: Findings) -> None:
        """Look at a row: is it the only one of its sourcedId, and what does it refer to?"""
        first = self._lines.setdefault(table.name, {}).setdefault(row.sourced_id, row.line)
        if first != row.line:
            findings.add(
                Place(table.file, row.line, table.header.sourced_id + 1),
                Code.DUPLICATE_ROW,
                f"The sourcedId {shown(row.sourced_id)} stands on line {first:,} already; keep one row.",
                "sourcedId",
            )
        if row.leaving:
            self._leaving.setdefault(table.name, set()).add(row.sourced_id)
        if row.record is not None:
            self._want(table, row.record, row.line)

    def _want(self, table: Table[Any], record: object, line: int) -> None:
        for position, column in table.header.referring:
            said = getattr(record, column.attribute)
            for sourced_id in (said,) if isinstance(said, str) else said:
                wanted = (column.of or "", sourced_id)
                if sourced_id and wanted not in self._wanted:
                    place = Place(table.file, line, position + 1)
                    self._wanted[wanted] = Reference(*wanted, place, column.name)

    def outward(self, findings: Findings) -> Iterator[Reference]:
        """The references that lead out of the delivery; those to rows that leave with it become findings."""
        for reference in self._wanted.values():
            if reference.sourced_id in self._leaving.get(reference.file, ()):
                findings.add(
                    reference.place,
                    Code.REFERENCE_TO_LEAVING,
                    f"{shown(reference.sourced_id)} is to be deleted by {reference.file}.csv; "
                    "delete this row too, or keep the other.",
                    reference.field,
                )
            elif reference.sourced_id not in self._lines.get(reference.file, ()):
                yield reference
