"""The page says what was measured: its section is the one that the results make."""

from bench import page, results
from tools import sections


def test_the_section_on_graphql_is_made_from_the_results() -> None:
    section = sections.written(page.section(results.read()), page.BEGIN, page.END)
    assert section in sections.PERFORMANCE.read_text(encoding="utf-8")
