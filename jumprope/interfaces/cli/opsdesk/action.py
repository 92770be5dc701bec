"""The shape of the parts of `jumprope opsdesk`."""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from jumprope.interfaces.cli.command import Answer


@dataclass(frozen=True, slots=True)
class Action:
    """A part: what it is called, what it is for, its arguments, what it does, and how that is said."""

    name: str
    help: str
    arguments: Callable[[ArgumentParser], object]
    answer: Callable[[dict[str, Any]], Answer]
    sentences: Callable[[Answer], Iterable[str]]


def day(text: str) -> datetime:
    """The first moment in UTC of a day like 2026-11-22."""
    try:
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no day like 2026-11-22") from None


def no_arguments(_parser: ArgumentParser) -> None:
    """For an action that needs no telling."""
