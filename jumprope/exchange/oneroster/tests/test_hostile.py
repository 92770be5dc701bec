"""Broken and hostile deliveries are refused, by name, before anything is written or memory is filled."""

import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import pytest

from jumprope.exchange.oneroster.rules import containers, tables
from jumprope.exchange.oneroster.rules.deliveries import read
from jumprope.exchange.oneroster.rules.problems import Unusable
from jumprope.exchange.oneroster.tests.samples import (
    DISTRICT,
    district,
    entries,
    folder,
    found,
    read_changed,
    zipped,
)


def refused(path: Path) -> tuple[str, str]:
    """The one problem of what is at a path, as (file, code)."""
    ((file, _, _, code),) = found(read(path))
    return file, code


def packed(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "district.zip"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "name",
    [
        "../users.csv",
        "/etc/users.csv",
        "C:/users.csv",
        "export/../../users.csv",
        "..\\users.csv",
        "C:\\users.csv",
        "\\\\server\\users.csv",
    ],
)
def test_a_name_that_leads_outside_of_the_zip(tmp_path: Path, name: str) -> None:
    _, code = refused(packed(tmp_path, zipped(entries(district()) | {name: "x"})))
    assert code == "unsafe_name"


def test_a_name_that_hides_its_end_behind_a_nul(tmp_path: Path) -> None:
    content = zipped(entries(district()) | {"readme.txtxx": "x"}).replace(b"readme.txtxx", b"users.csv\0xx")
    _, code = refused(packed(tmp_path, content))
    assert code == "unsafe_name"


def test_a_link_in_a_zip(tmp_path: Path) -> None:
    path = tmp_path / "district.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in entries(district()).items():
            entry = zipfile.ZipInfo(name)
            if name == "users.csv":
                entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(entry, "/etc/passwd" if name == "users.csv" else text)
    assert refused(path) == ("users.csv", "linked_file")


def test_a_link_in_a_folder(tmp_path: Path) -> None:
    path = folder(tmp_path / "district", district())
    (path / "users.csv").rename(tmp_path / "elsewhere.csv")
    (path / "users.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert refused(path) == ("users.csv", "linked_file")


def test_a_folder_that_is_named_like_a_file(tmp_path: Path) -> None:
    path = folder(tmp_path / "district", district())
    (path / "users.csv").unlink()
    (path / "users.csv").mkdir()
    assert refused(path) == ("users.csv", "linked_file")


def test_a_bomb_that_is_compressed_a_thousandfold(tmp_path: Path) -> None:
    bomb = DISTRICT["users"] + "x" * (4 * 1024 * 1024)
    assert refused(packed(tmp_path, zipped(entries(district(users=bomb))))) == (
        "users.csv",
        "compressed_too_far",
    )


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    path = packed(tmp_path, zipped(entries(district(users=DISTRICT["users"] + "x" * (4 * 1024 * 1024)))))
    with zipfile.ZipFile(path) as archive:
        entry = archive.getinfo("users.csv")
    small = entry.CRC.to_bytes(4, "little") + entry.compress_size.to_bytes(4, "little")
    content = path.read_bytes().replace(
        small + entry.file_size.to_bytes(4, "little"), small + (1000).to_bytes(4, "little")
    )
    path.write_bytes(content)
    file, code = refused(path)
    assert (file, code) in {("users.csv", "not_csv"), ("district.zip", "not_a_delivery")}


def test_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAX_FILE_BYTES", 2000)
    large = district(users=DISTRICT["users"] + "\n" * 2000)
    assert refused(folder(tmp_path / "district", large)) == ("users.csv", "too_large")
    assert refused(packed(tmp_path, zipped(entries(large)))) == ("users.csv", "too_large")


def test_too_many_entries(tmp_path: Path) -> None:
    many: dict[str, str | bytes] = {f"{number}.txt": "" for number in range(containers.MAX_ENTRIES)}
    assert refused(packed(tmp_path, zipped(entries(district()) | many))) == ("district.zip", "too_large")


def test_names_that_are_long_take_no_longer_than_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    split: list[str] = []

    def counted(name: str) -> PurePosixPath:
        split.append(name)
        return PurePosixPath(name)

    monkeypatch.setattr(containers, "PurePosixPath", counted)
    many: dict[str, str | bytes] = {f"photos/{number}": "" for number in range(100)}
    content = entries(district()) | many
    assert found(read(packed(tmp_path, zipped(content)))) == []
    assert len(split) <= 4 * len(content)


def test_too_many_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 4)
    assert ("users.csv", 6, None, "too_many_rows") in found(read(folder(tmp_path / "district", district())))


def test_a_file_that_goes_away(tmp_path: Path) -> None:
    path = folder(tmp_path / "district", district())
    with containers.opened(path) as container:
        (path / "users.csv").unlink()
        with pytest.raises(Unusable, match="cannot be read"):
            container.open("users")


def test_two_files_of_one_name(tmp_path: Path) -> None:
    path = folder(tmp_path / "district", district())
    (path / "Users.CSV").write_text("x")
    assert refused(path) == ("users.csv", "duplicate_file")


def test_a_zip_that_is_cut_off(tmp_path: Path) -> None:
    content = zipped(entries(district()))
    assert refused(packed(tmp_path, content[: len(content) // 2])) == ("district.zip", "not_a_delivery")


def test_a_zip_in_which_bytes_were_changed(tmp_path: Path) -> None:
    stored = tmp_path / "district.zip"
    with zipfile.ZipFile(stored, "w") as archive:
        for name, text in entries(district()).items():
            archive.writestr(name, text)
    stored.write_bytes(stored.read_bytes().replace(b"Ada,Quill", b"Ida,Quill", 1))
    assert refused(stored) == ("district.zip", "not_a_delivery")


def test_a_zip_whose_compressed_bytes_are_no_such(tmp_path: Path) -> None:
    path = packed(tmp_path, zipped(entries(district())))
    content = bytearray(path.read_bytes())
    begin = content.index(b"users.csv") + len("users.csv")
    content[begin : begin + 40] = b"\xff" * 40
    path.write_bytes(content)
    assert refused(path) == ("district.zip", "not_a_delivery")


def test_a_zip_with_a_password(tmp_path: Path) -> None:
    path = packed(tmp_path, zipped(entries(district())))
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\x01\x02", content.rindex(b"roles.csv") - 60)
    content[at + 8] |= 1
    path.write_bytes(content)
    assert refused(path) == ("roles.csv", "encrypted_file")


def test_a_zip_that_is_compressed_in_a_rare_way(tmp_path: Path) -> None:
    path = tmp_path / "district.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        for name, text in entries(district()).items():
            archive.writestr(name, text)
    assert refused(path)[1] == "not_a_delivery"


def test_no_zip_at_all(tmp_path: Path) -> None:
    assert refused(packed(tmp_path, b"Dear colleague, please find attached")) == (
        "district.zip",
        "not_a_delivery",
    )


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_a_pipe_or_a_device_is_refused_and_not_waited_for(
    tmp_path: Path, make: Callable[[Path], object]
) -> None:
    make(tmp_path / "district.zip")
    assert refused(tmp_path / "district.zip") == ("district.zip", "not_a_delivery")


def test_a_pipe_in_a_folder(tmp_path: Path) -> None:
    path = folder(tmp_path / "district", district())
    (path / "users.csv").unlink()
    os.mkfifo(path / "users.csv")
    assert refused(path) == ("users.csv", "linked_file")


def test_a_zip_inside_of_a_zip(tmp_path: Path) -> None:
    inner = zipped(entries(district()))
    assert refused(packed(tmp_path, zipped({"district.zip": inner}))) == ("manifest.csv", "missing_file")


def test_a_line_of_ten_megabytes(tmp_path: Path) -> None:
    long = DISTRICT["users"].replace("Ada", "A" * 10_000_000)
    assert refused(folder(tmp_path / "district", district(users=long))) == ("users.csv", "line_too_long")


def test_a_nul_byte_in_a_cell(tmp_path: Path) -> None:
    spoilt = DISTRICT["users"].replace("Ada", "A\0da")
    assert refused(folder(tmp_path / "district", district(users=spoilt))) == (
        "users.csv",
        "forbidden_character",
    )


@pytest.mark.parametrize("cell", ["-2026-08-01", "0000-00-00", "-1", "2026-02-30"])
def test_a_date_that_is_none(tmp_path: Path, cell: str) -> None:
    assert read_changed(tmp_path / "district", "academicSessions", "2026-08-17", cell) == [
        ("academicSessions.csv", 2, "startDate", "bad_date")
    ]


def test_nothing_there(tmp_path: Path) -> None:
    assert refused(tmp_path / "district.zip") == ("district.zip", "unreadable")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_text_that_is_wide(tmp_path: Path, encoding: str) -> None:
    path = folder(tmp_path / "district", district())
    (path / "orgs.csv").write_bytes(DISTRICT["orgs"].encode(encoding))
    assert ("orgs.csv", 1, None, "wrong_encoding") in found(read(path))


def test_text_that_is_latin_1(tmp_path: Path) -> None:
    path = folder(tmp_path / "district", district())
    (path / "orgs.csv").write_bytes(DISTRICT["orgs"].replace("Aspen", "Aspén").encode("latin-1"))
    problems = read(path).problems
    assert ("orgs.csv", 4, None, "wrong_encoding") in found(read(path))
    assert "0xE9" in problems[0].message


def test_a_line_without_end(tmp_path: Path) -> None:
    endless = DISTRICT["orgs"] + "x" * (tables.MAX_LINE_BYTES + 1)
    assert refused_file(tmp_path, orgs=endless) == ("orgs.csv", 5, "line_too_long")


def test_a_quote_without_end(tmp_path: Path) -> None:
    endless = DISTRICT["orgs"] + '"x' + "\n" * 200_000
    assert refused_file(tmp_path, orgs=endless) == ("orgs.csv", 5, "not_csv")


def test_an_empty_file(tmp_path: Path) -> None:
    assert refused_file(tmp_path, orgs="") == ("orgs.csv", 1, "missing_column")


def refused_file(tmp_path: Path, **changed: str) -> tuple[str, int, str]:
    """The first problem of the district with some files changed."""
    file, line, _, code = found(read(folder(tmp_path / "district", district(**changed))))[0]
    return file, line, code


def test_a_cell_that_a_terminal_would_obey_is_shown_tamed(tmp_path: Path) -> None:
    changed = DISTRICT["orgs"].replace("district,", "\x1b]0;owned\x07,")
    (problem,) = [
        each
        for each in read(folder(tmp_path / "district", district(orgs=changed))).problems
        if each.field == "type"
    ]
    assert "\x1b" not in problem.message
