"""Files written into a folder or a zip file: all of them, or none."""

import os
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from uuid import uuid4

from jumprope.exchange.oneroster.rules.problems import Code, Place, Unusable

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""What a zip file says of each file's time, so that equal contents make equal zip files."""

Contents = Mapping[str, Iterable[bytes]]


def packed(path: Path, contents: Contents) -> None:
    """Write files: a zip file where the path ends in `.zip`, else a folder, which is made. Only its owner may
    open it, whatever else the process lets others do: children's records are in it.

    What is there is not overwritten. Raises `Unusable` for that, and when the disk refuses.
    """
    if os.path.exists(path):
        raise Unusable(
            Code.ALREADY_THERE, "This is there already; name a new folder or zip file.", Place(path.name)
        )
    try:
        with _beside(path) as unfinished:
            (_zip if path.suffix.casefold() == ".zip" else _folder)(unfinished, contents)
            unfinished.rename(path)
    except OSError as error:
        raise Unusable(
            Code.UNWRITABLE, f"This cannot be written: {error.strerror}.", Place(path.name)
        ) from error


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """A name next to a path, on the same disk; what is left there is removed."""
    unfinished = path.with_name(f".{path.name}.{uuid4().hex}")
    try:
        yield unfinished
    finally:
        if os.path.isdir(unfinished):
            rmtree(unfinished)
        elif os.path.exists(unfinished):
            unfinished.unlink()


def _folder(path: Path, contents: Contents) -> None:
    path.mkdir(mode=0o700)
    for name, pieces in contents.items():
        with (path / f"{name}.csv").open("wb") as file:
            file.writelines(pieces)


def _zip(path: Path, contents: Contents) -> None:
    path.touch(mode=0o600, exist_ok=False)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in contents.items():
            entry = zipfile.ZipInfo(f"{name}.csv", _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w", force_zip64=True) as file:
                for piece in pieces:
                    file.write(piece)
