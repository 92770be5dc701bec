"""The page: one table for each operation, between its markers, and nothing else of the page touched."""

from pathlib import Path

import pytest

from tools import sections
from tools.volume import explaining, table
from tools.volume.explaining import Access, Statement
from tools.volume.operations import OPERATIONS, Done


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT `a`.`id` FROM `a` INNER JOIN `b` ON (1)", "SELECT `a`"),
        ("(SELECT `a`.`id` FROM `a`) UNION (SELECT 1)", "SELECT `a`"),
        ("SELECT `a`.`id` FROM `a` FOR UPDATE", "SELECT `a` FOR UPDATE"),
        ("INSERT INTO `a` (`x`) VALUES (1)", "INSERT `a`"),
        ("UPDATE `a` SET `x` = 1", "UPDATE `a`"),
        ("SELECT 1", "SELECT"),
    ],
)
def test_a_statement_is_told_in_a_word_and_a_table(sql: str, said: str) -> None:
    assert table.summary(sql) == said


def test_the_section_tells_index_and_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explaining, "first_columns", lambda: {("people_student", "by_name"): "tenant_id"})
    found = Statement(
        "SELECT `people_student`.`id` FROM `people_student`",
        (
            Access(("people_student",), "ref", "by_name"),
            Access(("people_student", "people_guardian"), "ALL", None),
        ),
        examined=1200,
        sent=30,
    )
    said = table.section("Ten tenants.", [Done(OPERATIONS[0], (found,))])
    assert said.startswith("## MySQL at volume\n\nTen tenants.\n\n### Sign in\n")
    assert (
        "| SELECT `people_student` | people_student: by_name<br>people_student or people_guardian: ALL "
        "**full scan** | 1,200 | 30 |"
    ) in said


def test_the_section_stands_between_its_markers(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    table.write("first", page)
    page.write_text(page.read_text() + "\n## Others\n")
    table.write("second\n", page)
    assert page.read_text() == f"{sections.TITLE}\n{table.BEGIN}\nsecond\n{table.END}\n\n## Others\n"
