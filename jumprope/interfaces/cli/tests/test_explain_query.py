"""`jumprope explain-query` shows what a document asks the database."""

from pathlib import Path

import pytest

from jumprope.interfaces.cli.statuses import REFUSED
from jumprope.interfaces.cli.tests.conftest import JumpRope

DOCUMENT = """
query Q($with: Boolean!) { me { id displayName @include(if: $with) } mySections { id teachers { role } } }
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A document."""
    path = tmp_path / "q.graphql"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


@pytest.mark.django_db
def test_each_statement_is_shown_with_what_is_bound_to_whoever_asks(jumprope: JumpRope, file: Path) -> None:
    ended = jumprope("explain-query", str(file), "--switches", '{"with": true}')
    assert (ended.status, ended.complaint) == (0, "")
    assert ended.output.count("SELECT ") > ended.output.count("(SELECT ") >= 1
    assert ":viewer.tenant_id" in ended.output
    assert ":viewer.account_id" in ended.output
    assert "Section.teachers" in ended.output
    compile(ended.output[ended.output.index("def ") :], "shown", "exec")


@pytest.mark.django_db
def test_a_switch_and_a_role_decide_what_is_asked(jumprope: JumpRope, file: Path) -> None:
    def shown(*options: str) -> str:
        return jumprope("explain-query", str(file), *options).output

    assert "display_name" in shown("--switches", '{"with": true}')
    assert "display_name" not in shown("--switches", '{"with": false}')
    with_nothing = ("--switches", '{"with": false}')
    assert shown(*with_nothing, "--role", "teacher") != shown(*with_nothing, "--role", "guardian")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "document_invalid"),
        ("{ nothing }", "document_invalid"),
        ("query A { me { id } } query B { me { id } }", "no_plan"),
        (None, "file_unreadable"),
    ],
)
def test_what_cannot_be_explained_is_refused(
    jumprope: JumpRope, tmp_path: Path, text: str | None, code: str
) -> None:
    path = tmp_path / "q.graphql"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    ended = jumprope("explain-query", str(path))
    assert (ended.status, ended.output) == (REFUSED, "")
    assert f"({code})" in ended.complaint
