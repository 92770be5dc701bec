"""Values as the API spells them, whatever the database's driver makes of them."""

from decimal import Decimal
from functools import cache


@cache
def number(value: float | Decimal | None) -> str | None:
    """An exact number without zeros at its end; SQLite has it as int or float, MySQL as Decimal."""
    return None if value is None else f"{Decimal(str(value)).normalize():f}"


def key(identifier: str) -> int:
    """The primary key in an identifier: 7 in `Section:7`."""
    return int(identifier.rpartition(":")[2])
