"""docs/exchange/case.md says what the rules do."""

import re
from pathlib import Path

import pytest

from jumprope.exchange.case.rules import kinds, packages, sources
from jumprope.exchange.case.rules.problems import Code

PAGE = (Path(__file__).parents[4] / "docs" / "exchange" / "case.md").read_text(encoding="utf-8")


def test_every_code_is_explained_once_and_in_order() -> None:
    assert re.findall(r"^\| `([a-z0-9_]+)` \|", PAGE, re.MULTILINE) == [code.value for code in Code]


@pytest.mark.parametrize(
    "bound",
    [
        f"More than {sources.MAX_BYTES // 2**20} MiB",
        f"more than {sources.MAX_MEMBERS:,} values",
        f"more than {sources.MAX_DEPTH} deep",
        f"More than {packages.TERM_LENGTH} characters of a code",
        f"{packages.NAME_LENGTH} of a title or name",
        f"{packages.URI_LENGTH:,} of a URI",
        f"{packages.PROSE_LENGTH:,} of a statement",
        f"More than {kinds.MAX_VALUES} texts",
    ],
)
def test_every_bound_is_told(bound: str) -> None:
    assert bound in PAGE
