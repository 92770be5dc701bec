"""How the gradebook's time grows: with the students in it, and with what lies around it."""

import os
from collections.abc import Iterator
from dataclasses import replace

from bench.database import look_at_the_rows
from bench.district import District, Size, build
from bench.measuring import Point, measure
from bench.workloads import gradebook
from jumprope.kit.tenancy import across_tenants
from jumprope.learning.assessments.models import Score
from jumprope.platform.tenancy.models import Tenant

ROUNDS = 10

STUDENTS = (10, 30, 60, 120)
TENANTS = (1, 10, 100)
SCORES = (100_000, 1_000_000)
MOST_SCORES = 10_000_000
"""Takes minutes to make: only with BENCH_LARGE=1."""

SMALL = Size(sections=5, students=10, assessments=10)
"""Each of the further tenants."""

AT_ONCE = 1_000_000
"""Scores of one more tenant at the most: what a transaction holds, and one can wait for."""

LARGE = Size(sections=1, students=120, standards=5)
"""A part of what has many scores, and few rows else."""


def around(district: District) -> Iterator[Point]:
    """The same gradebook, while more tenants come to lie beside it, and then more scores."""
    for tenants in TENANTS:
        while _tenants() < tenants:
            build(SMALL)
        yield _point("tenants", tenants, district)
    sizes = (*SCORES, MOST_SCORES) if os.environ.get("BENCH_LARGE") else SCORES
    for scores in sizes:
        while (there := _scores()) < scores:
            print(f"  {there:,} of {scores:,} scores", flush=True)
            build(replace(LARGE, sections=min(scores - there, AT_ONCE) // LARGE.scores + 1))
        yield _point("scores", scores, district)


def within() -> Iterator[Point]:
    """Gradebooks with more and more students."""
    for students in STUDENTS:
        yield _point("students", students, build(Size(sections=5, students=students)))


def _point(curve: str, size: int, district: District) -> Point:
    look_at_the_rows()
    return Point(curve, size, measure(gradebook.by_a_teacher(district), rounds=ROUNDS))


def _tenants() -> int:
    return Tenant.objects.count()


def _scores() -> int:
    with across_tenants():
        return Score.objects.count()
