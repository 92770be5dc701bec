"""What was found, as a page shows it: statement → index → rows, for each operation."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools import sections
from tools.volume.explaining import Access, Statement
from tools.volume.operations import Done

BEGIN, END = "<!-- volume: written by `make volume` -->", "<!-- /volume -->"


def section(made_of: str, found: Iterable[Done]) -> str:
    """The whole section. `made_of` says what the figures are of: machine, server, date, volume."""
    lines = ["## MySQL at volume", "", made_of, ""]
    for done in found:
        lines += [f"### {done.operation.title}", "", *_table(done), ""]
    return "\n".join(lines)


def _table(done: Done) -> Iterator[str]:
    yield "| statement | index of each table | rows examined | rows sent |"
    yield "|---|---|--:|--:|"
    for statement in done.statements:
        rows = f"{statement.examined:,} | {statement.sent:,}"
        yield f"| {summary(statement.sql)} | {_indexes(statement)} | {rows} |"


def summary(sql: str) -> str:
    """A statement in a word and a table: `SELECT assessments_score`, and FOR UPDATE where it locks."""
    verb = sql.lstrip(" (").split(" ", 1)[0]
    found = re.search(r"(?:FROM|INTO|UPDATE)\s+\(*`(\w+)`", sql)
    table = f" `{found[1]}`" if found else ""
    return f"{verb}{table}{' FOR UPDATE' if 'FOR UPDATE' in sql else ''}"


def _indexes(statement: Statement) -> str:
    return "<br>".join(dict.fromkeys(map(_index, statement.accesses))) or "—"


def _index(access: Access) -> str:
    fault = f" **{access.fault}**" if access.fault else ""
    return f"{' or '.join(access.tables)}: {access.index or access.type}{fault}"


def write(text: str, page: Path = sections.PERFORMANCE) -> None:
    """Put the section between its markers."""
    sections.put(text, BEGIN, END, page)
