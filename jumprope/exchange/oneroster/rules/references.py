"""Which rows refer to which: within a delivery, and out of it to what an earlier one has brought."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from jumprope.exchange.oneroster.rules.manifests import Mode
from jumprope.exchange.oneroster.rules.problems import Code, Findings, Place, shown
from jumprope.exchange.oneroster.rules.records import RECORDS, Lacking
from jumprope.exchange.oneroster.rules.tables import Row, Table


@dataclass(frozen=True, slots=True)
class Reference:
    """That a row refers to one of another file; where it does so first, and under which header.

    `lacking` says what becomes of it when nobody knows that row.
    """

    file: str
    sourced_id: str
    place: Place
    field: str
    lacking: Lacking = Lacking.REFUSED


@dataclass(slots=True)
class References:
    """What is collected while files are read. Each thing is kept once, however many rows refer to it.

    `aside` are, by file, the rows that are left aside because they refer to some that leave.
    """

    _lines: dict[str, dict[str, int]] = field(default_factory=dict)
    _leaving: dict[str, set[str]] = field(default_factory=dict)
    _wanted: dict[tuple[str, str, Lacking], Reference] = field(default_factory=dict)
    aside: dict[str, set[str]] = field(default_factory=dict)

    def take(self, table: Table[Any], row: Row[Any], findings: Findings, warnings: Findings) -> None:
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
            self._want(table, row, warnings)

    def _want(self, table: Table[Any], row: Row[Any], warnings: Findings) -> None:
        wanted = list(_references(table, row))
        leaving = [each for each in wanted if RECORDS[table.name].DISPENSABLE and self._leaves(each)]
        for reference in leaving:
            message = f"{shown(reference.sourced_id)} is to be deleted by {reference.file}.csv."
            _warn(warnings, reference, Code.REFERENCE_TO_LEAVING, f"{message} This row is left aside.")
        if leaving:
            self.aside.setdefault(table.name, set()).add(row.sourced_id)
            return
        for each in wanted:
            self._wanted.setdefault((each.file, each.sourced_id, each.lacking), each)

    def _leaves(self, reference: Reference) -> bool:
        return reference.sourced_id in self._leaving.get(reference.file, ())

    def outward(
        self, modes: Mapping[str, Mode], findings: Findings, warnings: Findings
    ) -> Iterator[Reference]:
        """The references that lead out of the delivery, whose files have these modes.

        Those to rows that leave with it become findings, or warnings where nothing has to stand.
        """
        for reference in self._wanted.values():
            if self._leaves(reference):
                message = f"{shown(reference.sourced_id)} is to be deleted by {reference.file}.csv"
                if reference.lacking is Lacking.IGNORED:
                    _warn(warnings, reference, Code.REFERENCE_TO_LEAVING, f"{message}, and is not read here.")
                else:
                    advice = f"{message}; delete this row too, or keep the other."
                    _warn(findings, reference, Code.REFERENCE_TO_LEAVING, advice)
            elif reference.sourced_id not in self._lines.get(reference.file, ()):
                yield self._held(reference, modes)

    def _held(self, reference: Reference, modes: Mapping[str, Mode]) -> Reference:
        """The same, but refused where something would be made beside what its file says."""
        by_bulk = modes.get(reference.place.file.removesuffix(".csv")) is Mode.BULK
        if reference.lacking is Lacking.MADE and (reference.file in self._lines or not by_bulk):
            return replace(reference, lacking=Lacking.REFUSED)
        return reference


def _references(table: Table[Any], row: Row[Any]) -> Iterator[Reference]:
    for position, column in table.header.referring:
        said = getattr(row.record, column.attribute)
        for sourced_id in (said,) if isinstance(said, str) else said:
            if sourced_id and column.of:
                place = Place(table.file, row.line, position + 1)
                yield Reference(column.of, sourced_id, place, column.name, column.lacking)


def _warn(into: Findings, reference: Reference, code: Code, message: str) -> None:
    into.add(reference.place, code, message, reference.field)
