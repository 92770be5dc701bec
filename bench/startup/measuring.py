"""Both schemas, in processes of their own that take turns."""

import json
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

TYPES = (40, 150, 320)
ROUNDS = 5
KINDS = ("stock", "declared")


@dataclass(frozen=True, slots=True)
class Built:
    """Milliseconds of the processor that building a schema over so many tables takes: by Graphene alone, and
    from declarations.
    """

    tables: int
    stock: float
    declared: float

    @property
    def ratio(self) -> float:
        """How many times as long it takes from declarations."""
        return self.declared / self.stock


@dataclass(frozen=True, slots=True)
class First:
    """Milliseconds of the processor from the start of the interpreter to the answer at one door."""

    door: str
    cpu: float


def built(rounds: int = ROUNDS) -> Iterator[Built]:
    """Measure each size."""
    for tables in TYPES:
        taken = defaultdict[str, list[float]](list)
        for _ in range(rounds):
            for kind in KINDS:
                taken[kind].append(_milliseconds(kind, tables))
        yield Built(tables, *(statistics.median(taken[kind]) for kind in KINDS))


def _milliseconds(kind: str, tables: int) -> float:
    command = [sys.executable, "-m", "bench.startup.child", kind, str(tables)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return float(json.loads(said)["cpu_ms"])
