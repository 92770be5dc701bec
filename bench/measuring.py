"""Measuring: all variants in turn, in a new order each round, so that whatever else the machine does befalls
all alike.
"""

import gc
import random
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import connection

from bench.variants import Kind, Variant, Workload, check_alike

WARM_UP = 2
"""Calls of each variant that are not counted."""

TRANSACTION = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
"""How statements begin that ask nothing."""


class Clock(StrEnum):
    """Which time is meant: what a person waits, or what the processor works for this process."""

    WALL = "wall"
    CPU = "cpu"


@dataclass
class Measured:
    """What one variant of a workload took: seconds of each round, statements and bytes of one answer."""

    workload: str
    variant: str
    kind: Kind
    statements: int
    bytes: int
    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def median(self, clock: Clock) -> float:
        """Seconds."""
        return statistics.median(self._times(clock))

    def ratio(self, other: "Measured", clock: Clock) -> float:
        """How many times what another took: the median of the rounds' ratios."""
        return statistics.median(self._ratios(other, clock))

    def spread(self, other: "Measured", clock: Clock) -> tuple[float, float]:
        """Between which ratios the middle half of the rounds lies."""
        lower, _median, upper = statistics.quantiles(self._ratios(other, clock), n=4)
        return lower, upper

    def _times(self, clock: Clock) -> list[float]:
        times: list[float] = getattr(self, clock)
        return times

    def _ratios(self, other: "Measured", clock: Clock) -> list[float]:
        return [mine / its for mine, its in zip(self._times(clock), other._times(clock), strict=True)]


@dataclass(frozen=True)
class Point:
    """On a curve: what each variant took where something is so large."""

    curve: str
    size: int
    measured: list[Measured]


def measure(workload: Workload, *, rounds: int | None = None) -> list[Measured]:
    """Measure every variant of a workload, in their order. Raises `DifferentAnswer`."""
    answers = check_alike(workload)
    measured = [
        Measured(
            workload.name, variant.name, variant.kind, statements_of(variant), len(answers[variant.name])
        )
        for variant in workload.variants
    ]
    pairs = list(zip(workload.variants, measured, strict=True))
    for variant in workload.variants:
        for _ in range(WARM_UP):
            variant.answer(variant.request())
    with _settled():
        for _ in range(rounds or workload.rounds):
            for variant, each in random.sample(pairs, len(pairs)):
                wall, cpu = _timed(variant)
                each.wall.append(wall)
                each.cpu.append(cpu)
    return measured


def _timed(variant: Variant) -> tuple[float, float]:
    """Seconds that one answer takes, of a request that has arrived."""
    request = variant.request()
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    variant.answer(request)
    return time.perf_counter() - wall, time.process_time() - cpu


@contextmanager
def _settled() -> Iterator[None]:
    """What is there by now is left alone by the garbage collector, as in a server that has run for long."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def statements_of(variant: Variant) -> int:
    """How many statements one answer takes; BEGIN and COMMIT are none."""
    with counted() as count:
        variant.answer(variant.request())
    return count[0]


@contextmanager
def counted() -> Iterator[list[int]]:
    """Count the statements that run within, in the only entry of a list."""
    count = [0]

    def wrapper(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        count[0] += not sql.startswith(TRANSACTION)
        return execute(sql, *arguments)

    with connection.execute_wrapper(wrapper):
        yield count


def cpu_time(call: Callable[[], object], *, times: int) -> float:
    """The median of the processor's seconds that a call takes."""
    taken = []
    for _ in range(times):
        gc.collect()
        begun = time.process_time()
        call()
        taken.append(time.process_time() - begun)
    return statistics.median(taken)
