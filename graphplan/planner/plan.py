"""What compiling comes to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphplan.declarations.operations import MutationDeclaration
from graphplan.outcomes import Outcome
from graphplan.planner.runtime import Run
from graphplan.planner.sql import Statement


@dataclass(frozen=True)
class Plan:
    """A query, compiled: `main(run)` is the text of its data. The source is what `main` was made of."""

    main: Callable[[Run], str]
    source: str
    statements: Mapping[str, Statement]


@dataclass(frozen=True)
class Step:
    """One mutation of an operation: its command's arguments, and how its payload is written."""

    key: str
    declaration: MutationDeclaration
    arguments: Callable[[Run], dict[str, Any]]
    write: Callable[[Run, Outcome], str]


@dataclass(frozen=True)
class Deeds:
    """A mutation operation, compiled: its steps in turn, and finished members between them."""

    steps: tuple[Step | str, ...]
    source: str
    statements: Mapping[str, Statement]
