"""Sections of docs/performance.md that a measurement writes: each between markers of its own."""

from pathlib import Path

PERFORMANCE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
TITLE = "# Performance\n"


def written(text: str, begin: str, end: str) -> str:
    """A section with its markers, as it stands in the page."""
    return f"{begin}\n{text.strip()}\n{end}"


def put(text: str, begin: str, end: str, page: Path = PERFORMANCE) -> None:
    """Put a section between its markers; at the end of the page, where the page has none yet."""
    before = page.read_text(encoding="utf-8") if page.exists() else TITLE
    if begin not in before:
        before = f"{before.rstrip()}\n\n{begin}\n{end}\n"
    head, _, rest = before.partition(begin)
    tail = rest.partition(end)[2]
    page.write_text(f"{head}{written(text, begin, end)}{tail}", encoding="utf-8")
