"""docs/exchange/oneroster.md says what the rules do."""

import re
from pathlib import Path

import pytest

from jumprope.exchange.oneroster.rules import containers, grades, kinds, tables
from jumprope.exchange.oneroster.rules.arriving import gradebooks, places
from jumprope.exchange.oneroster.rules.problems import Code

PAGE = (Path(__file__).parents[4] / "docs" / "exchange" / "oneroster.md").read_text(encoding="utf-8")


def test_every_code_is_explained_once_and_in_order() -> None:
    assert re.findall(r"^\| `([a-z0-9_]+)` \|", PAGE, re.MULTILINE) == [code.value for code in Code]


@pytest.mark.parametrize(
    "bound",
    [
        f"more than {containers.MAX_FILE_BYTES // 2**20} MiB",
        f"more than {containers.MAX_ENTRIES:,} entries",
        f"more than {containers.MAX_RATIO} times larger",
        f"more than {tables.MAX_LINE_BYTES // 2**20} MiB",
        f"More than {tables.MAX_ROWS:,} rows",
        f"More than {kinds.IDENTIFIER_LENGTH} characters of a name or an identifier",
        f"{places.CODE_LENGTH} of a course code",
        f"{grades.CODE_LENGTH} of a grade",
        f"{gradebooks.TITLE_LENGTH} of a line item's title",
        f"{kinds.PROSE_LENGTH:,} of a description",
        f"More than {kinds.MAX_VALUES} values",
        f"before {kinds.FIRST_YEAR} or after {kinds.LAST_YEAR}",
    ],
)
def test_every_bound_is_told(bound: str) -> None:
    assert bound in PAGE
