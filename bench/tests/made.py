"""Measurements that nobody made, for the tests of what becomes of them."""

from bench.measuring import Measured, Point
from bench.running import Run
from bench.startup.measuring import Built, First
from bench.variants import Kind


def taken(workload: str, variant: str, kind: Kind, *seconds: float) -> Measured:
    """What a variant took in each round, by both clocks; five statements, a thousand bytes."""
    return Measured(workload, variant, kind, 5, 1000, list(seconds), list(seconds))


def a_contest(workload: str, product: float, *, library: float = 20) -> list[Measured]:
    """A workload in which writing it by hand took a second, and its SQL alone half of that."""
    return [
        taken(workload, "by hand", Kind.BY_HAND, 1, 1, 1),
        taken(workload, "SQL", Kind.SQL_ALONE, 0.5, 0.5, 0.5),
        taken(workload, "library", Kind.LIBRARY, library, library, library),
        taken(workload, "JumpRope", Kind.PRODUCT, product, product, product),
    ]


def a_run(*, product: float) -> Run:
    """A run in which the product took so many seconds for a gradebook by a teacher, and all else is well."""
    point = [each for each in a_contest("gradebook, teacher", 0.4) if each.kind is not Kind.LIBRARY]
    return Run(
        database="sqlite",
        workloads=[a_contest("gradebook, teacher", product)],
        compile_times={"gradebook, teacher": 8.0, "light, teacher": 1.0},
        points=[Point("students", 10, point), Point("students", 120, point)],
        starts=[Built(320, 700, 350)],
        first_responses=[First("quick door", 60), First("ordinary door", 600)],
    )
