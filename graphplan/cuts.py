"""Which part of a connection is asked for."""

from dataclasses import dataclass
from typing import Any

from graphplan import cursors
from graphplan.declarations.edges import Connection
from graphplan.errors import Code, refuse

LARGEST_PAGE = 100

Position = tuple[Any, ...]


@dataclass(frozen=True)
class Cut:
    """Which part of a list is asked for: between two positions, so many from its beginning or its end."""

    after: Position | None
    before: Position | None
    size: int
    from_end: bool

    @classmethod
    def of(cls, member: Connection, arguments: dict[str, Any]) -> "Cut":
        """From the arguments of a connection.

        Raises `GraphQLError` with the code `page_out_of_range` or `bad_cursor`.
        """
        first, last = arguments.get("first"), arguments.get("last")
        if first is not None and last is not None:
            refuse(Code.PAGE_OUT_OF_RANGE, "Say first or last, not both.")
        size = last if first is None else first
        size = LARGEST_PAGE if size is None else size
        if not 1 <= size <= LARGEST_PAGE:
            refuse(Code.PAGE_OUT_OF_RANGE, f"A page has 1 to {LARGEST_PAGE} entries, not {size}.")
        after, before = (_position(member, arguments.get(name)) for name in ("after", "before"))
        return cls(after, before, size, from_end=last is not None)


def _position(member: Connection, cursor: str | None) -> Position | None:
    return None if cursor is None else cursors.decode(member.place, member.ordering, cursor)
