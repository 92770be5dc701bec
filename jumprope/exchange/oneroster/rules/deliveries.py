"""Reading a whole delivery: everything that is in it, or everything that is wrong with it."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from jumprope.exchange.oneroster.rules.containers import Container, opened
from jumprope.exchange.oneroster.rules.manifests import Manifest, Mode, manifest_of
from jumprope.exchange.oneroster.rules.people import People
from jumprope.exchange.oneroster.rules.problems import Code, Findings, Place, Problem, Unusable
from jumprope.exchange.oneroster.rules.records import (
    RECORDS,
    AcademicSession,
    Class,
    Demographics,
    Enrollment,
    Record,
    User,
    UserRole,
    Version,
)
from jumprope.exchange.oneroster.rules.references import Reference, References
from jumprope.exchange.oneroster.rules.tables import Row, Table

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class File:
    """A file of a delivery that was read: its mode, how many rows it has, and a digest of what it says."""

    mode: Mode
    rows: int
    digest: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A folder or a zip file in which nothing is wrong by itself, and what it held when it was read.

    `aside` are the rows that are left aside, by file: as if nothing were said of them. `twins` are users of a
    delivery of ours who look like another of it, and are not.
    """

    path: str
    version: Version
    files: Mapping[str, File]
    aside: Mapping[str, Collection[str]] = field(default_factory=dict)
    twins: Collection[str] = frozenset()

    def leaves_out(self, record: type[Record]) -> bool:
        """Whether nothing at all is said of some rows that bulk classes name: they are made then."""
        file = self.files.get(record.FILE)
        return self.is_whole(Class) and not (file and file.rows)

    def is_whole(self, record: type[Record]) -> bool:
        """Whether all rows of a file are told: it is a bulk file."""
        file = self.files.get(record.FILE)
        return file is not None and file.mode is Mode.BULK

    @contextmanager
    def opened(self) -> Iterator["OpenDelivery"]:
        """Open it to be read once more."""
        with opened(Path(self.path)) as container:
            yield OpenDelivery(self, container)


@dataclass(frozen=True, slots=True)
class OpenDelivery:
    """A delivery whose rows can be read, file by file, without those that are left aside."""

    delivery: Delivery
    container: Container

    def records(self, record: type[R]) -> Iterator[Row[R]]:
        """The rows of a file; none when it is absent.

        Raises `Unusable` when the file is not what it was when it was checked.
        """
        if (file := self.delivery.files.get(record.FILE)) is None:
            return
        table = _table(self.container, record, self.delivery.version)
        findings = Findings()
        aside = self.delivery.aside.get(record.FILE, ())
        yield from (row for row in table.rows(findings) if row.sourced_id not in aside)
        if findings or table.digest != file.digest:
            raise Unusable(
                Code.CHANGED_MEANWHILE,
                "This file was changed while it was taken in; begin anew.",
                Place(table.file),
            )


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a delivery has found. There is a delivery only when there is no problem.

    outward   what it refers to and does not hold: an earlier one must have brought it
    ignored   the headers of columns that are not OneRoster's, by file
    warnings  what is not quite right, and was understood all the same; there can be more when it is taken in
    """

    delivery: Delivery | None
    problems: tuple[Problem, ...]
    outward: tuple[Reference, ...] = ()
    ignored: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    warnings: Findings = field(default_factory=Findings)


def read(path: Path, *, further: Callable[[int], None] = lambda _rows: None) -> Reading:
    """Read the folder or zip file at a path, file by file; `further` is told how many rows were read.

    Bad input is an answer and not an exception. What is kept meanwhile is the sourcedIds of the rows, not
    what they say.
    """
    findings = Findings()
    try:
        with opened(path) as container:
            manifest = manifest_of(container, findings)
            checks = _Checks(findings, further, manifest)
            tables = {file: _table(container, RECORDS[file], manifest.version) for file in manifest.modes}
            for table in tables.values():
                checks.take(table)
    except Unusable as error:
        findings.add_unusable(error)
        return Reading(None, findings.problems())
    outward = tuple(checks.references.outward(manifest.modes, findings, checks.warnings))
    if findings:
        return Reading(None, findings.problems())
    return Reading(
        _delivery(path, manifest, tables, checks),
        (),
        outward,
        {table.file: table.header.ignored for table in tables.values() if table.header.ignored},
        checks.warnings,
    )


def _table(container: Container, record: type[R], version: Version) -> Table[R]:
    return Table(partial(container.open, record.FILE), record, version)


def _delivery(
    path: Path, manifest: Manifest, tables: Mapping[str, Table[Any]], checks: "_Checks"
) -> Delivery:
    files = {name: File(manifest.modes[name], table.count, table.digest) for name, table in tables.items()}
    return Delivery(str(path), manifest.version, files, checks.references.aside, checks.people.twins)


class _Checks:
    """What is looked at while the files of a delivery are read one after the other."""

    def __init__(self, findings: Findings, further: Callable[[int], None], manifest: Manifest) -> None:
        self.references = References()
        self.warnings = Findings()
        self.people = People(manifest.of_ours)
        self._findings, self._further = findings, further

    def take(self, table: Table[Any]) -> None:
        """Read a file to its end. Where that cannot be, the file is a finding, and the next can be read."""
        try:
            for row in table.rows(self._findings):
                self.references.take(table, row, self._findings, self.warnings)
                self._check(table, row)
                self._further(1)
        except Unusable as error:
            self._findings.add_unusable(error)

    def _check(self, table: Table[Any], row: Row[Any]) -> None:
        match row.record:
            case User() as user:
                self.people.take_user(row.line, user)
            case Demographics() as said:
                self.people.take_demographics(said, self._findings)
            case Enrollment() | UserRole() as lasting:
                if lasting.begin_date and lasting.end_date and lasting.end_date < lasting.begin_date:
                    self._refuse_end(table, row, lasting.begin_date.isoformat())
            case AcademicSession() as session:
                if (session.end_date - session.start_date).days < 2:
                    self._refuse_end(table, row, session.start_date.isoformat())

    def _refuse_end(self, table: Table[Any], row: Row[Any], begin: str) -> None:
        self._findings.add(
            Place(table.file, row.line, table.header.column_of("end_date")),
            Code.ENDS_TOO_EARLY,
            f"This ends too early, as it begins on {begin}; the end is the first day no longer in it.",
            "endDate",
        )
