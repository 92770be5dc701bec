"""Orders of a list that a client may choose from."""

from collections.abc import Sequence
from enum import Enum, StrEnum
from functools import cached_property
from typing import Any

from graphplan.errors import DeclarationError
from graphplan.names import field_name


class OrderName(StrEnum):
    """What an order is called, which is all that plans know of it."""


class Orders:
    """Orders of a list for a client to choose from, each by names of columns; the first is the default.

    `Orders("StudentOrder", "How students come.", NAME=("family_name", "given_name"), LEFT="-left_on")`: the
    enumeration's name and description, and its values. One may be given to several lists.
    """

    def __init__(self, name: str, description: str, /, **by: str | Sequence[str]) -> None:
        self.name, self.description = name, description
        self.by = {value: (names,) if isinstance(names, str) else tuple(names) for value, names in by.items()}

    @cached_property
    def enum(self) -> Any:
        """The enumeration of their names. Raises `DeclarationError` if there are fewer than two."""
        if len(self.by) < 2:
            raise DeclarationError(
                self.name, "there is nothing to choose", "Say order_by=… in the list itself"
            )
        made: Any = OrderName  # mypy does not know that a class without members makes classes
        return made(self.name, [(value, value) for value in self.by])

    def described(self, value: Enum | None) -> str:
        """What the enumeration, or one of its values, stands for."""
        if value is None:
            return self.description
        names = [(field_name(name.removeprefix("-")), name[0] == "-") for name in self.by[value.name]]
        return f"By {', then '.join(name + ' descending' * down for name, down in names)}."
