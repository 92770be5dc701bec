"""`jumprope print-schema` prints the API that is served."""

from pathlib import Path

import graphql
import pytest

from jumprope.interfaces.cli.management.commands import print_schema
from jumprope.interfaces.cli.statuses import REFUSED
from jumprope.interfaces.cli.tests.conftest import JumpRope
from jumprope.interfaces.graphql.schema import schema


def test_the_schema_is_printed_whole_and_nothing_else(jumprope: JumpRope) -> None:
    ended = jumprope("print-schema")
    assert (ended.status, ended.complaint) == (0, "")
    assert graphql.print_schema(graphql.build_schema(ended.output)) == graphql.print_schema(schema())
    assert ended.output.endswith("}\n")


@pytest.mark.parametrize("kept", [None, "type Query { nothing: Int }\n"])
def test_a_file_that_is_stale_or_missing_is_told(
    jumprope: JumpRope, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, kept: str | None
) -> None:
    file = tmp_path / "schema.graphql"
    if kept:
        file.write_text(kept)
    monkeypatch.setattr(print_schema, "FILE", file)
    ended = jumprope("print-schema", "--check")
    assert (ended.status, ended.output) == (REFUSED, "")
    assert "run make schema" in ended.complaint


def test_a_fresh_file_is_fine(jumprope: JumpRope, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "schema.graphql"
    file.write_text(jumprope("print-schema").output, encoding="utf-8")
    monkeypatch.setattr(print_schema, "FILE", file)
    ended = jumprope("print-schema", "--check")
    assert (ended.status, ended.output, ended.complaint) == (0, "", "")
