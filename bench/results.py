"""What was measured, as a file: `results.json`, which holds the last run on each database."""

import json
import os
import platform
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from bench.goals import Goal
from bench.measuring import Clock, Measured, Point
from bench.startup.measuring import Built, First

FILE = Path(__file__).parent / "results.json"

Entry = dict[str, Any]
Results = dict[str, list[Entry]]


def rows_of(database: str, measured: Iterable[list[Measured]]) -> list[Entry]:
    """A row for each variant of each workload; ratios are to the workload's first variant."""
    return [_row(database, each, workload[0]) for workload in measured for each in workload]


def _row(database: str, each: Measured, first: Measured) -> Entry:
    row: Entry = {
        "database": database,
        "workload": each.workload,
        "variant": each.variant,
        "kind": each.kind,
        "statements": each.statements,
        "bytes": each.bytes,
    }
    for clock in Clock:
        row |= {
            f"{clock}_ms": round(each.median(clock) * 1000, 3),
            f"{clock}_ratio": round(each.ratio(first, clock), 3),
            f"{clock}_spread": [round(one, 3) for one in each.spread(first, clock)],
        }
    return row


def curve_of(database: str, points: Iterable[Point]) -> list[Entry]:
    """A row for each variant at each point of a curve."""
    return [
        {"curve": point.curve, "size": point.size} | _row(database, each, point.measured[0])
        for point in points
        for each in point.measured
    ]


def starts_of(database: str, sizes: Iterable[Built]) -> list[Entry]:
    """A row for each size of a schema."""
    return [
        {
            "database": database,
            "tables": built.tables,
            "stock_ms": round(built.stock, 1),
            "declared_ms": round(built.declared, 1),
            "ratio": round(built.ratio, 3),
        }
        for built in sizes
    ]


def first_responses_of(database: str, responses: Iterable[First]) -> list[Entry]:
    """A row for each door."""
    return [{"database": database, "door": first.door, "cpu_ms": round(first.cpu, 1)} for first in responses]


def goals_of(goals: Iterable[Goal]) -> list[Entry]:
    """A row for each goal."""
    return [{**asdict(goal), "value": round(goal.value, 3), "met": goal.met} for goal in goals]


def machine(database: str, version: str, day: str) -> Entry:
    """Where and when it was measured."""
    return {
        "database": database,
        "version": version,
        "day": day,
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
    }


def read(file: Path = FILE) -> Results:
    """What is known."""
    known: Results = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return known


def merged(known: Mapping[str, list[Entry]], new: Mapping[str, list[Entry]], database: str) -> Results:
    """What is known, with all of one database replaced by what is new."""
    others = {
        part: [entry for entry in entries if entry["database"] != database] for part, entries in known.items()
    }
    return {part: [*others.get(part, []), *entries] for part, entries in new.items()}


def write(results: Results, file: Path = FILE) -> None:
    """Keep it."""
    file.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
