"""Files that are refused before anything in them is looked at, and what a hostile file may not cost."""

import json
import os
from pathlib import Path

import pytest

from jumprope.exchange.case.rules import reading, sources
from jumprope.exchange.case.rules.problems import Code, Problem
from jumprope.exchange.case.tests.samples import FILE, content, package, with_association, with_item


def refused(raw: bytes) -> Problem:
    """The one problem of a file that is refused."""
    result = reading.read(raw, FILE)
    assert result.packages == ()
    (only,) = result.problems
    return only


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", 1, 1),
        ("{", 1, 2),
        ('{\n "CFDocument": tomorrow}', 2, 16),
        ('{"a": 1,}', 1, 9),
        ("{} {}", 1, 4),
        ('{"a": "b\n"}', 1, 9),
        ("]", 1, 1),
    ],
)
def test_what_is_not_json_is_refused_where_it_ceases_to_be(text: str, line: int, column: int) -> None:
    problem = refused(text.encode())

    assert (problem.code, problem.line, problem.column) == (Code.NOT_JSON, line, column)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_another_encoding_of_unicode_is_refused_by_its_name(encoding: str) -> None:
    problem = refused(json.dumps(package()).encode(encoding))

    assert problem.code is Code.WRONG_ENCODING
    assert f"encoded in {encoding.upper()}; save it as UTF-8" in problem.message


@pytest.mark.parametrize("before", [b"", b"\xef\xbb\xbf"])
def test_a_byte_that_is_not_utf_8_is_refused_where_it_is(before: bytes) -> None:
    problem = refused(before + b'{\n "ti\xc3\xa9tle": "Gr\xfc\xdfe"}')

    assert (problem.code, problem.line, problem.column) == (Code.WRONG_ENCODING, 2, 15)
    assert "0xFC" in problem.message


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "absent.json", tmp_path):
        result = reading.read(path, FILE)

        assert result.packages == ()
        assert [problem.code for problem in result.problems] == [Code.UNREADABLE_FILE]


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "framework.json"
    os.mkfifo(pipe)
    result = reading.read(pipe, FILE)
    assert [problem.code for problem in result.problems] == [Code.UNREADABLE_FILE]
    assert "not a regular file" in result.problems[0].message


def test_a_file_that_is_too_large_is_refused_without_reading_it_all(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    raw = content(package())
    path = tmp_path / FILE
    path.write_bytes(raw)

    monkeypatch.setattr(sources, "MAX_BYTES", len(raw))
    assert reading.read(path, FILE).packages

    monkeypatch.setattr(sources, "MAX_BYTES", len(raw) - 1)

    assert refused(raw).code is Code.FILE_TOO_LARGE
    assert [problem.code for problem in reading.read(path, FILE).problems] == [Code.FILE_TOO_LARGE]
    assert reading.read(Path("/dev/zero"), FILE).packages == ()


def test_a_file_of_too_many_values_is_refused_before_they_fill_the_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = content(package())
    members = sum(raw.count(sign) for sign in (b"{", b"[", b","))

    monkeypatch.setattr(sources, "MAX_MEMBERS", members)
    assert reading.read(raw, FILE).packages

    monkeypatch.setattr(sources, "MAX_MEMBERS", members - 1)
    assert refused(raw).code is Code.FILE_TOO_LARGE


def test_signs_inside_of_texts_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_MEMBERS", 100)

    assert reading.read(content(with_item(notes='"{[,\\' * 200)), FILE).packages


@pytest.mark.parametrize("opening", ["[", '{"extensions":'])
def test_a_nesting_bomb_is_refused_where_it_becomes_too_deep(opening: str) -> None:
    problem = refused((opening * 100_000).encode())

    assert (problem.code, problem.line, problem.column) == (Code.NESTED_TOO_DEEPLY, 1, 64 * len(opening) + 1)


def test_an_extension_may_be_nested_as_deeply_as_the_bound() -> None:
    deepest: object = 1
    for _ in range(61):
        deepest = [deepest]

    assert reading.read(content(with_item(extensions=deepest)), FILE).packages
    assert refused(content(with_item(extensions=[deepest]))).code is Code.NESTED_TOO_DEEPLY


def test_a_number_of_many_digits_is_refused_where_it_is_used_and_ignored_elsewhere() -> None:
    digits = "9" * 100_000
    used = content(with_association(sequenceNumber=0)).replace(
        b'"sequenceNumber": 0', f'"sequenceNumber": {digits}'.encode()
    )
    ignored = content(with_item(extensions=0, notes=5)).replace(
        b'"extensions": 0', f'"extensions": {digits}'.encode()
    )

    assert refused(used).code is Code.NUMBER_OUT_OF_RANGE
    assert refused(ignored).code is Code.WRONG_TYPE


def test_a_text_without_an_end_costs_no_more_than_its_length() -> None:
    assert refused(b'"' + b'\\"' * 500_000).code is Code.NOT_JSON


def test_a_repeated_key_is_refused_in_what_is_read_and_ignored_elsewhere() -> None:
    twice = content(with_item(notes="First.")).replace(
        b'"notes": "First."', b'"notes": "First.", "notes": "Second."'
    )
    ignored = content(with_item(extensions={"a": 1})).replace(b'"a": 1', b'"a": 1, "a": 2')

    problem = refused(twice)
    assert problem.code is Code.REPEATED_KEY
    assert problem.message.startswith("CFItems[0].notes")
    assert twice.decode().splitlines()[problem.line - 1][problem.column - 1 :].startswith('"Second."')
    assert reading.read(ignored, FILE).packages


def test_a_repeated_list_of_items_loses_nothing_silently() -> None:
    twice = content(package()).replace(b'"CFAssociations"', b'"CFItems": [], "CFAssociations"')

    assert refused(twice).code is Code.REPEATED_KEY
