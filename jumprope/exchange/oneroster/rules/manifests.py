"""The manifest: which version a delivery has, and what each of its files is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from jumprope.exchange.oneroster.rules.containers import MANIFEST, Container
from jumprope.exchange.oneroster.rules.problems import Code, Findings, Place, Unusable, listing, shown
from jumprope.exchange.oneroster.rules.records import LEFT_ASIDE, ON_OWN_SCALES, RECORDS, Version
from jumprope.exchange.oneroster.rules.tables import lines_of_cells

SYSTEM_CODE = "jumprope"
"""What manifests of ours say of where they come from."""

Said = Mapping[str, tuple[int, str]]
"""The line and the value of each property of a manifest."""


class Mode(StrEnum):
    """What a file of a delivery is.

    BULK    everything that the source knows: what is missing has ended
    DELTA   what has changed: only what says `tobedeleted` has ended
    ABSENT  there is no such file, and nothing of it is touched
    """

    BULK = "bulk"
    DELTA = "delta"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The version of a delivery, and the mode of each file that is there, in the order of `RECORDS`; whether
    we have handed it out ourselves.
    """

    version: Version
    modes: Mapping[str, Mode]
    of_ours: bool


def manifest_of(container: Container, findings: Findings) -> Manifest:
    """Read the manifest. Raises `Unusable` when there is none, or it names no version that is read."""
    place = Place(f"{MANIFEST}.csv")
    if MANIFEST not in container.files:
        raise Unusable(Code.MISSING_FILE, "There is no manifest.csv; OneRoster 1.1 and 1.2 have one.", place)
    with container.open(MANIFEST) as stream:
        said = _said(lines_of_cells(stream, place.file), findings)
    modes = {file: _mode(file, said, container, findings) for file in (*RECORDS, *LEFT_ASIDE)}
    for file in ON_OWN_SCALES:
        if modes[file] is not Mode.ABSENT and _has_rows(container, file):
            findings.add(
                Place(f"{file}.csv"),
                Code.SCALE_NOT_READ,
                "Scores on scales of their own are not read; send numbers on the scale of the school, and "
                f"announce file.{file} as absent.",
            )
    there = {file: modes[file] for file in RECORDS if modes[file] is not Mode.ABSENT}
    _, system = said.get("source.systemcode", (0, ""))
    return Manifest(_version(said), there, system == SYSTEM_CODE)


def _said(lines: Iterable[tuple[int, list[str]]], findings: Findings) -> Said:
    """What is said of each property. Whether a file is bulk or delta decides who leaves, so that a manifest
    which says both is not taken at its last word.
    """
    said: dict[str, tuple[int, str]] = {}
    for line, (name, value, *_) in ((line, cells) for line, cells in lines if len(cells) > 1):
        property_, written = name.strip().casefold(), value.strip()
        first, before = said.setdefault(property_, (line, written))
        if before.casefold() != written.casefold():
            findings.add(
                Place(f"{MANIFEST}.csv", line, 2),
                Code.DUPLICATE_ROW,
                f"This is {shown(before)} on line {first:,}, and here {shown(written)}; keep one line.",
                "value",
            )
    return said


def _has_rows(container: Container, file: str) -> bool:
    with container.open(file) as stream:
        return any(line > 1 and any(cells) for line, cells in lines_of_cells(stream, f"{file}.csv"))


def _version(said: Said) -> Version:
    line, written = said.get("oneroster.version", (0, ""))
    for version in Version:
        if written == version or written.startswith(f"{version}."):
            return version
    raise Unusable(
        Code.UNKNOWN_VERSION,
        f"oneroster.version is {shown(written)}; {listing(Version)} are read.",
        Place(f"{MANIFEST}.csv", line, 2),
    )


def _mode(file: str, said: Said, container: Container, findings: Findings) -> Mode:
    line, written = said.get(f"file.{file}".casefold(), (0, Mode.ABSENT))
    place = Place(f"{MANIFEST}.csv", line, 2)
    try:
        mode = Mode(written.casefold())
    except ValueError:
        findings.add(
            place, Code.UNKNOWN_MODE, f"file.{file} is {shown(written)}; it can be {listing(Mode)}.", "value"
        )
        return Mode.ABSENT
    if mode is not Mode.ABSENT and file not in container.files:
        findings.add(
            place, Code.MISSING_FILE, f"{file}.csv is announced as {mode}, and is not there.", "value"
        )
        return Mode.ABSENT
    return mode
