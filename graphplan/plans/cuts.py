"""Which part of a connection is asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphplan.plans.choices import DEFAULT, chosen, named, order_of
from graphplan.plans.cursors import Order
from graphplan.plans.refusals import Code, Unfit

LARGEST_PAGE = 100

Position = tuple[Any, ...]

Nulls = tuple[bool, ...] | None
"""Which values of a position are null; None for no position."""


@dataclass(frozen=True)
class Cut:
    """Which part of a list is asked for: between two positions, so many from its beginning or its end."""

    after: Position | None
    before: Position | None
    size: int
    from_end: bool
    order: str = DEFAULT
    given: Mapping[str, Any] = field(default_factory=dict)
    """The filters that narrow the list, by name."""

    @classmethod
    def of(cls, orders: Mapping[str, Order], filters: Sequence[str], arguments: Mapping[str, Any]) -> "Cut":
        """From the arguments of a connection that has these orders, and filters of these names.

        Raises `Unfit`.
        """
        order, given = order_of(orders, arguments), chosen(filters, arguments)
        first, last = arguments.get("first"), arguments.get("last")
        if first is not None and last is not None:
            raise Unfit(Code.PAGE_OUT_OF_RANGE, "Say first or last, not both.")
        size = last if first is None else first
        size = LARGEST_PAGE if size is None else size
        if not 1 <= size <= LARGEST_PAGE:
            raise Unfit(Code.PAGE_OUT_OF_RANGE, f"A page has 1 to {LARGEST_PAGE} entries, not {size}.")
        cursors, narrowed = (arguments.get(name) for name in ("after", "before")), named(given)
        after, before = (
            None if cursor is None else orders[order].position(cursor, narrowed) for cursor in cursors
        )
        return cls(after, before, size, last is not None, order, given)


@dataclass(frozen=True)
class PageShape:
    """What of a cut decides the text of its statement; its values do not."""

    from_end: bool = False
    after: Nulls = None
    before: Nulls = None
    order: str = DEFAULT

    @classmethod
    def of(cls, cut: Cut) -> "PageShape":
        """The shape of a cut."""
        return cls(cut.from_end, _nulls(cut.after), _nulls(cut.before), cut.order)


def _nulls(position: Position | None) -> Nulls:
    return None if position is None else tuple(value is None for value in position)
