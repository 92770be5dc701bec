"""What is to be reached, and whether it was."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bench.measuring import Clock, Measured
from bench.variants import Kind


class Sense(StrEnum):
    """On which side of its limit a value has to lie."""

    AT_MOST = "≤"
    AT_LEAST = "≥"


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """Something to reach on a database."""

    name: str
    database: str
    value: float
    sense: Sense
    limit: float
    unit: str = "×"

    @property
    def met(self) -> bool:
        """Whether it is reached."""
        return self.value <= self.limit if self.sense is Sense.AT_MOST else self.value >= self.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits that differ between the databases."""

    libraries: float
    light: float


LIMITS = {
    "sqlite": Limits(libraries=13, light=1.35),
    "mysql": Limits(libraries=15, light=1.2),
}


@dataclass(frozen=True)
class Contest:
    """The variants of one workload, by what they stand for."""

    measured: list[Measured]

    def of(self, kind: Kind) -> list[Measured]:
        """The variants of one kind, in their order."""
        return [each for each in self.measured if each.kind is kind]

    @property
    def product(self) -> Measured:
        """The product."""
        (product,) = self.of(Kind.PRODUCT)
        return product

    def against(self, kind: Kind, clock: Clock) -> float:
        """How many times as long the product takes as the first variant of a kind."""
        return self.product.ratio(self.of(kind)[0], clock)

    def lead(self, clock: Clock) -> float:
        """How many times as long the quickest library takes as the product."""
        return min(library.ratio(self.product, clock) for library in self.of(Kind.LIBRARY))


def of_workloads(database: str, measured: Iterable[list[Measured]]) -> Iterator[Goal]:
    """The goals that the workloads decide."""
    for contest in map(Contest, measured):
        name = contest.product.workload
        thing = name.partition(",")[0]
        yield from _GOALS[thing](database, name, contest)


def _gradebook(database: str, name: str, contest: Contest) -> Iterator[Goal]:
    wall, cpu = (contest.against(Kind.BY_HAND, clock) for clock in Clock)

    def goal(against: str, value: float, limit: float, sense: Sense = Sense.AT_MOST) -> Goal:
        return Goal(name=f"{name}: {against}", database=database, value=value, sense=sense, limit=limit)

    if not name.endswith("teacher"):
        yield goal("against hand-written SQL, wall", wall, 0.95)
        return
    yield goal("against hand-written SQL, wall", wall, 0.70)
    yield goal("against hand-written SQL, CPU", cpu, 0.48)
    if contest.of(Kind.SAME_STATEMENTS):
        same = contest.against(Kind.SAME_STATEMENTS, Clock.WALL)
        yield goal("against hand-written SQL with the same statements, wall", same, 0.70)
    yield goal("against its SQL alone, wall", contest.against(Kind.SQL_ALONE, Clock.WALL), 1.15)
    if contest.of(Kind.LIBRARY):
        limit = LIMITS[database].libraries
        yield goal("quickest library against it, wall", contest.lead(Clock.WALL), limit, Sense.AT_LEAST)


def _light(database: str, name: str, contest: Contest) -> Iterator[Goal]:
    yield Goal(
        name=f"{name}: against hand-written SQL, wall",
        database=database,
        value=contest.against(Kind.BY_HAND, Clock.WALL),
        sense=Sense.AT_MOST,
        limit=LIMITS[database].light,
    )
    if contest.of(Kind.LIBRARY):
        yield Goal(
            name=f"{name}: quickest library against it, CPU",
            database=database,
            value=contest.lead(Clock.CPU),
            sense=Sense.AT_LEAST,
            limit=10,
        )


def _scoring(database: str, name: str, contest: Contest) -> Iterator[Goal]:
    yield Goal(
        name=f"{name}: against hand-written upsert, wall",
        database=database,
        value=contest.against(Kind.BY_HAND, Clock.WALL),
        sense=Sense.AT_MOST,
        limit=1.4,
    )


_GOALS = {
    "gradebook": _gradebook,
    "gradebook page": _gradebook,
    "light query": _light,
    "scoring a class": _scoring,
}


def of_statements(database: str, extra: int, growth: int) -> Iterator[Goal]:
    """That a query takes one statement for each root and each edge to many, whatever the rows."""
    for name, value in (
        ("statements beyond one for each root, edge to many and split edge", extra),
        ("statements more for 120 students than for 10", growth),
    ):
        yield Goal(name=name, database=database, value=value, sense=Sense.AT_MOST, limit=0, unit="statements")


def of_compiling(database: str, slowest: tuple[str, float]) -> Goal:
    """That a plan is soon made."""
    name, milliseconds = slowest
    return Goal(
        name=f"compiling the slowest of all documents ({name}), CPU",
        database=database,
        value=milliseconds,
        sense=Sense.AT_MOST,
        limit=10,
        unit="ms",
    )


def of_building(database: str, tables: int, ratio: float) -> Goal:
    """That declaring a schema costs a start less than writing it with Graphene does."""
    return Goal(
        name=f"building the schema of {tables} tables against stock Graphene, CPU",
        database=database,
        value=ratio,
        sense=Sense.AT_MOST,
        limit=0.6,
    )
