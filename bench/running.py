"""One run: a database is filled, everything is measured on it, and what came of it is written down."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from bench import compiling, goals, growth, page, product, results
from bench.database import look_at_the_rows, new_database
from bench.district import District, Size, build
from bench.goals import Goal
from bench.measuring import Measured, Point, measure
from bench.startup.first import first_responses
from bench.startup.measuring import Built, First, built
from bench.variants import Kind, Workload
from bench.workloads import gradebook, light, scoring
from jumprope.kit import clock
from tools import sections


@dataclass(frozen=True)
class Run:
    """All that was measured on one database."""

    database: str
    workloads: list[list[Measured]]
    compile_times: dict[str, float]
    points: list[Point]
    starts: list[Built]
    first_responses: list[First]

    def goals(self) -> Iterator[Goal]:
        """What was reached."""
        yield from goals.of_workloads(self.database, self.workloads)
        yield from goals.of_statements(self.database, self._extra(), self._growth())
        slowest = max(self.compile_times.items(), key=lambda each: each[1])
        yield goals.of_compiling(self.database, slowest)
        largest = self.starts[-1]
        yield goals.of_building(self.database, largest.tables, largest.ratio)

    def _extra(self) -> int:
        """The statements of the product's queries beyond what their documents allow."""
        allowed = {
            workload: compiling.statements_of(product.document(text))
            for workload, text in (
                ("gradebook", gradebook.DOCUMENT),
                ("gradebook page", gradebook.PAGE),
                ("light query", light.DOCUMENT),
            )
        }
        return max(
            each.statements - allowed[name]
            for measured in self.workloads
            for each in measured
            if each.kind is Kind.PRODUCT and (name := each.workload.partition(",")[0]) in allowed
        )

    def _growth(self) -> int:
        """How many statements the product takes for the largest gradebook beyond those for the smallest."""
        counts = [
            each.statements
            for point in self.points
            if point.curve == "students"
            for each in point.measured
            if each.kind is Kind.PRODUCT
        ]
        return counts[-1] - counts[0]


def run(*, file: Path = results.FILE, performance: Path = sections.PERFORMANCE) -> int:
    """Measure, print and keep it. The exit status: 1 when a goal is missed."""
    database = connection.vendor
    with new_database():
        # A server is not asked before: the database that its address names need not be there.
        version = ".".join(map(str, connection.get_database_version()))
        machine = results.machine(database, version, clock.today("UTC").isoformat())
        whole = _measure(database)
    reached = list(whole.goals())
    new = {
        "machines": [machine],
        "goals": results.goals_of(reached),
        "rows": results.rows_of(database, whole.workloads),
        "curves": results.curve_of(database, whole.points),
        "starts": results.starts_of(database, whole.starts),
        "first_responses": results.first_responses_of(database, whole.first_responses),
    }
    print(page.section(new))
    known = results.merged(results.read(file), new, database)
    results.write(known, file)
    page.write(known, performance)
    return 0 if all(goal.met for goal in reached) else 1


def _measure(database: str) -> Run:
    _tell("building a schema in new processes")
    starts = list(built())
    district = build(Size())
    look_at_the_rows()
    workloads = [_measured(workload) for workload in _workloads(district)]
    _tell("compiling")
    compile_times = dict(compiling.compile_times(district.viewers))
    _tell("the first response of a new process")
    responses = list(first_responses(district))
    _tell("growth")
    points = [*growth.around(district), *growth.within()]
    return Run(database, workloads, compile_times, points, starts, responses)


def _workloads(district: District) -> Iterator[Workload]:
    yield from gradebook.gradebooks(district)
    yield from gradebook.pages(district)
    yield light.workload(district)
    yield scoring.workload(district)


def _measured(workload: Workload) -> list[Measured]:
    _tell(workload.name)
    return measure(workload)


def _tell(what: str) -> None:
    print(f"measuring: {what}", flush=True)
