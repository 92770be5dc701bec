"""One run: a database is filled, everything is measured on it, and what came of it is written down."""

from collections.abc import Iterator

from django.db import connection

from bench import goals, page, results
from bench.database import look_at_the_rows, new_database
from bench.district import Size, build
from bench.measuring import Measured, measure
from bench.variants import Workload
from bench.workloads import gradebook, light, scoring
from jumprope.kit import clock


def run() -> int:
    """Measure, print and keep it. The exit status: 1 when a goal is missed."""
    database = connection.vendor
    version = ".".join(map(str, connection.get_database_version()))
    machine = results.machine(database, version, clock.today("UTC").isoformat())
    with new_database():
        measured = list(map(_measured, _workloads()))
    reached = [*goals.of_workloads(database, measured), goals.identity(database)]
    new = {
        "machines": [machine],
        "rows": results.rows_of(database, measured),
        "goals": results.goals_of(reached),
    }
    print(page.section(new))
    whole = results.merged(results.read(), new, database)
    results.write(whole)
    page.write(whole)
    return 1 if any(goal.met is False for goal in reached) else 0


def _workloads() -> Iterator[Workload]:
    district = build(Size())
    look_at_the_rows()
    yield from gradebook.gradebooks(district)
    yield from gradebook.pages(district)
    yield light.workload(district)
    yield scoring.workload(district)


def _measured(workload: Workload) -> list[Measured]:
    print(f"measuring: {workload.name}", flush=True)
    return measure(workload)
