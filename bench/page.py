"""The section "GraphQL" of docs/performance.md, made from `results.json`."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from bench.results import Entry, Results
from tools import sections

BEGIN, END = "<!-- graphql: written by `make bench` -->", "<!-- /graphql -->"

DATABASES = {"sqlite": "SQLite", "mysql": "MySQL"}
WORDS = {True: "met", False: "**missed**"}

INTRODUCTION = """\
What is measured is the time from a request that has arrived to the answer that is to be sent, for somebody
whose account and roles are known, in one process and on one database: 42 sections of 30 students with 40
assessments on 2 standards each, 100,800 scores. JumpRope answers by its
own schema, with all rules of who sees what; what is written by hand has the same rules in its SQL, and is
the first line of each table, to which all ratios are. The libraries keep to the tenant and have no other
rule, which favours them; how each is set up says `bench/peers`. All answers are compared before they are
measured. The variants take turns, in a new order each round; ratios are the medians of what the rounds
give, and in brackets stands what the middle half of the rounds lies between. Where other work keeps the
machine busy, the processor's time is the one to read. On SQLite it has the database's part in it, on MySQL
it has not.
"""


def section(results: Results) -> str:
    """The whole section."""
    lines = ["## GraphQL", "", INTRODUCTION]
    for machine in results["machines"]:
        database = machine["database"]
        part = {name: _of(entries, database) for name, entries in results.items()}
        lines += [f"### GraphQL on {DATABASES[database]}", "", _said(machine), ""]
        lines += [*_goals(part["goals"]), ""]
        for workload, rows in groupby(part["rows"], lambda row: row["workload"]):
            lines += [f"**{workload[0].upper()}{workload[1:]}**", "", *_workload(list(rows)), ""]
        lines += ["**As it grows**", "", *_curves(part["curves"]), ""]
        lines += ["**Building the schema in a new process**", "", *_starts(part["starts"]), ""]
        lines += ["**The gradebook’s page as the first response of a new process**", ""]
        lines += [*_first_responses(part["first_responses"]), ""]
    return "\n".join(lines).rstrip()


def _of(entries: list[Entry], database: str) -> list[Entry]:
    return [entry for entry in entries if entry["database"] == database]


def _said(machine: Entry) -> str:
    return (
        f"{DATABASES[machine['database']]} {machine['version']}, Python {machine['python']}, "
        f"{machine['cores']} cores, load {machine['load']} at the start; {machine['day']}."
    )


def _goals(goals: list[Entry]) -> Iterator[str]:
    yield "| goal | measured | limit | |"
    yield "|---|--:|--:|---|"
    for goal in goals:
        value, limit = (_spelled(goal[name], goal["unit"]) for name in ("value", "limit"))
        yield f"| {goal['name']} | {value} | {goal['sense']} {limit} | {WORDS[goal['met']]} |"


def _spelled(value: float, unit: str) -> str:
    return f"{value:,.4g} {unit}" if value < 1000 else f"{value:,.0f} {unit}"


def _workload(rows: list[Entry]) -> Iterator[str]:
    yield "| variant | SQL | bytes | wall ms | wall × | CPU ms | CPU × |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for row in rows:
        times = " | ".join(f"{row[f'{clock}_ms']:.2f} | {_ratio(row, clock)}" for clock in ("wall", "cpu"))
        yield f"| {row['variant']} | {row['statements']} | {row['bytes']:,} | {times} |"


def _curves(rows: list[Entry]) -> Iterator[str]:
    yield "| gradebook with … | by hand, CPU ms | its SQL alone | JumpRope | JumpRope, CPU × |"
    yield "|---|--:|--:|--:|--:|"
    for (curve, size), point in groupby(rows, lambda row: (row["curve"], row["size"])):
        first = {row["kind"]: row for row in point}
        by_hand, alone, product = (first[kind] for kind in ("by hand", "SQL alone", "product"))
        times = " | ".join(f"{row['cpu_ms']:.2f}" for row in (by_hand, alone, product))
        yield f"| {size:,} {curve} | {times} | {_ratio(product, 'cpu')} |"


def _starts(rows: list[Entry]) -> Iterator[str]:
    yield "| tables | stock Graphene, CPU ms | declared, CPU ms | × |"
    yield "|--:|--:|--:|--:|"
    for row in rows:
        yield f"| {row['tables']} | {row['stock_ms']:.0f} | {row['declared_ms']:.0f} | {row['ratio']:.2f} |"


def _first_responses(rows: list[Entry]) -> Iterator[str]:
    yield "| door | CPU ms, with the interpreter |"
    yield "|---|--:|"
    for row in rows:
        yield f"| {row['door']} | {row['cpu_ms']:.0f} |"


def _ratio(row: Entry, clock: str) -> str:
    lower, upper = row[f"{clock}_spread"]
    return f"{row[f'{clock}_ratio']:.2f} ({lower:.2f}–{upper:.2f})"


def write(results: Results, performance: Path = sections.PERFORMANCE) -> None:
    """Put the section into the page."""
    sections.put(section(results), BEGIN, END, performance)
