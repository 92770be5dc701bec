"""A database's driver: what runs a plan's statements, and how they are written for it."""

from dataclasses import dataclass
from typing import Any, Protocol

from graphplan.plans.statements import Parameters


class Cursor(Protocol):
    """What runs statements, as Python's DB-API has it."""

    def execute(self, text: str, parameters: Parameters = ..., /) -> object:
        """Run a statement."""

    def fetchmany(self, size: int, /) -> Any:
        """Its first rows, at most so many."""


@dataclass(frozen=True, slots=True)
class Driver:
    """`vendor` is the kind of database, "sqlite" or "mysql"; `mark` stands for a parameter, "?" or "%s"."""

    vendor: str
    cursor: Cursor
    mark: str


def bare(vendor: str, connection: Any) -> Driver:
    """The driver alone, on an open connection of the driver's."""
    if vendor == "mysql":
        from graphplan import mysql  # noqa: PLC0415 - its driver is there only where the database is MySQL

        return Driver(vendor, mysql.Cursor(connection), "%s")
    return Driver(vendor, connection.cursor(), "?")


def watched(connection: Any) -> Driver:
    """The driver by way of Django's connection, which knows of each statement."""
    return Driver(connection.vendor, connection.cursor(), "%s")
