"""The shape of the parts of `jumprope opsdesk`."""

import os
import re
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
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
        # Python reads weeks and days without hyphens as well.
        if len(text) != len("2026-11-22") or "W" in text:
            raise ValueError
        return datetime.combine(date.fromisoformat(text), time(), UTC)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no day like 2026-11-22") from None


def key(text: str) -> int:
    """The number of a row, as far as tables count."""
    if not re.fullmatch("[0-9]{1,18}", text):
        raise ArgumentTypeError(f"{text!r} is no number that anything here has")
    return int(text)


def new_file(text: str) -> Path:
    """A file that can be written, as far as that is known before."""
    if os.path.isdir(text) or not os.path.isdir(os.path.dirname(text) or "."):
        raise ArgumentTypeError(f"{text!r} is no file in a folder that is there")
    return Path(text)


def no_arguments(_parser: ArgumentParser) -> None:
    """For an action that needs no telling."""
