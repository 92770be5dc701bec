"""A plan: Python source that names what stands in this package, and the application by reference."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial
from importlib import import_module
from types import ModuleType
from typing import Any

from graphplan.ids import decode
from graphplan.plans import (
    arguments,
    choices,
    cursors,
    cuts,
    inputs,
    pages,
    refusals,
    run,
    scalars,
    statements,
    stored,
    values,
)
from graphplan.plans.arguments import Arguments
from graphplan.plans.inputs import InputShape
from graphplan.plans.pages import Pages
from graphplan.plans.run import Run, Together
from graphplan.plans.statements import Statement

Reference = Callable[[str], Any]
"""What of the application goes by this name, as in `Book.price.load`."""

RunsAlone = Callable[[str], bool]
"""Whether a function, `package.module:name`, needs no more than it is given: neither database nor Django."""

PayloadOf = Callable[[Run, Any], bytes]


@dataclass(frozen=True)
class Step:
    """One mutation of an operation: `payload(run, outcome)` is written when its command was run.

    `shape` is what its input is decoded by. All that has a part in what `reads_alone` runs alone.
    """

    key: str
    command: Callable[..., Any]
    shape: InputShape
    arguments: Arguments
    payload: PayloadOf
    reads_alone: bool


@dataclass(frozen=True)
class Plan:
    """An operation, compiled: `query(run)` is a query's data as JSON, or `steps` are a mutation's.

    Between the steps stand finished members. `references` are what of the application the source names; if it
    `runs_alone`, none of them needs more than what it is given: nothing else reads the database. `names` are
    the vocabulary and all names that the source gives.
    """

    source: str
    references: frozenset[str]
    query: Callable[[Run], bytes] | None
    steps: tuple[Step | str, ...]
    names: dict[str, Any]
    runs_alone: bool

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """What it may ask the database, by name, in the order of the source."""
        return {name: value for name, value in self.names.items() if isinstance(value, Statement)}

    @cached_property
    def asks_once(self) -> bool:
        """Whether it is answered by no more than one statement."""
        values = self.names.values()
        read_ahead = sum(len(value.parts) for value in values if isinstance(value, Together))
        return len(self.statements) - read_ahead <= 1 and not any(
            isinstance(value, Pages) for value in values
        )


def vocabulary(*modules: ModuleType, **more: Any) -> dict[str, Any]:
    """What these modules define for others, by name, and more. Raises `ValueError` for two of one name."""
    defined = [
        (name, value)
        for module in modules
        for name, value in vars(module).items()
        if getattr(value, "__module__", None) == module.__name__ and not name.startswith("_")
    ]
    words: dict[str, Any] = {}
    for name, value in [*defined, *more.items()]:
        if words.setdefault(name, value) is not value:
            raise ValueError(f"plans have two words {name}: rename one of them")
    return words


VOCABULARY: Mapping[str, Any] = vocabulary(
    arguments,
    choices,
    cursors,
    cuts,
    inputs,
    pages,
    refusals,
    run,
    scalars,
    statements,
    stored,
    values,
    Decimal=Decimal,
    Step=Step,
    TRUTH=pages.TRUTH,
    datetime=datetime,
    key_of=decode,
    partial=partial,
    null="null",
    empty='""',
)
"""What a source may name."""


def none_known(_function: str) -> bool:
    """Of no function it is known that it runs alone."""
    return False


def all_run_alone(references: Iterable[str], runs_alone: RunsAlone) -> bool:
    """Whether all that is named of the application are functions that run alone."""
    return all(":" in name and runs_alone(name) for name in references)


def load(source: str, reference: Reference, runs_alone: RunsAlone = none_known) -> Plan:
    """The plan of a source. `reference` finds what of the application is no function of a module, and
    `runs_alone` knows of those that are.
    """
    found = set[str]()

    def find(name: str) -> Any:
        found.add(name)
        return imported(name) if ":" in name else reference(name)

    names: dict[str, Any] = {**VOCABULARY, "reference": find}
    exec(compile(source, "<plan>", "exec"), names)  # noqa: S102 - made of declarations, names and literals
    alone = all_run_alone(found, runs_alone)
    return Plan(source, frozenset(found), names.get("query"), names.get("steps", ()), names, alone)


def imported(name: str) -> Any:
    """What stands under the name `package.module:qualified.name`."""
    module, _, path = name.partition(":")
    value: Any = import_module(module)
    for part in path.split("."):
        value = getattr(value, part)
    return value
