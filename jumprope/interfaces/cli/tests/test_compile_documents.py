"""`jumprope compile-documents` compiles all of a folder's documents, or says what is wrong with each."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from config.environment import ROOT
from jumprope.interfaces.cli.statuses import REFUSED, USAGE
from jumprope.interfaces.cli.tests.conftest import JumpRope
from jumprope.interfaces.graphql import documents, limits
from jumprope.interfaces.graphql.refusals import DocumentTooLarge

pytestmark = pytest.mark.django_db

TITLES = "query Titles($first: Int = 2) { courses(first: $first) { edges { node { title } } } }"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of documents; it is empty."""
    made = tmp_path / "documents"
    made.mkdir()
    return made


def write(folder: Path, **documents: str) -> None:
    for name, text in documents.items():
        (folder / f"{name}.graphql").write_text(text, encoding="utf-8")


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_the_same_documents_come_to_the_same_bytes(jumprope: JumpRope, folder: Path, tmp_path: Path) -> None:
    write(folder, titles=TITLES, me="{ me { displayName } }")
    once, again = tmp_path / "once", tmp_path / "again"

    said = [jumprope("compile-documents", str(folder), "--output", str(output)) for output in (once, again)]

    assert [ended.status for ended in said] == [0, 0]
    assert "titles" in said[0].output
    assert f"TRUSTED_DOCUMENTS={once}" in said[0].output
    assert bytes_of(once) == bytes_of(again)
    texts = {name: text.decode() for name, text in bytes_of(once).items() if name.endswith(".graphql")}
    assert sorted(texts.values()) == sorted([TITLES, "{ me { displayName } }"])
    assert {name.partition(".")[0] for name in texts} == {"titles", "me"}
    for name, source in bytes_of(once).items():
        if name.endswith(".py"):
            compile(source, name, "exec")


def test_the_command_that_the_docs_show_works(jumprope: JumpRope, tmp_path: Path) -> None:
    page = (ROOT / "docs" / "trusted-documents.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^\.venv/bin/jumprope (compile-documents \S+) --output", page, re.MULTILINE)
    name, folder = shown.split()

    ended = jumprope(name, str(ROOT / folder), "--output", str(tmp_path / "out"))

    assert ended.status == 0
    assert "gradebook" in ended.output


def test_what_was_compiled_before_makes_way(jumprope: JumpRope, folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    write(folder, titles=TITLES, me="{ me { displayName } }")
    jumprope("compile-documents", str(folder), "--output", str(output))
    (folder / "me.graphql").unlink()

    assert jumprope("compile-documents", str(folder), "--output", str(output)).status == 0
    assert not [name for name in bytes_of(output) if name.startswith("me")]


def test_a_folder_with_something_else_in_it_is_left_alone(
    jumprope: JumpRope, folder: Path, tmp_path: Path
) -> None:
    output = tmp_path / "letters"
    output.mkdir()
    (output / "to-ada.txt").write_text("Dear Ada", encoding="utf-8")
    write(folder, titles=TITLES)

    ended = jumprope("compile-documents", str(folder), "--output", str(output))

    assert ended.status == REFUSED
    assert "(folder_not_ours)" in ended.complaint
    assert bytes_of(output) == {"to-ada.txt": b"Dear Ada"}


@pytest.mark.parametrize("text", ['"""Somebody\'s package."""\n', "import this\n", "MADE_FOR =\n", "\0", ""])
def test_a_package_of_somebody_else_is_left_alone(
    jumprope: JumpRope, folder: Path, tmp_path: Path, text: str
) -> None:
    output = tmp_path / "package"
    output.mkdir()
    (output / "__init__.py").write_text(text, encoding="utf-8")
    (output / "models.py").write_text("a = 1\n", encoding="utf-8")
    before = bytes_of(output)
    write(folder, titles=TITLES)

    ended = jumprope("compile-documents", str(folder), "--output", str(output))

    assert ended.status == REFUSED
    assert "(folder_not_ours)" in ended.complaint
    assert bytes_of(output) == before


WRONG: dict[str, tuple[str, list[tuple[str, int | None, int | None]]]] = {
    "unreadable": ("{ me {", [("document_unreadable", 1, 7)]),
    "unknown": (
        "{\n  me { name }\n  you { id }\n}",
        [("document_invalid", 2, 8), ("document_invalid", 3, 3)],
    ),
    "of the schema": (
        "{ __schema { queryType { name } } }",
        [("document_invalid", 1, 3), ("document_invalid", 1, 14)],
    ),
    "of several": ("query A { me { id } } query B { me { id } }", [("document_invalid", 1, 23)]),
    "of none": ("fragment F on Account { id }", [("document_invalid", 1, 1)] * 2),
    "deep": (
        "{ me " + "{ me " * limits.TRUSTED_LEVELS + "}" * limits.TRUSTED_LEVELS + "}",
        [("document_too_large", None, None)],
    ),
    "deeper than Python goes": ("{ me " * 5_000 + "}" * 5_000, [("document_too_large", None, None)]),
}


@pytest.mark.parametrize(("text", "problems"), WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_told_with_its_place_and_nothing_is_written(
    jumprope: JumpRope,
    folder: Path,
    tmp_path: Path,
    text: str,
    problems: list[tuple[str, int | None, int | None]],
) -> None:
    write(folder, titles=TITLES, wrong=text)

    ended = jumprope("compile-documents", str(folder), "--output", str(tmp_path / "out"), "--json")

    assert ended.status == REFUSED
    said: list[dict[str, Any]] = json.loads(ended.output)["problems"]
    assert [(one["code"], one["line"], one["column"]) for one in said] == problems
    assert {one["file"] for one in said} == {str(folder / "wrong.graphql")}
    assert not (tmp_path / "out").exists()


def test_documents_of_ours_are_as_large_as_they_need_to_be(
    jumprope: JumpRope, folder: Path, tmp_path: Path
) -> None:
    """What requests are held to is for the documents of strangers."""
    names = [f"a{n}: displayName @include(if: true)" for n in range(limits.TOKENS // 4)]
    large = "#" * limits.DOCUMENT + "\n{ me { %s } }" % " ".join(names)
    write(folder, large=large)

    ended = jumprope("compile-documents", str(folder), "--output", str(tmp_path / "out"), "--json")

    assert ended.status == 0
    assert json.loads(ended.output)["hindrances"] == []
    assert documents.of_ours(large).rows == limits.TRUSTED_ROWS
    with pytest.raises(DocumentTooLarge):
        documents.of_text(large)


def test_all_that_is_wrong_with_all_documents_is_told_at_once(jumprope: JumpRope, folder: Path) -> None:
    write(folder, a="{ %s }" % " ".join(f"nothing{n}" for n in range(30)), b="{")
    (folder / "c.graphql").write_bytes(b"\xff")

    ended = jumprope("compile-documents", str(folder))

    assert ended.status == REFUSED
    lines = ended.complaint.splitlines()
    assert len(lines) == 32
    assert lines[0].startswith(f"{folder / 'a.graphql'}:1:3: Cannot query field 'nothing0' on type 'Query'.")
    assert lines[-1].endswith("(file_unreadable)")


def test_a_folder_without_documents_is_a_mistake(jumprope: JumpRope, folder: Path) -> None:
    ended = jumprope("compile-documents", str(folder))

    assert ended.status == USAGE
    assert "There is no *.graphql in" in ended.complaint


def test_what_has_no_plans_is_named_with_what_hinders(
    jumprope: JumpRope, folder: Path, tmp_path: Path
) -> None:
    write(
        folder,
        preview="{ masteryPreview(calculationType: DECAYING_AVERAGE, scores: []) { value } }",
        save="mutation Save($input: SaveScoresInput!) { saveScores(input: $input) { errors { code } } }",
        typed="query Typed($a: CalculationType!, $b: [Decimal]!) "
        "{ masteryPreview(calculationType: $a, scores: $b) { value } }",
        since="query Since($since: DateTime!) { opsdeskReport(since: $since) { __typename } }",
        switched="query S($a: Boolean!, $b: Boolean!, $c: Boolean!, $d: Boolean!) {"
        "a: __typename @skip(if: $a) b: __typename @skip(if: $b)"
        "c: __typename @include(if: $c) d: __typename @include(if: $d) }",
    )

    ended = jumprope("compile-documents", str(folder), "--output", str(tmp_path / "out"), "--json")

    assert json.loads(ended.output)["hindrances"] == [
        {"document": "switched", "what": "more than 3 variables in @skip and @include"},
    ]
