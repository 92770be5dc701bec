"""The folder or the zip file that a delivery comes in, with a bound on everything that could be endless."""

import os
import stat
import zipfile
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, TypeVar

from jumprope.exchange.oneroster.rules.problems import Code, Place, Unusable
from jumprope.exchange.oneroster.rules.records import LEFT_ASIDE, RECORDS

T = TypeVar("T")

MANIFEST = "manifest"
MAX_FILE_BYTES = 512 * 1024 * 1024
MAX_ENTRIES = 1000
MAX_RATIO = 200
"""How many times larger than its compressed form a file of a zip may be, once it has a mebibyte."""

_SMALL = 1024 * 1024
_NAMES = {name.casefold(): name for name in (MANIFEST, *RECORDS, *LEFT_ASIDE)}
_COMPRESSIONS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1


class Container(ABC):
    """Where the files of a delivery are, by the names that OneRoster gives them, without `.csv`."""

    files: frozenset[str]

    @abstractmethod
    def open(self, file: str) -> BinaryIO:
        """Open one of `files`. Raises `Unusable`."""


@contextmanager
def opened(path: Path) -> Iterator[Container]:
    """The container at a path. Raises `Unusable` when there is none, and for what is unsafe in it."""
    if os.path.isdir(path):
        yield _Folder(path)
        return
    # To open a pipe would be to wait for whoever writes into it.
    if os.path.exists(path) and not os.path.isfile(path):
        raise Unusable(
            Code.NOT_A_DELIVERY, "This is neither a folder nor a regular file; name one.", Place(path.name)
        )
    try:
        with zipfile.ZipFile(path) as archive:
            yield _Zip(archive, path.name)
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise Unusable(
            Code.NOT_A_DELIVERY,
            f"This is neither a folder nor an intact zip file: {error}.",
            Place(path.name),
        ) from error
    except (OSError, NotImplementedError) as error:
        why = getattr(error, "strerror", None) or error
        raise Unusable(Code.UNREADABLE, f"This cannot be read: {why}.", Place(path.name)) from error


class _Folder(Container):
    def __init__(self, folder: Path) -> None:
        self._paths = _by_file((path.name, path) for path in sorted(folder.iterdir()))
        self.files = frozenset(self._paths)
        for path in self._paths.values():
            _check_path(path)

    def open(self, file: str) -> BinaryIO:
        path = self._paths[file]
        try:
            return path.open("rb")
        except OSError as error:
            raise Unusable(
                Code.UNREADABLE, f"The file cannot be read: {error.strerror}.", Place(path.name)
            ) from error


def _check_path(path: Path) -> None:
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode) or not stat.S_ISREG(found.st_mode):
        raise Unusable(
            Code.LINKED_FILE, "This is a link or no plain file; put the file itself here.", Place(path.name)
        )
    _check_size(path.name, found.st_size)


class _Zip(Container):
    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        entries = archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise Unusable(
                Code.TOO_LARGE,
                f"This has {len(entries):,} entries, and {MAX_ENTRIES:,} are allowed.",
                Place(name),
            )
        for entry in entries:
            _check_name(entry)
        self._archive = archive
        self._entries = _by_file(_in_top_folder(entries))
        self.files = frozenset(self._entries)
        for file, entry in self._entries.items():
            _check_entry(f"{file}.csv", entry)

    def open(self, file: str) -> BinaryIO:
        stream: BinaryIO = self._archive.open(self._entries[file])  # type: ignore[assignment]
        return stream


def _check_name(entry: zipfile.ZipInfo) -> None:
    # `filename` ends at a NUL and has slashes for backslashes on some systems; this is what stands there.
    name = entry.orig_filename
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if not parts or parts[0].endswith(("/", ":")) or ".." in parts or "\\" in name or "\0" in name:
        raise Unusable(
            Code.UNSAFE_NAME,
            "A name in this zip leads outside of it; make the zip anew from plain files.",
            Place(ascii(name)),
        )


def _check_entry(file: str, entry: zipfile.ZipInfo) -> None:
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Unusable(Code.LINKED_FILE, "This is a link; put the file itself into the zip.", Place(file))
    if entry.flag_bits & _ENCRYPTED:
        raise Unusable(Code.ENCRYPTED_FILE, "This file is encrypted; leave it open.", Place(file))
    if entry.compress_type not in _COMPRESSIONS:
        raise Unusable(
            Code.NOT_A_DELIVERY, "This file is compressed in a rare way; use plain zip.", Place(file)
        )
    _check_size(file, entry.file_size)
    if entry.file_size > _SMALL and entry.file_size > MAX_RATIO * entry.compress_size:
        raise Unusable(
            Code.COMPRESSED_TOO_FAR,
            f"This file is compressed more than {MAX_RATIO} times, which no roster is.",
            Place(file),
        )


def _check_size(file: str, size: int) -> None:
    if size > MAX_FILE_BYTES:
        raise Unusable(
            Code.TOO_LARGE, f"This file has {size:,} bytes, and {MAX_FILE_BYTES:,} are allowed.", Place(file)
        )


def _in_top_folder(entries: Iterable[zipfile.ZipInfo]) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    """The entries that lie at the top, or in the one folder that holds a manifest, with their names.

    Each name is taken apart once: there may be many, and each may have thousands of folders.
    """
    placed = [(PurePosixPath(entry.filename), entry) for entry in entries]
    tops = {path.parts[:-1] for path, _ in placed if path.name.casefold() == f"{MANIFEST}.csv"}
    for path, entry in placed:
        folder = path.parts[:-1]
        if not tops or (folder in tops and len(folder) < 2):
            yield path.name, entry


def _by_file(named: Iterable[tuple[str, T]]) -> dict[str, T]:
    """What has the name of a OneRoster file, in whatever case; other files are none of our business."""
    found: dict[str, T] = {}
    for name, thing in named:
        stem, dot, extension = name.rpartition(".")
        file = _NAMES.get(stem.casefold()) if dot and extension.casefold() == "csv" else None
        if file in found:
            raise Unusable(Code.DUPLICATE_FILE, "There are two files of this name; keep one.", Place(name))
        if file:
            found[file] = thing
    return found
