"""What can be asked at the root besides lists: a row, the viewer's own row, something computed."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from graphplan.declarations.edges import Leading
from graphplan.declarations.place import Member
from graphplan.declarations.structures import shape_of
from graphplan.plans.inputs import InputShape, everyone


class Find(Leading):
    """One row by its identifier: `section(id: ID!)`. Null if it is absent or hidden, all the same."""

    def __init__(self, to: str, description: str | None = None) -> None:
        self.to, self.description = to, description


class Mine(Leading):
    """The viewer's own row: `id(viewer)` is its primary key."""

    def __init__(self, to: str, description: str | None = None, *, id: Callable[[Any], Any]) -> None:
        self.to, self.description, self.id = to, description, id


class Answer(Member):
    """A computed value: exactly one call of `read(viewer=…, **arguments)`.

    It is null, and nothing is called, where `permitted(viewer)` is False. `of` is a `Structure`, a Graphene
    scalar, or a list of either. `arguments` are Graphene's scalars and lists, `Input` classes, and `IdInput`.
    """

    def __init__(
        self,
        of: Any,
        description: str | None = None,
        *,
        read: Callable[..., Any],
        arguments: Mapping[str, Any] | None = None,
        permitted: Callable[[Any], bool] | None = None,
    ) -> None:
        self.of, self.description, self.read = of, description, read
        self.arguments, self.permitted = dict(arguments or {}), permitted or everyone

    @cached_property
    def shape(self) -> InputShape:
        """What its arguments are decoded by."""
        return shape_of(self.arguments)

    def inherited_description(self) -> str:
        declaration = getattr(self.of, "declaration", None)
        return declaration.description if declaration else ""
