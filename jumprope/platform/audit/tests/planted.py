"""Commands and steps that are no part of the product: each does one thing to a school, well or badly."""

import time
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from jumprope.kit.command import Answer, command, step
from jumprope.kit.viewer import Viewer
from jumprope.platform.tenancy.access import MANAGE_SCHOOLS
from jumprope.platform.tenancy.factories import a_school
from jumprope.platform.tenancy.writes import SchoolNameTaken


@dataclass(frozen=True, kw_only=True)
class Planted(Answer):
    """What was made."""

    school_ids: list[int]


@step
def plant_one(*, name: str) -> int:
    """Make a school."""
    return a_school(name=name).pk


@command(MANAGE_SCHOOLS, event="tests.planted")
def plant(*, viewer: Viewer, name: str) -> Planted:  # noqa: ARG001 - every command has a viewer
    """Make a school."""
    return Planted(school_ids=[plant_one(name=name)])


@command(MANAGE_SCHOOLS, event="tests.planted_slowly")
def plant_slowly(*, viewer: Viewer, name: str) -> Planted:  # noqa: ARG001
    """Make a school, so slowly that another request begins meanwhile."""
    time.sleep(0.3)
    return Planted(school_ids=[plant_one(name=name)])


@command(MANAGE_SCHOOLS, event="tests.refused_slowly")
def refuse_slowly(*, viewer: Viewer, name: str) -> Planted:  # noqa: ARG001
    """Refuse, so slowly that other requests begin meanwhile."""
    time.sleep(0.1)
    raise SchoolNameTaken(name=name)


@command(MANAGE_SCHOOLS, event="tests.refused")
def plant_and_refuse(*, viewer: Viewer, name: str) -> Planted:  # noqa: ARG001
    """Make a school, then refuse."""
    plant_one(name=name)
    raise SchoolNameTaken(name=name)


@command(MANAGE_SCHOOLS, event="tests.crashed")
def plant_and_crash(*, viewer: Viewer, name: str) -> Planted:  # noqa: ARG001
    """Make a school, then fail without having expected to."""
    plant_one(name=name)
    raise ZeroDivisionError(name)


@command(MANAGE_SCHOOLS, event="tests.unkept")
def plant_and_answer_oddly(*, viewer: Viewer, name: str) -> Planted:  # noqa: ARG001
    """Make a school, then answer with what cannot be kept."""
    return Planted(school_ids=[Decimal(plant_one(name=name))])  # type: ignore[list-item]


@command(MANAGE_SCHOOLS, event="tests.nested")
def plant_by_another_command(*, viewer: Viewer, name: str) -> Planted:
    """Call a command inside a command."""
    return plant(viewer=viewer, name=name)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A value that has parts."""

    on: date
    value: Decimal


@command(MANAGE_SCHOOLS, event="tests.compared")
def compare(
    *,
    viewer: Viewer,  # noqa: ARG001
    cells: list[Cell],  # noqa: ARG001
    at: datetime,  # noqa: ARG001
    role: Any,  # noqa: ARG001
    names: frozenset[str],  # noqa: ARG001
) -> Planted:
    """Do nothing with values of many kinds."""
    return Planted(school_ids=[])
