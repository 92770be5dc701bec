"""Retiring rows and using them again: what has a retired row keeps it, and nothing new comes to have it.

Whoever calls these holds the row's lock, and says in the words of its kind what is refused.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from jumprope.kit.errors import Refused


class Retirable(Protocol):
    """A row of a model with the column `retired_at`: since when it has been retired, or none."""

    retired_at: datetime | None

    def save(self, *, update_fields: Iterable[str] | None = None) -> None:
        """Write these columns."""


def check_in_use(row: Retirable, retired: Refused) -> None:
    """Raise `retired` if the row is. No query."""
    if row.retired_at is not None:
        raise retired


def retire(row: Retirable, *, at: datetime, already: Refused) -> None:
    """Let nothing new have the row from now on. One statement; raises `already` if it has been retired."""
    check_in_use(row, already)
    _stamp(row, at)


def use_again(row: Retirable, *, never: Refused) -> None:
    """Use a row as if it had never been retired. One statement; raises `never` if it has not been."""
    if row.retired_at is None:
        raise never
    _stamp(row, None)


def _stamp(row: Retirable, at: datetime | None) -> None:
    row.retired_at = at
    row.save(update_fields=["retired_at"])
